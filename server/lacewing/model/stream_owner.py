"""The one task that owns a streamed response, and the only way to stop it.

httpx 0.28 leaks a connection when a request is cancelled while it waits for the pool or connects, and when the
clean-up of a cancelled request is cancelled again (encode/httpcore#1093, encode/httpx#3782). So an owner is cancelled
at most once, and never before its request begins to be sent: until then stopping is a flag, seen at that point.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

# httpcore's trace event (its documentation, "Extensions") before the first byte of a request.
_SENDING = "http11.send_request_headers.started"


class StoppedError(Exception):
    """Raised inside the request of an owner that was stopped before anything was sent."""


class StreamOwner:
    """Runs one coroutine that opens, reads and closes a response."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None
        self._sending = False
        self._stopped = False

    def start(self, work: Coroutine[Any, Any, None], on_end: Callable[[StreamOwner], None]) -> None:
        """Run `work`; `on_end` is called when it has ended, however it ended."""
        self._task = asyncio.create_task(work)
        self._task.add_done_callback(lambda _: on_end(self))

    def stop(self) -> None:
        """Make the work end soon; its connection is closed, which the server sees. Idempotent."""
        if not self._stopped:
            self._stopped = True
            if self._sending and self._task is not None:
                self._task.cancel()

    def finish(self) -> None:
        """The answer is whole: `stop` does nothing from now on, and the work ends by itself."""
        self._stopped = True

    async def ended(self) -> None:
        """Wait until the work has ended; bounded by the connect time-out once `stop` was called."""
        if self._task is not None:
            await asyncio.wait([self._task])

    def begin(self) -> None:
        """From now on the work may be cancelled. Raises StoppedError when it was stopped before."""
        if self._stopped:
            raise StoppedError
        self._sending = True

    async def trace(self, event: str, _info: dict[str, Any]) -> None:
        """httpx's `trace` extension. Raises StoppedError when the work was stopped before it sent anything."""
        if event == _SENDING:
            self.begin()
