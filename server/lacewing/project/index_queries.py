"""The SQL behind the index's answers: rows in the order of the answers, from one connection. Knows no overlay."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from lacewing.project.stored_facts import StoredOutline, words_to_index
from lacewing.storage.database import DamagedError
from lacewing.storage.sealed import unsealed

Column = Literal["words", "names", "containers"]

_FOUND = (
    "SELECT file.path, facts.id, facts.key FROM posting CROSS JOIN facts ON facts.id = posting.rowid "
    "CROSS JOIN file ON file.facts_id = facts.id WHERE posting MATCH ? ORDER BY file.path"
)
_ALL = "SELECT path, facts.id, key FROM file JOIN facts ON facts.id = facts_id ORDER BY path"


class FactsRow(NamedTuple):
    """A file's path and the id and key of its facts."""

    path: str
    facts_id: int
    key: bytes


def usable_paths(connection: sqlite3.Connection) -> set[str]:
    """All files that have facts."""
    return {path for (path,) in connection.execute("SELECT path FROM file WHERE facts_id IS NOT NULL")}


def keys(connection: sqlite3.Connection) -> dict[str, bytes]:
    """The key of the facts of each file that has any."""
    return dict(connection.execute("SELECT path, key FROM facts CROSS JOIN file ON facts_id = facts.id"))


def row_of(connection: sqlite3.Connection, path: str) -> FactsRow | None:
    """A file's facts; None when it has none."""
    row = connection.execute(
        "SELECT path, facts.id, key FROM file JOIN facts ON facts.id = facts_id WHERE path = ?", (path,)
    ).fetchone()
    return FactsRow(*row) if row else None


def language_of(connection: sqlite3.Connection, path: str) -> tuple[str, bytes] | None:
    """A file's language and the key of its facts; None when it has none."""
    row: tuple[str, bytes] | None = connection.execute(
        "SELECT language, key FROM file JOIN facts ON facts.id = facts_id WHERE path = ?", (path,)
    ).fetchone()
    return row


def outline(connection: sqlite3.Connection, facts_id: int) -> StoredOutline:
    """The outline of one content. Raises DamagedError."""
    row = connection.execute(
        "SELECT language, outline FROM content JOIN facts ON id = facts_id WHERE facts_id = ?", (facts_id,)
    ).fetchone()
    language, blob = _there(row)
    return StoredOutline(language, unsealed(blob))


def outlines(connection: sqlite3.Connection) -> Iterator[tuple[int, StoredOutline]]:
    """The outline of every content that files have, with how many do. Going through them may raise DamagedError."""
    rows = connection.execute(
        "SELECT count(*), language, outline FROM file JOIN facts ON facts.id = file.facts_id "
        "JOIN content ON content.facts_id = facts.id GROUP BY facts.id"
    )
    return ((count, StoredOutline(language, unsealed(blob))) for count, language, blob in rows)


def digest(connection: sqlite3.Connection, facts_id: int) -> bytes:
    """The digest of one content. Raises DamagedError."""
    (blob,) = _there(connection.execute("SELECT digest FROM content WHERE facts_id = ?", (facts_id,)).fetchone())
    return unsealed(blob)


def with_name(connection: sqlite3.Connection, column: Column, name: str) -> list[FactsRow]:
    """The files, by path, that hold the words of `name` there; some of them hold no more than the words."""
    return [FactsRow(*row) for row in connection.execute(_FOUND, (_all_of(column, words_to_index(name)),))]


def mentioning(connection: sqlite3.Connection, words: list[str]) -> list[FactsRow]:
    """The files, by path, that hold all these words; all files when there are no words."""
    rows = connection.execute(_FOUND, (_all_of("words", words),)) if words else connection.execute(_ALL)
    return [FactsRow(*row) for row in rows]


def names_from(connection: sqlite3.Connection, prefix: str) -> Iterator[str]:
    """The names that begin with `prefix`, ASCII letters in either case, in the order of their lower-case forms.

    Of names that differ only in case one is given.
    """
    rows = connection.execute(
        "SELECT name FROM name WHERE name >= ?1 COLLATE NOCASE AND name < ?2 COLLATE NOCASE "
        "GROUP BY name COLLATE NOCASE ORDER BY name COLLATE NOCASE",
        (prefix, prefix + "\U0010ffff"),
    )
    return (name for (name,) in rows)


def names_after(connection: sqlite3.Connection, last: int) -> tuple[list[str], int]:
    """The names that were added after the one with this id, and the id of the last one."""
    rows = connection.execute("SELECT id, name FROM name WHERE id > ? ORDER BY id", (last,)).fetchall()
    return [name for _, name in rows], rows[-1][0] if rows else last


def _there(row: tuple[Any, ...] | None) -> tuple[Any, ...]:
    if row is None:
        raise DamagedError("the index has lost the content of a file")
    return row


def _all_of(column: Column, words: list[str]) -> str:
    """FTS5's way to ask for all these words in a column; none of them holds a quote."""
    return " AND ".join(f'{column} : "{word}"' for word in words)
