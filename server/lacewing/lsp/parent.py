"""Noticing that the editor's process ended, without polling where the platform can tell."""

from __future__ import annotations

import os
import select
import sys
import threading
import time
from collections.abc import Callable

_POLL_SECONDS = 5.0


def watch_process(pid: int, on_end: Callable[[], None]) -> None:
    """Call `on_end` from a thread when the process `pid` ends.

    A `pid` that is not there is not watched: its message has just arrived, so it lives in another pid namespace.
    """
    wait = _waiter(pid)
    if wait is None:
        return

    def run() -> None:
        wait()
        on_end()

    threading.Thread(target=run, name="parent-watch", daemon=True).start()


def _waiter(pid: int) -> Callable[[], None] | None:
    if sys.platform == "win32":
        return _windows_waiter(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except OSError:
        pass  # it exists and belongs to someone else
    if sys.platform == "linux":
        try:
            descriptor = os.pidfd_open(pid)
        except OSError:
            return lambda: _poll(pid)  # a kernel before 5.3
        return lambda: _wait_for_descriptor(descriptor)
    if hasattr(select, "kqueue"):
        return lambda: _wait_for_kqueue(pid)
    return lambda: _poll(pid)


def _wait_for_descriptor(descriptor: int) -> None:
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    poll.poll()
    os.close(descriptor)


def _wait_for_kqueue(pid: int) -> None:
    import select as platform  # named anew: type checkers know kqueue on some platforms only

    kqueue = platform.__dict__["kqueue"]()
    event = platform.__dict__["kevent"](
        pid,
        filter=platform.__dict__["KQ_FILTER_PROC"],
        flags=platform.__dict__["KQ_EV_ADD"],
        fflags=platform.__dict__["KQ_NOTE_EXIT"],
    )
    try:
        kqueue.control([event], 1)
    except ProcessLookupError:
        pass
    finally:
        kqueue.close()


def _poll(pid: int) -> None:
    while True:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        except OSError:
            pass
        time.sleep(_POLL_SECONDS)


def _windows_waiter(pid: int) -> Callable[[], None] | None:
    import ctypes

    synchronize, infinite = 0x00100000, 0xFFFFFFFF
    kernel = ctypes.__dict__["windll"].kernel32
    handle = kernel.OpenProcess(synchronize, False, pid)
    if not handle:
        return None
    return lambda: kernel.WaitForSingleObject(handle, infinite)
