"""The SQL behind the index's answers: rows in the order of the answers, from one connection. Knows no overlay.

What is damaged raises DamagedError, where rows come one by one while they are gone through.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from lacewing.project.stored_facts import StoredOutline, words_to_index
from lacewing.storage.faults import DamagedError
from lacewing.storage.rows import first_row, rows
from lacewing.storage.sealed import seal, unsealed

Column = Literal["words", "names", "containers"]

_ROW = "file.path, facts.id, facts.key, facts.language, file.seal"
_ROW_KINDS = (str, int, bytes, str, int)
_FOUND = (
    f"SELECT {_ROW} FROM posting CROSS JOIN facts ON facts.id = posting.rowid "
    "CROSS JOIN file ON file.facts_id = facts.id WHERE posting MATCH ? ORDER BY file.path"
)
_ALL = f"SELECT {_ROW} FROM file JOIN facts ON facts.id = facts_id ORDER BY path"


class FactsRow(NamedTuple):
    """A file's path, and the id, key and language of its facts."""

    path: str
    facts_id: int
    key: bytes
    language: str


def usable_paths(connection: sqlite3.Connection) -> set[str]:
    """All files that have facts."""
    return {path for (path,) in rows(connection, "SELECT path FROM file WHERE facts_id IS NOT NULL", (str,))}


def keys(connection: sqlite3.Connection) -> dict[str, bytes]:
    """The key of the facts of each file that has any; that they are the file's is for `row_of` to see."""
    query = "SELECT path, key FROM facts CROSS JOIN file ON facts_id = facts.id"
    return dict(rows(connection, query, (str, bytes)))


def row_of(connection: sqlite3.Connection, path: str) -> FactsRow | None:
    """A file's facts; None when it has none."""
    query = f"SELECT {_ROW} FROM file JOIN facts ON facts.id = facts_id WHERE path = ?"
    return next(_facts_rows(connection, query, (path,)), None)


def outline(connection: sqlite3.Connection, row: FactsRow) -> StoredOutline:
    """The outline of one content."""
    query = "SELECT outline FROM content WHERE facts_id = ?"
    return StoredOutline(row.language, unsealed(_content(connection, query, row.facts_id), row.key))


def outlines(connection: sqlite3.Connection) -> Iterator[tuple[int, StoredOutline]]:
    """The outline of every content that files have, with how many do."""
    query = (
        "SELECT count(*), facts.language, facts.key, outline FROM file JOIN facts ON facts.id = file.facts_id "
        "JOIN content ON content.facts_id = facts.id GROUP BY facts.id"
    )
    for count, language, key, blob in rows(connection, query, (int, str, bytes, bytes)):
        yield count, StoredOutline(language, unsealed(blob, key))


def digests(connection: sqlite3.Connection, paths: Iterable[str]) -> list[tuple[str, bytes, bytes]]:
    """Path, key and digest of those of `paths` that have facts, in their order."""
    query = "SELECT digest FROM content WHERE facts_id = ?"
    found = filter(None, (row_of(connection, path) for path in paths))
    return [(row.path, row.key, unsealed(_content(connection, query, row.facts_id), row.key)) for row in found]


def with_name(connection: sqlite3.Connection, column: Column, name: str) -> list[FactsRow]:
    """The files, by path, that hold the words of `name` there; some of them hold no more than the words."""
    return list(_facts_rows(connection, _FOUND, (_all_of(column, words_to_index(name)),)))


def mentioning(connection: sqlite3.Connection, words: list[str]) -> list[FactsRow]:
    """The files, by path, that hold all these words; all files when there are no words."""
    found = _facts_rows(connection, _FOUND, (_all_of("words", words),)) if words else _facts_rows(connection, _ALL)
    return list(found)


def names_from(connection: sqlite3.Connection, prefix: str) -> Iterator[str]:
    """The names that begin with `prefix`, ASCII letters in either case, in the order of their lower-case forms.

    Of names that differ only in case one is given.
    """
    query = (
        "SELECT name FROM name WHERE name >= ?1 COLLATE NOCASE AND name < ?2 COLLATE NOCASE "
        "GROUP BY name COLLATE NOCASE ORDER BY name COLLATE NOCASE"
    )
    return (name for (name,) in rows(connection, query, (str,), (prefix, prefix + "\U0010ffff")))


def names_after(connection: sqlite3.Connection, last: int) -> tuple[list[str], int]:
    """The names that were added after the one with this id, and the id of the last one."""
    added = list(rows(connection, "SELECT id, name FROM name WHERE id > ? ORDER BY id", (int, str), (last,)))
    return [name for _, name in added], added[-1][0] if added else last


def _facts_rows(connection: sqlite3.Connection, query: str, values: Sequence[object] = ()) -> Iterator[FactsRow]:
    for path, facts_id, key, language, stored in rows(connection, query, _ROW_KINDS, values):
        if seal(path.encode(), key) != stored:
            raise DamagedError(f"the index has mixed up the content of {path}")
        yield FactsRow(path, facts_id, key, language)


def _content(connection: sqlite3.Connection, query: str, facts_id: int) -> bytes:
    row = first_row(connection, query, (bytes,), (facts_id,))
    if row is None:
        raise DamagedError("the index has lost the content of a file")
    blob: bytes = row[0]
    return blob


def _all_of(column: Column, words: list[str]) -> str:
    """FTS5's way to ask for all these words in a column; none of them holds a quote."""
    return " AND ".join(f'{column} : "{word}"' for word in words)
