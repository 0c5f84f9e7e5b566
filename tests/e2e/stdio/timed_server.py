"""The real server, with the CPU time that each callback takes on its event loop kept.

CPU time of the loop's own thread, not time on the clock: what other threads and processes do does not count.
"""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from pathlib import Path
from typing import Any

from lacewing.lsp.server import LacewingServer, create_server
from lacewing.lsp.transport import run_session, take_stdio
from lacewing.services import Services

KEPT = 5


class Clock:
    """The longest callbacks since `begin`, as (seconds, what was called), longest first."""

    def __init__(self) -> None:
        self.longest: list[tuple[float, str]] = []
        self._thread = threading.get_ident()

    def watch(self) -> None:
        run = asyncio.Handle._run
        clock = self

        def timed(handle: asyncio.Handle) -> None:
            began = time.thread_time()
            run(handle)
            if threading.get_ident() == clock._thread:  # features have a loop of their own
                clock.keep(time.thread_time() - began, handle)

        asyncio.Handle._run = timed  # type: ignore[method-assign]

    def keep(self, seconds: float, handle: asyncio.Handle) -> None:
        if len(self.longest) < KEPT or seconds > self.longest[-1][0]:
            self.longest = sorted([*self.longest, (seconds, named(handle))], reverse=True)[:KEPT]


def named(handle: asyncio.Handle) -> str:
    """The method of the message that is handled, else what asyncio shows."""
    cells = [cell.cell_contents for cell in getattr(handle._callback, "__closure__", None) or ()]
    methods = [cell["method"] for cell in cells if isinstance(cell, dict) and "method" in cell]
    return str(methods[0]) if methods else repr(handle)[:300]


def spin(rounds: int) -> int:
    total = 0
    for number in range(rounds):
        total += number
    return total


def add_questions(server: LacewingServer, clock: Clock) -> None:
    @server.feature("timed/begin")
    def begin(_params: Any) -> None:
        clock.longest = []

    @server.feature("timed/report")
    def report(_params: Any) -> Any:
        return clock.longest

    @server.feature("timed/unit")
    def unit(_params: Any) -> float:
        began = time.thread_time()
        spin(100_000)
        return time.thread_time() - began

    @server.feature("timed/stall")
    def stall(params: Any) -> int:
        return spin(100_000 * int(params["units"]))


if __name__ == "__main__":
    watching = Clock()
    watching.watch()
    made = create_server(Services(cache_dir=Path(sys.argv[1])))
    add_questions(made, watching)
    sys.exit(run_session(made, take_stdio()))
