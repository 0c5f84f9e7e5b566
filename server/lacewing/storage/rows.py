"""Rows whose values are of the types that were stored: damage makes a text NULL or a number a blob, and SQLite says
nothing of it. Knows no table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from lacewing.storage.faults import DamagedError

_AT_ONCE = 100  # whole columns of them are looked at: half the time that single rows take


def rows(
    connection: sqlite3.Connection, query: str, kinds: tuple[type, ...], values: Sequence[object] = ()
) -> Iterator[tuple[Any, ...]]:
    """The rows that answer `query` with its `values`, each column of just its type in `kinds` (str, bytes, int).

    Going through them raises DamagedError when one is not, and what SQLite raises.
    """
    cursor = connection.execute(query, values)
    while batch := cursor.fetchmany(_AT_ONCE):
        for kind, column in zip(kinds, zip(*batch, strict=True), strict=True):
            if set(map(type, column)) != {kind}:
                raise DamagedError("the index holds a row that is none")
        yield from batch


def first_row(
    connection: sqlite3.Connection, query: str, kinds: tuple[type, ...], values: Sequence[object] = ()
) -> tuple[Any, ...] | None:
    """The first of the `rows`, None when there is none. Raises DamagedError, and what SQLite raises."""
    return next(rows(connection, query, kinds, values), None)
