"""What goes wrong with databases, told apart: damage, a disk that refuses to be written, and all else."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

# A full disk, a limit on the size of files, a disk that was mounted anew for reading only.
_UNWRITABLE = frozenset(
    ["SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNCATE", "SQLITE_IOERR_SHMSIZE",
     "SQLITE_IOERR_SHMMAP", "SQLITE_IOERR_SHMOPEN", "SQLITE_READONLY", "SQLITE_READONLY_DIRECTORY",
     "SQLITE_READONLY_CANTINIT", "SQLITE_CANTOPEN"]
)  # fmt: skip


class StorageError(Exception):
    """The database can't be used; the message says which one and what to do."""


class DamagedError(StorageError):
    """The database was found to be damaged while in use: `rebuild` makes it usable again, empty."""


class UnwritableError(StorageError):
    """The disk is full or refuses to be written: `keep_in_memory` makes the database usable again, empty."""


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours, which name the file."""
    try:
        yield
    except (sqlite3.DatabaseError, sqlite3.InterfaceError) as error:
        if getattr(error, "sqlite_errorname", "") in _UNWRITABLE:
            raise UnwritableError(f"{path} can't be written ({error})") from error
        if means_damage(error):
            raise DamagedError(f"{path} is damaged ({error})") from error
        raise StorageError(f"{path}: {error}") from error


def means_damage(error: sqlite3.Error) -> bool:
    """Whether the database is damaged, and not busy, full, closed or asked wrongly."""
    if isinstance(error, (sqlite3.OperationalError, sqlite3.ProgrammingError, sqlite3.InterfaceError)):
        # A table that is gone, an unreadable page or a text that is none comes as OperationalError.
        text = str(error)
        return any(sign in text for sign in ("no such table", "disk I/O error", "malformed", "Could not decode"))
    return isinstance(error, sqlite3.DatabaseError)
