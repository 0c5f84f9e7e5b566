"""Vectors of units on disk: which units each file has, and for the texts of those the vector of each model.

A small SQLite database that may be lost at any time. A vector belongs to a text, which names its file: what stays, only
moves inside its file or is changed back, as a switch of branches does, finds its vector. Numbers are kept as bytes,
which costs a vector under a hundredth of its direction and makes it a quarter as large.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np

from lacewing.project.questions.units import Unit
from lacewing.storage.database import identity, locked
from lacewing.storage.faults import DamagedError, means_damage
from lacewing.storage.rows import first_row, rows

_VERSION = 1
_SCHEMA = (
    *(f"DROP TABLE IF EXISTS {name}" for name in ("file", "unit", "vector")),
    "CREATE TABLE file (path TEXT PRIMARY KEY, facts BLOB) WITHOUT ROWID",
    "CREATE TABLE unit (id INTEGER PRIMARY KEY, path TEXT, line INTEGER, end_line INTEGER, title TEXT, key BLOB)",
    "CREATE INDEX unit_path ON unit (path)",
    "CREATE INDEX unit_key ON unit (key)",
    "CREATE TABLE vector (model TEXT, key BLOB, numbers BLOB, PRIMARY KEY (model, key)) WITHOUT ROWID",
    f"PRAGMA user_version = {_VERSION}",
)
_UNIT = "unit.path, unit.line, unit.end_line, unit.title, unit.key"
_KEYS_OF = "SELECT key FROM unit WHERE path = ?"
_UNIT_KINDS = (str, int, int, str, bytes)
_LEVELS = 127
_AT_ONCE = 2000
_BUSY_SECONDS = 10.0
_KEPT_ORPHANS = 2000


class Stored(NamedTuple):
    """A unit of `path` as it was stored; `id` grows."""

    id: int
    path: str
    unit: Unit
    key: bytes


class Near(NamedTuple):
    """A unit and how alike its vector is to another: the cosine."""

    path: str
    unit: Unit
    key: bytes
    cosine: float


class Vectors:
    """The database at `path`. Thread-safe. Raises OSError where it cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def files(self) -> dict[str, bytes]:
        """The files whose units are stored, each with what `put_file` was given of it."""
        with self._connected() as connection:
            return dict(rows(connection, "SELECT path, facts FROM file", (str, bytes)))

    def put_file(self, path: str, facts: bytes, units: Iterable[tuple[Unit, bytes]]) -> None:
        """These are the units of a file now, with the keys of their texts; `facts` says what they were made from."""
        made = [(path, unit.line, unit.end_line, unit.title, key) for unit, key in units]
        with self._connected() as connection:
            connection.execute("DELETE FROM unit WHERE path = ?", (path,))
            connection.executemany("INSERT INTO unit (path, line, end_line, title, key) VALUES (?, ?, ?, ?, ?)", made)
            connection.execute("INSERT OR REPLACE INTO file VALUES (?, ?)", (path, facts))

    def units_beside(self, path: str) -> int:
        """How many units the other files have."""
        with self._connected() as connection:
            (count,) = next(rows(connection, "SELECT count(*) FROM unit WHERE path <> ?", (int,), (path,)))
        return int(count)

    def forget_files(self, paths: Iterable[str]) -> None:
        """These files are gone or may not be shown any more; the vectors of texts that no other file has go too."""
        gone = [(path,) for path in paths]
        if not gone:
            return
        with self._connected() as connection:
            keys = [key for each in gone for key in rows(connection, _KEYS_OF, (bytes,), each)]
            connection.executemany("DELETE FROM unit WHERE path = ?", gone)
            connection.executemany("DELETE FROM file WHERE path = ?", gone)
            connection.executemany(
                "DELETE FROM vector WHERE key = ?1 AND NOT EXISTS (SELECT 1 FROM unit WHERE unit.key = ?1)", keys
            )

    def drop_orphans(self, keep: int = _KEPT_ORPHANS) -> None:
        """Drop the vectors of texts that no unit has any more, once they are more than `keep` and more than the units:
        until then what is changed back finds its own."""
        orphans = "FROM vector WHERE key NOT IN (SELECT key FROM unit)"
        with self._connected() as connection:
            (most,) = next(rows(connection, "SELECT max(?, count(*)) FROM unit", (int,), (keep,)))
            (count,) = next(rows(connection, f"SELECT count(*) {orphans}", (int,)))
            if count > most:
                connection.execute(f"DELETE {orphans}")

    def missing(self, model: str, after: int, most: int) -> list[Stored]:
        """The next units behind the one with the id `after` that have no vector of `model`."""
        query = (
            f"SELECT id, {_UNIT} FROM unit WHERE id > ? AND NOT EXISTS "
            "(SELECT 1 FROM vector WHERE vector.model = ? AND vector.key = unit.key) ORDER BY id LIMIT ?"
        )
        with self._connected() as connection:
            rows = connection.execute(query, (after, model, most)).fetchall()
        return [Stored(row[0], row[1], Unit(*row[2:5]), row[5]) for row in rows]

    def put_vectors(self, model: str, vectors: Mapping[bytes, Sequence[float]]) -> None:
        """Keep the vectors of `model` by the keys of their texts."""
        made = [(model, key, _as_bytes(np.array(vector, np.float32))) for key, vector in vectors.items()]
        with self._connected() as connection:
            connection.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?, ?)", made)

    def covered(self, model: str) -> tuple[int, int]:
        """How many units have a vector of `model`, and how many there are."""
        query = (
            "SELECT count(vector.key), count(*) "
            "FROM unit LEFT JOIN vector ON vector.model = ? AND vector.key = unit.key"
        )
        with self._connected() as connection:
            with_vector, all_units = next(rows(connection, query, (int, int), (model,)))
        return with_vector, all_units

    def nearest(self, model: str, vector: Sequence[float], most: int) -> list[Near]:
        """The units whose vectors of `model` are most like `vector`, best first. Reads all, a part at a time."""
        asked = np.array(vector, np.float32)
        asked /= np.linalg.norm(asked)
        query = (
            "SELECT unit.id, vector.numbers FROM unit JOIN vector ON vector.key = unit.key AND vector.model = ? "
            "WHERE length(vector.numbers) = ? ORDER BY unit.id"
        )
        ids: list[int] = []
        cosines: list[float] = []
        with self._connected() as connection:
            held = rows(connection, query, (int, bytes), (model, len(asked)))
            while batch := list(islice(held, _AT_ONCE)):
                numbers = np.frombuffer(b"".join(each for _, each in batch), np.int8).reshape(len(batch), len(asked))
                near = numbers.astype(np.float32)
                near /= np.maximum(np.linalg.norm(near, axis=1, keepdims=True), 1)
                ids += [number for number, _ in batch]
                cosines += (near @ asked).tolist()
            best = sorted(zip(cosines, ids, strict=True), key=lambda each: (-each[0], each[1]))[:most]
            found = []
            for cosine, number in best:
                row = first_row(connection, f"SELECT {_UNIT} FROM unit WHERE id = ?", _UNIT_KINDS, (number,))
                if row is not None:
                    found.append(Near(row[0], Unit(*row[1:4]), row[4], cosine))
        return found

    def alike(self, model: str, path: str, line: int, most: int) -> list[Near]:
        """Units of other texts whose vectors are most like that of the innermost one at a line of a file."""
        query = (
            "SELECT unit.key, vector.numbers FROM unit JOIN vector ON vector.key = unit.key AND vector.model = ? "
            "WHERE path = ? AND line <= ? AND ? < end_line ORDER BY line DESC LIMIT 1"
        )
        with self._connected() as connection:
            row = first_row(connection, query, (bytes, bytes), (model, path, line, line))
        if row is None:
            return []
        numbers = np.frombuffer(row[1], np.int8).astype(np.float32).tolist()
        return [each for each in self.nearest(model, numbers, most + 1) if each.key != row[0]][:most]

    @contextlib.contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction; a damaged database is deleted, and what was asked raises OSError."""
        connection, file = None, None
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS)
            file = identity(self.path)
            _have_tables(connection)
            with connection:
                yield connection
        except (sqlite3.Error, DamagedError) as error:
            if not isinstance(error, DamagedError) and not means_damage(error):
                raise OSError(f"{self.path}: {error}") from error  # locked, full: it may be well later
            self._delete(file)
            raise OSError(f"{self.path} was damaged ({error}) and is made anew") from error
        finally:
            if connection is not None:
                connection.close()

    def _delete(self, file: tuple[int, int] | None) -> None:
        """Delete the database, unless another process has made it anew since it was `file`."""
        with locked(self.path):
            if identity(self.path) == file:
                # The log first: a log that outlives its database would be replayed into the next one.
                for suffix in ("-wal", "-shm", ""):
                    Path(f"{self.path}{suffix}").unlink(missing_ok=True)


def _have_tables(connection: sqlite3.Connection) -> None:
    """Make the tables where there are none, or those of another version; one process does, others wait for it."""
    if _version(connection) != _VERSION:
        connection.execute("PRAGMA journal_mode = WAL")
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            for statement in _SCHEMA if _version(connection) != _VERSION else ():
                connection.execute(statement)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _as_bytes(vector: np.ndarray) -> bytes:
    most = np.abs(vector).max()
    levels: np.ndarray = np.rint(vector * (_LEVELS / most if most else 0)).astype(np.int8)
    return levels.tobytes()
