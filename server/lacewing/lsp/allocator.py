"""How the C library's allocator is to keep memory in a server that runs for days. Knows nothing of what is kept.

A server works in a dozen threads, one at a time mostly. glibc gives each an arena of its own and lets the size from
which on memory is returned at once grow with what was freed (mallopt(3)): half of what it then holds is free but
never returned. Two shared arenas and a fixed size keep that small; at most one thread allocates while it holds Python's
lock, the other arena is for those that do not, so nobody waits.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys

_ARENA_MAX, _MMAP_THRESHOLD, _TRIM_THRESHOLD = -8, -3, -1  # malloc.h
_ARENAS = 2
_LARGE = 128 * 1024  # bytes


def keep_memory_small() -> None:
    """Have memory that is freed returned to the system. Does nothing where the C library isn't glibc."""
    if not sys.platform.startswith("linux"):
        return
    with contextlib.suppress(OSError, AttributeError):
        adjust = ctypes.CDLL(None).mallopt
        for parameter, value in ((_ARENA_MAX, _ARENAS), (_MMAP_THRESHOLD, _LARGE), (_TRIM_THRESHOLD, _LARGE)):
            adjust(parameter, value)


def return_free_memory() -> None:
    """Return what is free of the C library's memory to the system, in milliseconds. As above."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
