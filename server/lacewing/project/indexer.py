"""Bringing the index up to date with the files on disk: what changed is analysed, what vanished is forgotten.

Batches are transactions and independent of each other, so that stopping anywhere leaves an index that is merely not
finished. Another process may index the same project at the same time: both write the same facts.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from lacewing.project.files import FoundFile, ProjectFiles
from lacewing.project.index_writer import (
    StoredFile,
    drop_orphans,
    paths_below,
    remove_files,
    stored_file,
    stored_files,
    write_outcomes,
)
from lacewing.project.notes import Note, Notes
from lacewing.project.outcome import Job, Outcome
from lacewing.project.stored_facts import made_by
from lacewing.project.workers import WorkerPool
from lacewing.storage.database import Database

_BATCH_FILES = 512
_BATCH_SECONDS = 1.0
_FIRST_BATCH_SECONDS = 0.1  # so that the files someone works on answer at once; each batch may take twice as long
_PROGRESS_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class IndexProgress:
    """How far an update is: `done` of `total` files, the last being `path`."""

    done: int
    total: int
    path: str


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an update did.

    Of the files it looked at, `files` are in the index now; of these it `parsed` some and `reused` the others'
    facts (unchanged, or of known content), having read `bytes`. `messages` say what was left out and why, `notes` the
    same for each reason.
    """

    files: int
    parsed: int
    reused: int
    bytes: int
    seconds: float
    messages: tuple[str, ...]
    notes: tuple[Note, ...] = ()


OnProgress = Callable[[IndexProgress], None]


class Indexer:
    """Updates the index in `database`; not thread-safe (the project serialises its updates)."""

    def __init__(self, database: Database, files: ProjectFiles, pool: WorkerPool) -> None:
        self._database = database
        self._files = files
        self._pool = pool
        # Files whose analysis failed, as they were: not tried again in this session until they change.
        self._failed: dict[str, tuple[int, int, str]] = {}
        self.folders: list[str] = []

    def update(self, on_progress: OnProgress, cancelled: threading.Event, first: Collection[str] = ()) -> IndexReport:
        """Walk the project and bring every file up to date: those in `first` before others, then the latest changed.

        Raises DamagedError, UnwritableError and StorageError.
        """
        began = time.monotonic()
        listing = self._files.walk(cancelled)
        update = _Update(self._database, listing.notes, on_progress)
        with self._database.reading() as connection:
            stored = stored_files(connection)
        self._sort_out(listing.files, stored, update)
        update.jobs.sort(key=lambda job: (job.path not in first, -update.states[job.path][1]))
        if listing.complete and not cancelled.is_set():
            found = {file.path for file in listing.files}
            update.remove(path for path in stored if path not in found)
            self.folders = listing.folders
        self._analyse(update, cancelled)
        if not cancelled.is_set():
            with self._database.writing() as connection:
                drop_orphans(connection)
        return update.report(began)

    def refresh(self, paths: Iterable[str], cancelled: threading.Event) -> IndexReport:
        """Bring only these files up to date; those gone or left out are forgotten, folders with all in them."""
        began = time.monotonic()
        update = _Update(self._database, Notes(), lambda progress: None)
        wanted = sorted(set(paths))
        found = {path: file for path in wanted if (file := self._files.find(path, update.notes))}
        absent = [path for path in wanted if path not in found]
        with self._database.reading() as connection:
            stored = {path: known for path in found if (known := stored_file(connection, path))}
            gone = [path for path in absent if stored_file(connection, path)]
            gone += [inside for folder in absent for inside in paths_below(connection, folder)]
        self._sort_out(found.values(), stored, update)
        update.remove(gone)
        self._analyse(update, cancelled)
        return update.report(began)

    def _sort_out(self, files: Iterable[FoundFile], stored: dict[str, StoredFile], update: _Update) -> None:
        """Decide for each file whether it must be read."""
        for file in files:
            known = stored.get(file.path)
            failed = self._failed.get(file.path)
            update.total += 1
            if failed is not None and failed[:2] == (file.size, file.mtime_ns):
                update.skip(file.path, failed[2])
            elif known is not None and _unchanged(file, known):
                update.keep(file.path, known)
            else:
                update.jobs.append(Job(file.path, file.language, file.size))
                update.languages[file.path] = file.language
                update.states[file.path] = (file.size, file.mtime_ns)

    def _analyse(self, update: _Update, cancelled: threading.Event) -> None:
        while update.jobs and not cancelled.is_set():
            jobs, update.jobs = update.jobs, []
            self._pool.run(jobs, update.take, cancelled)
            update.flush()  # May ask for jobs again: facts that were known have been dropped by another process.
        for path, note in update.failed.items():
            self._failed[path] = (*update.states[path], note)


def _unchanged(file: FoundFile, known: StoredFile) -> bool:
    return (file.size, file.mtime_ns, made_by(file.language)) == (known.size, known.mtime_ns, known.made_by)


class _Update:
    """The work and the counts of one update; writes outcomes in batches."""

    def __init__(self, database: Database, notes: Notes, on_progress: OnProgress) -> None:
        self.notes = notes
        self.jobs: list[Job] = []
        self.languages: dict[str, str] = {}
        self.states: dict[str, tuple[int, int]] = {}
        self.failed: dict[str, str] = {}
        self.total = 0
        self._database = database
        self._on_progress = on_progress
        self._batch: list[tuple[Outcome, str]] = []
        self._batch_seconds = _FIRST_BATCH_SECONDS
        self._flushed = self._shown = time.monotonic()
        self._done = self._parsed = self._reused = self._bytes = self._usable = 0

    def keep(self, path: str, known: StoredFile) -> None:
        """The file is as it was."""
        self._done += 1
        self._reused += known.usable
        self._usable += known.usable
        if known.note:
            self.notes.add(path, known.note, known.usable)

    def skip(self, path: str, note: str) -> None:
        """The file is as it was when its analysis failed."""
        self._done += 1
        self.notes.add(path, note)

    def remove(self, paths: Iterable[str]) -> None:
        """Forget files."""
        gone = list(paths)
        if gone:
            with self._database.writing() as connection:
                remove_files(connection, gone)

    def take(self, outcome: Outcome) -> None:
        """Count one outcome and store it, in time."""
        self._done += 1
        self._bytes += outcome.size if outcome.kind in ("facts", "known") else 0
        self._parsed += outcome.kind == "facts"
        self._reused += outcome.kind == "known"
        self._usable += outcome.kind in ("facts", "known")
        if outcome.note:
            self.notes.add(outcome.path, outcome.note, outcome.kind in ("facts", "known"))
        if outcome.kind == "failed":
            self.failed[outcome.path] = outcome.note
        self._batch.append((outcome, made_by(self.languages[outcome.path])))
        now = time.monotonic()
        if len(self._batch) >= _BATCH_FILES or now - self._flushed > self._batch_seconds:
            self._batch_seconds = min(_BATCH_SECONDS, 2 * self._batch_seconds)
            self.flush()
        if now - self._shown > _PROGRESS_SECONDS or self._done == self.total:
            self._shown = now
            self._on_progress(IndexProgress(self._done, self.total, outcome.path))

    def flush(self) -> None:
        """Write what has gathered, as one transaction."""
        batch, self._batch = self._batch, []
        self._flushed = time.monotonic()
        if not batch:
            return
        gone = [outcome.path for outcome, _ in batch if outcome.kind in ("gone", "failed")]
        kept = [each for each in batch if each[0].kind not in ("gone", "failed")]
        with self._database.writing() as connection:
            remove_files(connection, gone)
            again = write_outcomes(connection, kept)
        for path in again:
            self.jobs.append(Job(path, self.languages[path], self.states[path][0], force=True))
            self._done -= 1
            self._reused -= 1
            self._usable -= 1

    def report(self, began: float) -> IndexReport:
        """The counts so far."""
        seconds = time.monotonic() - began
        counts = (self._usable, self._parsed, self._reused, self._bytes)
        return IndexReport(*counts, seconds, self.notes.messages(), self.notes.all())
