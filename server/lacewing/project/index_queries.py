"""The SQL behind the index's answers: rows in the order of the answers, from one connection. Knows no overlay."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from lacewing.project.facts import Symbol
from lacewing.project.index_writer import SYMBOL_BITS
from lacewing.project.stored_facts import last_part, symbol_from

_SYMBOLS = f"SELECT file.path, symbol.data FROM symbol JOIN file ON file.facts_id = symbol.id >> {SYMBOL_BITS}"

PathAndSymbol = tuple[str, Symbol]


def usable_paths(connection: sqlite3.Connection) -> set[str]:
    """All files that have facts."""
    return {path for (path,) in connection.execute("SELECT path FROM file WHERE facts_id IS NOT NULL")}


def keys(connection: sqlite3.Connection) -> dict[str, bytes]:
    """The key of the facts of each file that has any."""
    # Both tables are read from indexes that hold all that is asked for; the rows of `facts` are large.
    return dict(
        connection.execute("SELECT path, key FROM facts INDEXED BY facts_key CROSS JOIN file ON facts_id = facts.id")
    )


def digest(connection: sqlite3.Connection, path: str) -> tuple[bytes, bytes] | None:
    """Key and digest of a file's facts."""
    row: tuple[bytes, bytes] | None = connection.execute(
        "SELECT key, digest FROM file JOIN facts ON facts.id = facts_id WHERE path = ?", (path,)
    ).fetchone()
    return row


def stored_blobs(connection: sqlite3.Connection, path: str) -> tuple[int, bytes, bytes, bytes] | None:
    """Id, key, outline and uses of a file's facts."""
    row: tuple[int, bytes, bytes, bytes] | None = connection.execute(
        "SELECT facts.id, key, outline, uses FROM file JOIN facts ON facts.id = facts_id WHERE path = ?", (path,)
    ).fetchone()
    return row


def symbols_of(connection: sqlite3.Connection, facts_id: int) -> list[Symbol]:
    """The definitions of one content in document order."""
    rows = connection.execute(
        "SELECT data FROM symbol WHERE id >= ? AND id < ? ORDER BY id",
        (facts_id << SYMBOL_BITS, (facts_id + 1) << SYMBOL_BITS),
    )
    return [symbol_from(data) for (data,) in rows]


def named(connection: sqlite3.Connection, name: str) -> Iterator[PathAndSymbol]:
    """Definitions of exactly `name`, by path and place."""
    # The first comparison uses the index, which knows no case; the second one tells the cases apart.
    where = "symbol.name = ?1 AND symbol.name = ?1 COLLATE BINARY ORDER BY file.path, symbol.id"
    return _located(connection.execute(f"{_SYMBOLS} WHERE {where}", (name,)))


def with_prefix(connection: sqlite3.Connection, prefix: str) -> Iterator[PathAndSymbol]:
    """Definitions whose name begins with `prefix`, ASCII letters in either case, by name, path and place."""
    where = "symbol.name >= ? AND symbol.name < ? AND symbol.name <> '' ORDER BY symbol.name, file.path, symbol.id"
    return _located(connection.execute(f"{_SYMBOLS} WHERE {where}", (prefix, prefix + "\U0010ffff")))


def inside(connection: sqlite3.Connection, container: str) -> Iterator[PathAndSymbol]:
    """Definitions whose container's last part is that of `container`, by path and place."""
    where = "symbol.container <> '' AND symbol.container = ? ORDER BY file.path, symbol.id"
    return _located(connection.execute(f"{_SYMBOLS} WHERE {where}", (last_part(container),)))


def holding(connection: sqlite3.Connection, word: str, most: int) -> Iterator[PathAndSymbol]:
    """Definitions of the `most` best names that hold `word` (lower case): exact, then prefixes, then the shortest."""
    if len(word) >= 3:
        pattern = '"' + word.replace('"', '""') + '"'
        words = "SELECT rowid FROM symbol_trigram WHERE symbol_trigram MATCH ?2"
    else:
        pattern = "%" + re.sub(r"([%_\\])", r"\\\1", word) + "%"
        words = r"SELECT id FROM symbol_word WHERE name LIKE ?2 ESCAPE '\'"
    ranked = (
        "SELECT name, lower(name) <> ?1 AS inexact, instr(lower(name), ?1) <> 1 AS inner, length(name) AS letters "
        f"FROM symbol_word WHERE id IN ({words}) ORDER BY inexact, inner, letters, lower(name) LIMIT ?3"
    )
    query = (
        f"SELECT file.path, symbol.data FROM ({ranked}) AS word "
        "CROSS JOIN symbol ON symbol.name = word.name COLLATE NOCASE AND symbol.name = word.name COLLATE BINARY "
        f"JOIN file ON file.facts_id = symbol.id >> {SYMBOL_BITS} "
        "ORDER BY word.inexact, word.inner, word.letters, lower(word.name), file.path, symbol.id"
    )
    return _located(connection.execute(query, (word, pattern, most)))


def mentioning(connection: sqlite3.Connection, name: str, how: int) -> list[tuple[str, int]]:
    """Paths, sorted, and facts of the files that call or refer to `name`."""
    return connection.execute(
        "SELECT file.path, file.facts_id FROM mention JOIN file USING (facts_id) "
        "WHERE name = ? AND how & ? ORDER BY file.path",
        (name, how),
    ).fetchall()


def blobs(connection: sqlite3.Connection, facts_id: int) -> tuple[bytes, bytes, bytes]:
    """Key, outline and uses of one content."""
    row: tuple[bytes, bytes, bytes] = connection.execute(
        "SELECT key, outline, uses FROM facts WHERE id = ?", (facts_id,)
    ).fetchone()
    return row


def _located(rows: sqlite3.Cursor) -> Iterator[PathAndSymbol]:
    return ((path, symbol_from(data)) for path, data in rows)
