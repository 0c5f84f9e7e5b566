"""Processor time and memory of processes, from /proc and getrusage."""

from __future__ import annotations

import contextlib
import os
import re
import resource
from dataclasses import dataclass
from pathlib import Path


def own_seconds() -> float:
    """User and system seconds of this process and of its children that have ended."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def tree_seconds(process: int) -> float:
    """User and system seconds of a process, its children that have ended, and those that are up."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    ticks = sum(int(field) for field in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK") + sum(tree_seconds(int(child)) for child in children)


def thread_seconds(process: int) -> float:
    """Seconds that all threads of a process have run, to the nanosecond (Linux); 0 when the process is gone."""
    total = 0
    for task in Path(f"/proc/{process}/task").glob("*/schedstat"):
        with contextlib.suppress(OSError):
            total += int(task.read_text().split()[0])
    return total / 1e9


def private(process: int) -> float:
    """Resident memory in MB that is the process' own, mapped files left out (Linux); 0 when the process is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return int(re.search(r"RssAnon:\s+(\d+)", status)[1]) * 1024 / 1e6  # type: ignore[index]


@dataclass(frozen=True, slots=True)
class Memory:
    """What a process holds, in MB: all its `resident` pages, and those that are its `own` (anonymous). The others are
    unchanged pages of files, programs, libraries and mapped indexes, which the system takes back when it needs them."""

    resident: float
    own: float

    def __str__(self) -> str:
        """Both figures in words."""
        return f"{self.resident:.0f} MB, {self.own:.0f} MB of it its own"


def memory(process: int | None = None) -> Memory:
    """The memory of a process, of this one by default; zeros when it is gone (Linux)."""
    number = process or os.getpid()
    return Memory(resident(number), private(number))


def resident(process: int) -> float:
    """Resident memory in MB, pages of mapped files included; 0 when the process is gone."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
