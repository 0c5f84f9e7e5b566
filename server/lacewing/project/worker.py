"""The parsing process: `python -m lacewing.project.worker ROOT DATABASE OPTIONS`; jobs on stdin, answers on stdout.

It may crash (grammars are C) or be killed without harm; it ends when stdin does, and by SIGPROF when a file takes too
much of the processor's time: a machine that is busy besides leaves out no file. It must not import pygls, httpx or
numpy: they would double its start and memory.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import signal
import sqlite3
import stat
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import orjson

from lacewing.project.bounds import note_of_count, note_of_size
from lacewing.project.catalog.digest import digest
from lacewing.project.decoding import to_utf8
from lacewing.project.extract import extract_outline
from lacewing.project.frames import FrameReader
from lacewing.project.outcome import Job, Outcome, pack_outcome, unpack_job
from lacewing.project.stored_facts import facts_key, to_stored
from lacewing.storage.database import connect_to_read
from lacewing.syntax.language import language_for_path, languages

try:
    import resource
except ImportError:  # pragma: no cover - not POSIX
    resource = None  # type: ignore[assignment]

_JOBS_BETWEEN_COLLECTIONS = 500
_CLOCK_TICK_NS = 20_000_000  # the clock of a file system moves on every ten milliseconds, or more often


def main(root: str, database: str, options: str) -> None:
    """Serve jobs until stdin ends. `options` is JSON: seconds (of processor time), memory and max_bytes a file."""
    limits = orjson.loads(options)
    answers = _take_over_stdout()
    _be_modest(limits["memory"])
    analyst = Analyst(Path(root), Path(database), limits["max_bytes"])
    gc.disable()  # Trees and facts hold no cycles; collecting costs a tenth of the time.
    reader = FrameReader()
    served = 0
    while data := os.read(0, 65536):
        for body in reader.feed(data):
            signal.setitimer(signal.ITIMER_PROF, limits["seconds"])
            answers.write(pack_outcome(analyst.analyse(unpack_job(body))))
            answers.flush()
            signal.setitimer(signal.ITIMER_PROF, 0)
            served += 1
            if served % _JOBS_BETWEEN_COLLECTIONS == 0:
                gc.collect()


class Analyst:
    """Reads and analyses files below `root`, skipping contents whose facts `database` holds already."""

    def __init__(self, root: Path, database: Path, max_bytes: int) -> None:
        self._root = root
        self._max_bytes = max_bytes
        self._connection: sqlite3.Connection | None = None
        with contextlib.suppress(sqlite3.Error):
            self._connection = connect_to_read(database)

    def analyse(self, job: Job) -> Outcome:
        """The outcome of one job; whatever goes wrong in Python becomes its note."""
        try:
            raw, size, mtime_ns = _read(self._root / job.path, self._max_bytes)
        except (FileNotFoundError, NotADirectoryError):
            return Outcome(job.path, "gone")
        except OSError as error:
            return Outcome(job.path, "failed", note=f"can't be read ({error.strerror}), not indexed")
        outcome = self._analyse_text(job, raw)
        return replace(outcome, size=size, mtime_ns=mtime_ns)

    def _analyse_text(self, job: Job, raw: bytes) -> Outcome:
        try:
            return self._analyse_bytes(job, raw)
        except MemoryError:
            return Outcome(job.path, "failed", note="its analysis needs too much memory, not indexed")
        except Exception as error:  # noqa: BLE001 - any fault costs this file only, and is reported
            return Outcome(
                job.path, "failed", note=f"its analysis failed ({type(error).__name__}: {error}), not indexed"
            )

    def _analyse_bytes(self, job: Job, raw: bytes) -> Outcome:
        if len(raw) > self._max_bytes:
            return Outcome(job.path, "skipped", note=f"larger than {self._max_bytes} bytes, not indexed")
        decoded = to_utf8(raw)
        if decoded is None:
            return Outcome(job.path, "skipped", note="binary or broken text (is its encoding right?), not indexed")
        note = "neither UTF-8 nor a declared encoding, read as Latin-1" if decoded.guessed else ""
        language = languages().get(job.language) or language_for_path(job.path)
        if language is None:
            return Outcome(job.path, "skipped", note="no grammar knows its language, not indexed")
        note = note or note_of_size(decoded.data, language)
        key = facts_key(decoded.data, language)
        if not job.force and self._knows(key):
            return Outcome(job.path, "known", note=note, key=key)
        outline = extract_outline(decoded.data, language)
        facts = to_stored(key, decoded.data, outline, digest(decoded.data, outline))
        note = note or note_of_count(outline, language)
        return Outcome(job.path, "facts", note=note, key=key, facts=facts)

    def _knows(self, key: bytes) -> bool:
        if self._connection is None:
            return False
        try:
            return self._connection.execute("SELECT 1 FROM facts WHERE key = ?", (key,)).fetchone() is not None
        except sqlite3.Error:
            return False


def _read(path: Path, max_bytes: int) -> tuple[bytes, int, int]:
    """The first `max_bytes` + 1 bytes of a regular file, its size, and when it was changed (ns).

    The time is -1, which no file has, when the file changed while it was read or so shortly before that a further
    change might bear the same time: then it is looked at again. Not blocking: it may have become a FIFO meanwhile.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
    with os.fdopen(handle, "rb", buffering=0) as file:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        pieces = []
        left = max_bytes + 1
        while left > 0 and (piece := file.read(left)):
            pieces.append(piece)
            left -= len(piece)
        after = os.fstat(handle)
        settled = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
        if time.time_ns() - before.st_mtime_ns < _CLOCK_TICK_NS:
            settled = False
        return b"".join(pieces), before.st_size, before.st_mtime_ns if settled else -1


def _take_over_stdout() -> BinaryIO:
    """The answers' stream; what anything else prints goes to stderr from now on."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _be_modest(memory: int) -> None:
    with contextlib.suppress(OSError, AttributeError):
        os.nice(10)
    if resource is not None:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if memory:
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
        main(*sys.argv[1:])
