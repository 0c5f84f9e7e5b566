"""SQLite databases that may be lost at any time: opened, and begun anew when damaged. Knows no table.

Write-ahead logging lets readers, in this process or another, go on while one connection writes. A damaged database is
set aside, one of another schema than `schema.sql` deleted, and a new one made: all it holds can be made from the files.
Where nothing can be written, a database in memory serves until the process ends.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import os
import sqlite3
import tempfile
import threading
import zlib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from lacewing.storage.faults import StorageError, UnwritableError, means_damage, naming

_BUSY_SECONDS = 30.0
_CONDEMNED = -1  # the version of a database that holds damage
_PAGE_BYTES = 16384  # Most of what is stored are blobs of some kilobytes: a third less work than with SQLite's 4096.


class Database:
    """One database file, its pool of reading connections and its one writing connection. Thread-safe.

    `messages` says what was found wrong on opening. Raises StorageError when this Python's SQLite lacks what is needed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.messages: list[str] = []
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._free: list[sqlite3.Connection] = []
        self._pool_lock = threading.Lock()
        self._write_lock = threading.RLock()
        self._writer: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None  # which one the writer writes; None for a database in memory
        self._writes = 0
        self._generation = 0
        self._observer: sqlite3.Connection | None = None
        self._closed = False
        self._open()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one consistent state and, unless the database is in memory, waits for no writer.

        Raises DamagedError, and StorageError when closed.
        """
        self._follow_the_file()
        if self._file is None:
            with self._write_lock, naming(self.path):
                yield self._open_writer()
            return
        with self._pool_lock:
            if self._closed:
                raise StorageError(f"{self.path} is closed")
            generation = self._generation
            connection = self._free.pop() if self._free else None
        connection = connection or self._connect_reader()
        usable = False
        try:
            with naming(self.path):
                connection.execute("BEGIN")
                yield connection
                connection.execute("COMMIT")
            usable = True
        finally:
            if not usable:
                with contextlib.suppress(sqlite3.Error):
                    connection.rollback()
            with self._pool_lock:
                keep = usable and not self._closed and generation == self._generation
                if keep:
                    self._free.append(connection)
            if not keep:
                connection.close()

    def version(self) -> tuple[int, int]:
        """A value that is another one after every write, also of another process. Costs microseconds.

        Raises DamagedError, and StorageError when closed.
        """
        with self._pool_lock, naming(self.path):
            if self._closed:
                raise StorageError(f"{self.path} is closed")
            if self._file is None:
                return self._generation, self._writes
            if self._observer is None:
                self._observer = self._connect_reader()
            # SQLite's data_version counts what other connections commit, so this one must never write.
            return self._generation, self._observer.execute("PRAGMA data_version").fetchone()[0]

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction of the writing connection: committed at the end, undone on an exception.

        Waits for another thread or process that is writing. Raises DamagedError, UnwritableError, and StorageError when
        closed or when the other writer takes too long.
        """
        with self._write_lock:
            self._follow_the_file()
            writer = self._open_writer()
            with naming(self.path):
                writer.execute("BEGIN IMMEDIATE")
                try:
                    yield writer
                    writer.execute("COMMIT")
                    self._writes += 1
                except BaseException:
                    with contextlib.suppress(sqlite3.Error):
                        writer.execute("ROLLBACK")
                    raise

    def rebuild(self, reason: str, aside: bool = False) -> None:
        """Delete the file, or set it `aside`, and begin anew, empty; `reason` goes into `messages`.

        Raises UnwritableError, and StorageError when closed.
        """
        with self._write_lock:
            if self._closed:
                raise StorageError(f"{self.path} is closed")
            in_memory = self._file is None
            self._close_connections()
            self._closed = False
            if in_memory:
                self._open_in_memory()
                self.messages.append(reason)
                return
            try:
                with naming(self.path), locked(self.path):
                    self._start_over(reason, aside)
            except OSError as error:
                raise UnwritableError(f"{self.path} can't be written ({error})") from error

    def condemn(self) -> None:
        """Have whoever opens the file next set it aside: its content was found to be damaged."""
        with contextlib.suppress(StorageError), self.writing() as connection:
            connection.execute(f"PRAGMA user_version = {_CONDEMNED}")

    def keep_in_memory(self, reason: str) -> None:
        """Go on without a file, empty; what the file holds is left as it is. `reason` goes into `messages`."""
        with self._write_lock:
            if self._closed:
                raise StorageError(f"{self.path} is closed")
            self._close_connections()
            self._open_in_memory()
            self.messages.append(
                f"{reason}: the index is kept in memory for this session. "
                "Free some space or set LACEWING_CACHE_DIR to a folder that can be written."
            )
            with self._pool_lock:
                self._closed = False

    def release_memory(self) -> None:
        """Give back the memory that writing took."""
        with self._write_lock, contextlib.suppress(StorageError, sqlite3.Error):
            self._open_writer().execute("PRAGMA shrink_memory")

    def close(self) -> None:
        """Close every connection that is not in use; those in use close when they are given back."""
        with self._write_lock:
            self._close_connections()
            if self._temporary is not None:
                self._temporary.cleanup()
                self._temporary = None

    def _open(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._open_or_start_over()
        except (OSError, sqlite3.OperationalError) as error:
            self.messages.append(
                f"{self.path} can't be written ({error}): the index is kept for this session only. "
                "Set LACEWING_CACHE_DIR to a folder that can be written."
            )
            try:
                self._temporary = tempfile.TemporaryDirectory(prefix="lacewing-")
                self.path = Path(self._temporary.name) / self.path.name
                self._open_or_start_over()
            except (OSError, sqlite3.OperationalError):
                self._open_in_memory()

    def _open_or_start_over(self) -> None:
        with locked(self.path):
            try:
                self._open_file()
                known = _prepare(self._open_writer())
            except (sqlite3.DatabaseError, StorageError) as error:
                self._drop_writer()
                if isinstance(error, StorageError) or not means_damage(error):
                    raise
                self._start_over(f"{self.path} was damaged ({error}): the index is built anew.", aside=True)
                return
            if not known:
                self._start_over(f"{self.path} was written by another version of Lacewing: the index is built anew.")

    def _start_over(self, reason: str, aside: bool = False) -> None:
        self._drop_writer()
        # The log first: a log that outlives its database would be replayed into the next one.
        for suffix in ("-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        if aside and self.path.is_file():
            kept = self.path.with_name(f"{self.path.name}.damaged")
            self.path.replace(kept)
            reason = f"{reason.rstrip('.')}; the old one is kept as {kept.name}."
        self.path.unlink(missing_ok=True)
        self.messages.append(reason)
        self._open_file()
        _prepare(self._open_writer())

    def _open_file(self) -> None:
        self._writer = _connect_writer(self.path)
        self._file = identity(self.path)

    def _open_in_memory(self) -> None:
        self._writer = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._file = None
        _prepare(self._writer)

    def _open_writer(self) -> sqlite3.Connection:
        if self._writer is None:
            raise StorageError(f"{self.path} is closed")
        return self._writer

    def _follow_the_file(self) -> None:
        """Turn to the file that is there now, when another process has set the one in use aside or deleted it."""
        if self._file is None or self._file == identity(self.path):
            return
        with self._write_lock:
            if not self._closed and self._file != identity(self.path):
                self._close_connections()
                try:
                    with naming(self.path):
                        self._open_or_start_over()
                except OSError as error:  # its folder has gone too
                    self._open_in_memory()
                    self.messages.append(f"{self.path} has gone ({error}): the index is kept in memory.")
                with self._pool_lock:
                    self._closed = False

    def _drop_writer(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _close_connections(self) -> None:
        with self._pool_lock:
            self._closed = True
            self._generation += 1
            free, self._free = self._free, []
            observer, self._observer = self._observer, None
        for connection in (*free, *([observer] if observer is not None else [])):
            connection.close()
        self._drop_writer()

    def _connect_reader(self) -> sqlite3.Connection:
        with naming(self.path):
            connection = _connect(self.path)
            connection.execute("PRAGMA query_only = 1")
            return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection for reading `path`, which another process owns. Raises sqlite3.Error when it isn't usable."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=1.0, isolation_level=None)
    connection.execute("PRAGMA query_only = 1")
    return connection


def _connect(path: Path, page_bytes: int = 0) -> sqlite3.Connection:
    """A connection; `page_bytes` counts when the database is made by it."""
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        if page_bytes:
            connection.execute(f"PRAGMA page_size = {page_bytes}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA temp_store = MEMORY")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _connect_writer(path: Path) -> sqlite3.Connection:
    # Rows go into trees ordered by name, all over them: with SQLite's usual 2 MB the same pages are written again and
    # again, half of the time.
    connection = _connect(path, _PAGE_BYTES)
    connection.execute("PRAGMA cache_size = -24000")  # KiB
    connection.execute("PRAGMA wal_autocheckpoint = 1000")  # pages
    return connection


def _prepare(connection: sqlite3.Connection) -> bool:
    """Make the tables of an empty database; False when it has others.

    Raises StorageError when SQLite can't, sqlite3.DatabaseError when the database is condemned.
    """
    script = _schema()
    version = zlib.crc32(script.encode()) & 0x7FFFFFFF
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found == _CONDEMNED:
        raise sqlite3.DatabaseError("its content is not what was stored")
    if found == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        try:
            connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {version};\nCOMMIT;")
        except sqlite3.OperationalError as error:
            if "fts5" in str(error):
                raise StorageError(
                    f"this Python's SQLite {sqlite3.sqlite_version} can't hold an index ({error}): Lacewing needs "
                    "SQLite 3.24 or newer with FTS5"
                ) from error
            raise
        found = version
    return bool(found == version)


@functools.cache
def _schema() -> str:
    return resources.files(__package__).joinpath("schema.sql").read_text("utf-8")


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock under which processes open, migrate and delete the database `path`."""
    handle = os.open(f"{path}.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def identity(path: Path) -> tuple[int, int] | None:
    """Which file lies at `path`: device and inode; None when there is none."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino
