"""Writing the index: which file has which facts, and the facts of contents not seen before. SQL only, no policy."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lacewing.project.outcome import Outcome
from lacewing.project.stored_facts import StoredFacts

# symbol.id = facts_id << SYMBOL_BITS | number in the file (migrations/0001_index.sql)
SYMBOL_BITS = 20
_KEPT_ORPHANS = 2000


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What the index knows of a file: as it was when read, and the note if something was wrong with it."""

    size: int
    mtime_ns: int
    language: str
    usable: bool
    note: str


def stored_files(connection: sqlite3.Connection) -> dict[str, StoredFile]:
    """All files of the index by path."""
    rows = connection.execute("SELECT path, size, mtime_ns, language, facts_id IS NOT NULL, note FROM file")
    return {path: StoredFile(size, mtime, language, bool(usable), note)
            for path, size, mtime, language, usable, note in rows}  # fmt: skip


def stored_file(connection: sqlite3.Connection, path: str) -> StoredFile | None:
    """What the index knows of one file."""
    row = connection.execute(
        "SELECT size, mtime_ns, language, facts_id IS NOT NULL, note FROM file WHERE path = ?", (path,)
    ).fetchone()
    return None if row is None else StoredFile(row[0], row[1], row[2], bool(row[3]), row[4])


def paths_below(connection: sqlite3.Connection, folder: str) -> list[str]:
    """The files of the index inside `folder`."""
    rows = connection.execute("SELECT path FROM file WHERE path > ? AND path < ?", (folder + "/", folder + "0"))
    return [path for (path,) in rows]


def write_outcomes(connection: sqlite3.Connection, outcomes: Sequence[tuple[Outcome, str]]) -> list[str]:
    """Store outcomes, each with its file's language; the paths whose known facts have gone and must be made again."""
    now = int(time.time())
    symbols: list[tuple[int, str, str, str]] = []
    mentions: list[tuple[str, int, int]] = []
    files = []
    again = []
    for outcome, language in outcomes:
        facts_id: int | None = None
        if outcome.kind in ("facts", "known"):
            facts_id = _facts_id(connection, outcome.key)
            if facts_id is None and outcome.facts is not None:
                facts_id = _insert_facts(connection, outcome.facts, now)
                symbols += [
                    (facts_id << SYMBOL_BITS | number, *row) for number, row in enumerate(outcome.facts.symbols)
                ]
                mentions += [(name, facts_id, how) for name, how in outcome.facts.mentions]
            if facts_id is None:
                again.append(outcome.path)
                continue
        files.append((outcome.path, outcome.size, outcome.mtime_ns, language, facts_id, outcome.note))
    connection.executemany("INSERT INTO symbol (id, name, container, data) VALUES (?, ?, ?, ?)", symbols)
    _add_words(connection, {name for _, name, _, _ in symbols})
    connection.executemany("INSERT INTO mention (name, facts_id, how) VALUES (?, ?, ?)", sorted(mentions))
    connection.executemany(
        "INSERT INTO file (path, size, mtime_ns, language, facts_id, note) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns, "
        "language = excluded.language, facts_id = excluded.facts_id, note = excluded.note",
        files,
    )
    return again


def remove_files(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Forget files that are gone; their facts stay for a while, as a file may come back."""
    now = int(time.time())
    rows = [(path,) for path in paths]
    connection.executemany(
        "UPDATE facts SET seen = ? WHERE id = (SELECT facts_id FROM file WHERE path = ?)", [(now, *row) for row in rows]
    )
    connection.executemany("DELETE FROM file WHERE path = ?", rows)


def drop_orphans(connection: sqlite3.Connection, keep: int = _KEPT_ORPHANS) -> int:
    """Drop facts that no file has any more, except for the `keep` seen last (at least as many as there are files).

    Returns how many were dropped. Does nothing until there are half as many too many, since it reads whole tables.
    """
    files = connection.execute("SELECT count(*) FROM file").fetchone()[0]
    keep = max(keep, files) if keep else 0
    orphans = [
        row[0]
        for row in connection.execute(
            "SELECT id FROM facts WHERE id NOT IN (SELECT facts_id FROM file WHERE facts_id IS NOT NULL) "
            "ORDER BY seen DESC, id DESC"
        )
    ]
    if len(orphans) <= keep * 1.5:
        return 0
    dropped = orphans[keep:]
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS dropped (id INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM dropped")
    connection.executemany("INSERT INTO dropped (id) VALUES (?)", [(each,) for each in dropped])
    connection.execute(f"DELETE FROM symbol WHERE id >> {SYMBOL_BITS} IN (SELECT id FROM dropped)")
    connection.execute("DELETE FROM mention WHERE facts_id IN (SELECT id FROM dropped)")
    connection.execute("DELETE FROM facts WHERE id IN (SELECT id FROM dropped)")
    connection.execute("DELETE FROM symbol_word WHERE name NOT IN (SELECT name COLLATE BINARY FROM symbol)")
    return len(dropped)


def _add_words(connection: sqlite3.Connection, names: set[str]) -> None:
    """Make names findable by any part of them; those that are already stay as they are."""
    last = connection.execute("SELECT coalesce(max(id), 0) FROM symbol_word").fetchone()[0]
    connection.executemany("INSERT OR IGNORE INTO symbol_word (name) VALUES (?)", [(name,) for name in sorted(names)])
    connection.execute(
        "INSERT INTO symbol_trigram (rowid, name) SELECT id, name FROM symbol_word WHERE id > ? ORDER BY id", (last,)
    )


def _facts_id(connection: sqlite3.Connection, key: bytes) -> int | None:
    row = connection.execute("SELECT id FROM facts WHERE key = ?", (key,)).fetchone()
    return None if row is None else int(row[0])


def _insert_facts(connection: sqlite3.Connection, facts: StoredFacts, now: int) -> int:
    cursor = connection.execute(
        "INSERT INTO facts (key, outline, uses, digest, seen) VALUES (?, ?, ?, ?, ?)",
        (facts.key, facts.outline, facts.uses, facts.digest, now),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid
