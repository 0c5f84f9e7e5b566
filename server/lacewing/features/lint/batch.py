"""Checking many files at once, in several processes, each of which may crash on a file without harm to the others."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence

from lacewing.features.lint.files import FileReport, check_file
from lacewing.features.lint.options import LintOptions
from lacewing.features.lint.rules import load_rules
from lacewing.features.lint.worker import FILE_SECONDS, pack_order, pack_path, unpack_report

_WORTH_A_PROCESS = 24  # files; starting a process costs as much as checking this many

COMMAND = [sys.executable, "-m", "lacewing.features.lint.worker"]


def check_files(
    paths: Sequence[str], options: LintOptions, *, fix: bool = False, processes: int | None = None
) -> list[FileReport]:
    """The reports of all `paths`, in their order. `processes` defaults to one a processor, at most eight.

    Few files are checked in this process.
    """
    count = processes or max(1, min(8, os.cpu_count() or 1))
    count = min(count, len(paths) // _WORTH_A_PROCESS)
    if count < 2 and not processes:
        rules = load_rules()
        return [check_file(path, rules, options, fix) for path in paths]
    reports: list[FileReport | None] = [None] * len(paths)
    todo = _Numbers(len(paths))
    threads = [
        threading.Thread(target=_serve, args=(paths, todo, reports, pack_order(options, fix)))
        for _ in range(max(1, count))
    ]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        todo.stop()
    return [report or FileReport(path, problems=(_lost(path),)) for path, report in zip(paths, reports, strict=True)]


class _Numbers:
    """The numbers below `count`, each handed out once, to any thread."""

    def __init__(self, count: int) -> None:
        self._left: Iterator[int] = iter(range(count))
        self._lock = threading.Lock()

    def next(self) -> int | None:
        """The next number; None when there is none left."""
        with self._lock:
            return next(self._left, None)

    def stop(self) -> None:
        """Hand out no more."""
        with self._lock:
            self._left = iter(())


def _serve(paths: Sequence[str], todo: _Numbers, reports: list[FileReport | None], order: bytes) -> None:
    """Have processes check what is left to do, one after another should they crash."""
    number = todo.next()
    while number is not None:
        with _start() as process:
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                process.stdin.write(order)
                while number is not None:
                    process.stdin.write(pack_path(paths[number]))
                    process.stdin.flush()
                    reports[number] = unpack_report(paths[number], process.stdout.readline())
                    number = todo.next()
                process.stdin.close()
            except (OSError, ValueError):
                process.kill()
                with contextlib.suppress(OSError):
                    process.stdin.close()
                number = todo.next()


def _start() -> subprocess.Popen[bytes]:

    return subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _lost(path: str) -> str:
    return f"{path}: not checked: the parser crashed or took more than {FILE_SECONDS:g} seconds"
