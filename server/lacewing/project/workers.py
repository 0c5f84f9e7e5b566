"""A supervised pool of parsing processes: whatever happens to one costs the file it was working on and nothing else.

A process that dies (also by its own watch, when a file takes too much of the processor's time), answers nonsense or
does not answer is replaced; the files it had queued are handed out again. When
processes keep ending without a single answer, the pool gives up and says why. Without work they end after a while.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path

import orjson

from lacewing.project.frames import FrameError, FrameReader
from lacewing.project.options import ProjectOptions
from lacewing.project.outcome import Job, Outcome, pack_job, unpack_outcome

_JOBS_AHEAD = 32
_JOBS_WORTH_A_PROCESS = 4
_PIPE_BYTES = 1 << 20  # of answers that a process need not wait with
_GATHER_SECONDS = 0.04  # answers are taken by the dozen: each waking of this process costs the others their caches
_SLOWER = 10  # times that a busy machine may take for what the processor's time is limited to: beyond, nothing goes on
_MOST_FRUITLESS = 5  # deaths in a row without an answer between them
_MOST_DEATHS = 50  # in one run
_LOOK_FOR_CANCEL = 0.1  # seconds
_START_SECONDS = 30.0  # what a process may need to start, on a busy machine, beside its first file's time

Deliver = Callable[[Outcome], None]


class WorkerPool:
    """Processes that analyse files below `root` for the index in `database`. Runs are serialised; thread-safe."""

    def __init__(self, root: Path, database: Path, options: ProjectOptions) -> None:
        self._options = options
        self._most = options.worker_count
        limits = orjson.dumps(
            {
                "seconds": options.file_seconds,
                "memory": options.worker_memory_bytes,
                "max_bytes": options.max_file_bytes,
            }
        )
        self._too_slow = f"its analysis took longer than {options.file_seconds:g} s (setting project.file_seconds)"
        self._hung_seconds = options.file_seconds * _SLOWER
        self._arguments = [str(root), str(database), limits.decode()]
        self._workers: list[_Worker] = []
        self._lock = threading.Lock()
        self._idle: threading.Timer | None = None
        self._closed = False

    @property
    def process_ids(self) -> list[int]:
        """The processes that are up."""
        return [worker.process.pid for worker in list(self._workers)]

    def run(self, jobs: Iterable[Job], deliver: Deliver, cancelled: threading.Event) -> None:
        """Analyse all `jobs`, calling `deliver` (in this thread, in any order) with the outcome of each.

        When `cancelled` is set, what is under way is dropped and the rest never started. Exceptions of `deliver` pass.
        """
        with self._lock:
            self._stop_timer()
            run = _Run(deque(jobs), deliver)
            try:
                while (run.pending or any(worker.jobs for worker in self._workers)) and not self._closed:
                    if cancelled.is_set():
                        break
                    self._hand_out(run)
                    self._collect(run)
            finally:
                for worker in [worker for worker in self._workers if worker.jobs or self._closed]:
                    self._discard(worker)
                self._start_timer()

    def close(self) -> None:
        """End all processes; a run under way in another thread stops."""
        self._closed = True
        with self._lock:
            self._stop_timer()
            self._end_all()

    def _hand_out(self, run: _Run) -> None:
        if run.hopeless:
            while run.pending:
                run.deliver(Outcome(run.pending.popleft().path, "failed", note=run.hopeless))
            return
        wanted = min(self._most, 1 + (len(run.pending) - 1) // _JOBS_WORTH_A_PROCESS)
        while len(self._workers) < wanted:
            try:
                self._workers.append(_Worker(self._arguments))
            except OSError as error:
                if not self._workers:
                    run.hopeless = f"parsing processes can't be started ({error.strerror}), not indexed"
                break
        for depth in range(_JOBS_AHEAD):
            for worker in self._workers:
                if run.pending and len(worker.jobs) <= depth:
                    worker.send(run.pending.popleft())

    def _collect(self, run: _Run) -> None:
        """Wait for answers and deaths, and deal with them."""
        now = time.monotonic()
        busy = [worker for worker in self._workers if worker.jobs]
        if len(run.pending) >= _JOBS_AHEAD:
            time.sleep(_GATHER_SECONDS)
        with selectors.PollSelector() as selector:  # no handle of its own: one call of the system a turn
            for worker in busy:
                selector.register(worker.answers, selectors.EVENT_READ, worker)
            ready = [key.data for key, _ in selector.select(_LOOK_FOR_CANCEL)] if busy else []
        for worker in ready:
            self._receive(worker, run)
        for worker in busy:
            if worker.jobs and worker not in ready and now - worker.since > self._hung_seconds:
                self._bury(worker, run, f"its parsing process did not answer for {self._hung_seconds:g} s")

    def _receive(self, worker: _Worker, run: _Run) -> None:
        try:
            outcomes = worker.receive()
        except FrameError as error:
            self._bury(worker, run, f"its parsing process answered nonsense ({error})")
            return
        except EOFError:
            self._bury(worker, run, "")
            return
        for outcome in outcomes:
            run.fruitless = 0
            run.deliver(outcome)

    def _bury(self, worker: _Worker, run: _Run, reason: str) -> None:
        """Replace a process that is dead or must be: its first job is at fault, the others are handed out again."""
        culprit, *others = worker.jobs
        worker.jobs.clear()
        ended = self._discard(worker)
        reason = reason or (self._too_slow if worker.process.returncode == -signal.SIGPROF else ended)
        run.pending.extendleft(reversed(others))
        run.deaths += 1
        run.fruitless += 1
        run.deliver(Outcome(culprit.path, "failed", size=culprit.size, note=f"{reason}, not indexed"))
        if run.fruitless >= _MOST_FRUITLESS or run.deaths >= _MOST_DEATHS:
            run.hopeless = f"parsing processes keep ending (the last: {reason}), the rest is not indexed"

    def _discard(self, worker: _Worker) -> str:
        """Make sure that the process is gone; how it ended."""
        ending = worker.end()
        self._workers.remove(worker)
        return ending

    def _end_all(self) -> None:
        for worker in list(self._workers):
            self._discard(worker)

    def _start_timer(self) -> None:
        if self._workers and not self._closed:
            self._idle = threading.Timer(self._options.worker_idle_seconds, self._end_idle)
            self._idle.daemon = True
            self._idle.start()

    def _stop_timer(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None

    def _end_idle(self) -> None:
        timer = threading.current_thread()
        with self._lock:
            if self._idle is timer:  # No run came between.
                self._idle = None
                self._end_all()


class _Run:
    """What one call of `run` has still to do, and its record of deaths."""

    def __init__(self, pending: deque[Job], deliver: Deliver) -> None:
        self.pending = pending
        self.deliver = deliver
        self.deaths = 0
        self.fruitless = 0
        self.hopeless = ""


class _Worker:
    """One process and the jobs it was sent, the first being worked on since `since`."""

    def __init__(self, arguments: list[str]) -> None:
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        try:
            # -P: a file of the project's must not stand in for a library. Own group: Ctrl-C is for the server alone.
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "lacewing.project.worker", *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._words,
                bufsize=0,
                process_group=0,
            )
        except BaseException:
            self._words.close()
            raise
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._requests = self.process.stdin.fileno()
        self.answers = self.process.stdout.fileno()
        with contextlib.suppress(AttributeError, OSError):  # Linux only, and only as far as the system allows
            fcntl.fcntl(self.answers, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        self.jobs: deque[Job] = deque()
        self.since = time.monotonic() + _START_SECONDS
        self._reader = FrameReader()

    def send(self, job: Job) -> None:
        if not self.jobs:
            self.since = max(self.since, time.monotonic())
        self.jobs.append(job)
        # If it is dead already, reading its answers will tell.
        with contextlib.suppress(BrokenPipeError):
            os.write(self._requests, pack_job(job))

    def receive(self) -> list[Outcome]:
        """The outcomes that have come. Raises EOFError when the process is gone, FrameError on nonsense."""
        data = os.read(self.answers, _PIPE_BYTES)
        if not data:
            raise EOFError
        outcomes = []
        for body in self._reader.feed(data):
            outcome = unpack_outcome(body)
            if not self.jobs or outcome.path != self.jobs[0].path:
                raise FrameError("an answer to nothing asked")
            self.jobs.popleft()
            self.since = time.monotonic()
            outcomes.append(outcome)
        return outcomes

    def end(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            # A process that closed its pipe is about to end by itself; how it does is worth knowing.
            self.process.wait(0.0 if self.jobs else 0.05)
        self.process.kill()
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()
        code = self.process.wait()
        self._words.seek(max(0, self._words.seek(0, os.SEEK_END) - 2000))
        words = self._words.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
        self._words.close()
        return _ending(code, words)


def _ending(code: int, words: str) -> str:
    if code == -signal.SIGKILL:
        return "its parsing process was killed (was memory short?)"
    if code < 0:
        with contextlib.suppress(ValueError):
            return f"its parsing process crashed ({signal.Signals(-code).name})"
    said = f": {words}" if words else ""
    return f"its parsing process ended (exit code {code}{said})"
