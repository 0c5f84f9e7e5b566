"""Work-done progress started by the server (LSP 3.18, "Server Initiated Progress")."""

from __future__ import annotations

import threading
import time
import uuid
from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer

_SECONDS_BETWEEN_REPORTS = 0.1


class WorkDone:
    """One progress bar. `report` and `end` may be called from any thread; nothing is sent to clients without bars."""

    def __init__(self, server: LacewingServer, title: str, cancelled: threading.Event) -> None:
        self.token = str(uuid.uuid4())
        self.cancelled = cancelled
        self._server = server
        self._title = title
        self._shown = False
        self._last = 0.0

    async def begin(self) -> None:
        """Create the bar, if the client shows such; a client that refuses is left alone."""
        if not self._server.client.work_done_progress:
            return
        self._server.progress_bars[self.token] = self
        answer = await self._server.ask(
            types.WINDOW_WORK_DONE_PROGRESS_CREATE, types.WorkDoneProgressCreateParams(self.token)
        )
        if answer.refused:
            self._server.progress_bars.pop(self.token, None)
            return
        self._shown = True
        self._send(types.WorkDoneProgressBegin(title=self._title, cancellable=True, percentage=0))

    def report(self, message: str, done: int, total: int) -> None:
        """Show `done` of `total`; most calls in quick succession are dropped."""
        now = time.monotonic()
        if self._shown and now - self._last >= _SECONDS_BETWEEN_REPORTS:
            self._last = now
            percentage = min(100, 100 * done // total) if total else None
            self._send(types.WorkDoneProgressReport(message=message, percentage=percentage, cancellable=True))

    def end(self, message: str) -> None:
        """Take the bar away; harmless when there is none."""
        self._server.progress_bars.pop(self.token, None)
        if self._shown:
            self._shown = False
            self._send(types.WorkDoneProgressEnd(message=message))

    def _send(self, value: object) -> None:
        self._server.protocol.notify(types.PROGRESS, types.ProgressParams(self.token, value))
