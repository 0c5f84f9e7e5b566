"""Writing the index: which file has which facts, and the facts of contents not seen before. SQL only, no policy."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lacewing.project.outcome import Outcome
from lacewing.project.stored_facts import StoredFacts, names_as_words
from lacewing.storage.rows import first_row, rows
from lacewing.storage.sealed import seal, sealed

_KEPT_ORPHANS = 2000


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What the index knows of a file: as it was when read, what made its facts (`stored_facts.made_by`), and the note
    if something was wrong with it."""

    size: int
    mtime_ns: int
    made_by: str
    usable: bool
    note: str


_FILE = "path, size, mtime_ns, made_by, facts_id IS NOT NULL, note"
_FILE_KINDS = (str, int, int, str, int, str)


def stored_files(connection: sqlite3.Connection) -> dict[str, StoredFile]:
    """All files of the index by path. Raises DamagedError."""
    found = rows(connection, f"SELECT {_FILE} FROM file", _FILE_KINDS)
    return {path: StoredFile(size, mtime, made, bool(usable), note) for path, size, mtime, made, usable, note in found}


def stored_file(connection: sqlite3.Connection, path: str) -> StoredFile | None:
    """What the index knows of one file. Raises DamagedError."""
    row = first_row(connection, f"SELECT {_FILE} FROM file WHERE path = ?", _FILE_KINDS, (path,))
    return None if row is None else StoredFile(row[1], row[2], row[3], bool(row[4]), row[5])


def paths_below(connection: sqlite3.Connection, folder: str) -> list[str]:
    """The files of the index inside `folder`. Raises DamagedError."""
    query = "SELECT path FROM file WHERE path > ? AND path < ?"
    return [path for (path,) in rows(connection, query, (str,), (folder + "/", folder + "0"))]


def write_outcomes(connection: sqlite3.Connection, outcomes: Sequence[tuple[Outcome, str]]) -> list[str]:
    """Store outcomes, each with what made its facts; the paths whose known facts have gone and must be made again."""
    now = int(time.time())
    files = []
    again = []
    made: list[tuple[int, StoredFacts]] = []
    for outcome, made_by in outcomes:
        facts_id: int | None = None
        if outcome.kind in ("facts", "known"):
            facts_id = _facts_id(connection, outcome.key)
            if facts_id is None and outcome.facts is not None:
                facts_id = _new_facts(connection, outcome.facts, now)
                made.append((facts_id, outcome.facts))
            if facts_id is None:
                again.append(outcome.path)
                continue
        own = 0 if facts_id is None else seal(outcome.path.encode(), outcome.key)
        files.append((outcome.path, outcome.size, outcome.mtime_ns, made_by, facts_id, outcome.note, own))
    _insert_contents(connection, made)
    connection.executemany(
        "INSERT INTO file (path, size, mtime_ns, made_by, facts_id, note, seal) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns, "
        "made_by = excluded.made_by, facts_id = excluded.facts_id, note = excluded.note, "
        "seal = excluded.seal",
        files,
    )
    return again


def remove_files(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Forget files that are gone; their facts stay for a while, as a file may come back."""
    now = int(time.time())
    gone = [(path,) for path in paths]
    connection.executemany(
        "UPDATE facts SET seen = ? WHERE id = (SELECT facts_id FROM file WHERE path = ?)", [(now, *row) for row in gone]
    )
    connection.executemany("DELETE FROM file WHERE path = ?", gone)


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
    connection.execute("DELETE FROM content WHERE facts_id IN (SELECT id FROM dropped)")
    connection.execute("DELETE FROM facts WHERE id IN (SELECT id FROM dropped)")
    return len(dropped)


def _facts_id(connection: sqlite3.Connection, key: bytes) -> int | None:
    row = connection.execute("SELECT id FROM facts WHERE key = ?", (key,)).fetchone()
    return None if row is None else int(row[0])


def _new_facts(connection: sqlite3.Connection, facts: StoredFacts, now: int) -> int:
    cursor = connection.execute(
        "INSERT INTO facts (key, language, seen) VALUES (?, ?, ?)", (facts.key, facts.language, now)
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _insert_contents(connection: sqlite3.Connection, made: list[tuple[int, StoredFacts]]) -> None:
    connection.executemany(
        "INSERT INTO content (facts_id, outline, digest) VALUES (?, ?, ?)",
        [(facts_id, sealed(facts.outline, facts.key), sealed(facts.digest, facts.key)) for facts_id, facts in made],
    )
    names: set[str] = set()
    postings = []
    for facts_id, facts in made:
        own = facts.names.decode("utf-8", "replace").split("\n") if facts.names else []
        names.update(own)
        words, containers = (part.decode("utf-8", "replace") for part in (facts.words, facts.containers))
        postings.append((facts_id, words, names_as_words(own), containers))
    connection.executemany("INSERT INTO posting (rowid, words, names, containers) VALUES (?, ?, ?, ?)", postings)
    connection.executemany("INSERT OR IGNORE INTO name (name) VALUES (?)", [(name,) for name in sorted(names)])
