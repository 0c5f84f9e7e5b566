"""How long indexing takes, cold and warm, beside universal-ctags on the same tree in the same run.

`python tests/bench/bench_index.py [DIR] [--workers N]`; DIR is this Python's standard library by default. Figures of
ctags are for definitions only (`--languages` as ours), which is a part of what the index holds.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sysconfig
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from lacewing.project.indexer import IndexReport
from lacewing.project.options import ProjectOptions
from lacewing.project.workspace import Project

_QUESTIONS = 200


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=sysconfig.get_path("stdlib"), type=Path)
    parser.add_argument("--workers", type=int, default=0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        tree = Path(place) / "tree"
        project = Project(arguments.folder, cache_dir=Path(place) / "look")
        _copy(project, tree)
        project.close()
        cold, cold_cpu, warm, warm_cpu = _index(tree, Path(place) / "cache", arguments.workers)
        ctags = _ctags(tree, Path(place) / "tags")
    megabytes = cold.bytes / 1e6
    print(f"load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")
    print(f"cold   {cold.seconds:7.2f} s  {cold_cpu:7.2f} CPU s  {megabytes / cold.seconds:6.2f} MB/s  "
          f"{megabytes / cold_cpu:6.2f} MB/CPU s")  # fmt: skip
    print(f"warm   {warm.seconds:7.2f} s  {warm_cpu:7.2f} CPU s")
    if ctags is not None:
        seconds, cpu = ctags
        print(
            f"ctags  {seconds:7.2f} s  {cpu:7.2f} CPU s  {megabytes / seconds:6.2f} MB/s  "
            f"{megabytes / cpu:6.2f} MB/CPU s"
        )
        print(f"ratio  {cold.seconds / seconds:7.2f}    {cold_cpu / cpu:7.2f}  (Lacewing / ctags)")


def _copy(project: Project, tree: Path) -> None:
    """The project's own source files without what is installed beside them, so that ctags reads the same bytes."""
    for file in project.files.walk(threading.Event()).files:
        if "site-packages" in file.path.split("/"):
            continue
        (tree / file.path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(project.root / file.path, tree / file.path)


def _index(tree: Path, cache: Path, workers: int) -> tuple[IndexReport, float, IndexReport, float]:
    options = ProjectOptions(workers=workers, worker_idle_seconds=0)
    project = Project(tree, options, cache)
    peak = _Peak(project)
    before = _cpu()
    cold = project.update_index()
    peak.stop()
    _wait_for_workers(project)
    middle = _cpu()
    warm = project.update_index()
    end = _cpu()
    size = sum(file.stat().st_size for file in project.database_path.parent.glob("index.sqlite*"))
    print(f"{cold.files} files, {cold.bytes / 1e6:.1f} MB, {options.worker_count} workers; "
          f"database {size / 1e6:.1f} MB; RSS {_resident(os.getpid()):.0f} + {peak.workers:.0f} MB")  # fmt: skip
    for message in cold.messages:
        print(f"  {message}")
    _ask(project)
    project.close()
    return cold, middle - before, warm, end - middle


def _ask(project: Project) -> None:
    """Median time of each question over names of the index."""
    index = project.index
    names = sorted({at.symbol.name for at in index.symbols_with_prefix("", 20_000)})[:: max(1, 20_000 // _QUESTIONS)]
    questions: list[tuple[str, Callable[[str], object]]] = [
        ("symbols_named", index.symbols_named),
        ("symbols_with_prefix (3 letters)", lambda name: index.symbols_with_prefix(name[:3])),
        ("search (4 letters)", lambda name: index.search(name[-4:])),
        ("members_of", index.members_of),
        ("calls_to", index.calls_to),
        ("references_to", index.references_to),
    ]
    for title, question in questions:
        times = []
        for name in names:
            began = time.perf_counter()
            question(name)
            times.append((time.perf_counter() - began) * 1000)
        times.sort()
        print(f"  {title}: p50 {times[len(times) // 2]:.2f} ms, p99 {times[len(times) * 99 // 100]:.2f} ms")


def _ctags(tree: Path, output: Path) -> tuple[float, float] | None:
    program = shutil.which("ctags")
    if program is None:
        print("no ctags here")
        return None
    before, began = _cpu(), time.monotonic()
    subprocess.run([program, "-R", "-f", str(output), "--fields=+nS", str(tree)], check=True, capture_output=True)
    return time.monotonic() - began, _cpu() - before


def _cpu() -> float:
    """User and system seconds of this process and the children that have ended."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def _wait_for_workers(project: Project) -> None:
    while project.worker_process_ids:
        time.sleep(0.01)


def _resident(process: int) -> float:
    """Resident memory in MB, 0 when the process is gone."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except (FileNotFoundError, ProcessLookupError):
        return 0.0


class _Peak:
    """Watches how much memory the workers take together."""

    def __init__(self, project: Project) -> None:
        self.workers = 0.0
        self._project = project
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(0.05):
            self.workers = max(self.workers, sum(map(_resident, self._project.worker_process_ids)))


if __name__ == "__main__":
    main()
