"""`$/setTrace` and `window/workDoneProgress/cancel`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer


def register(server: LacewingServer) -> None:
    """Serve both."""

    @server.feature(types.SET_TRACE)
    def set_trace(params: types.SetTraceParams) -> None:
        server.protocol.trace = params.value

    @server.feature(types.WINDOW_WORK_DONE_PROGRESS_CANCEL)
    def cancel(params: types.WorkDoneProgressCancelParams) -> None:
        bar = server.progress_bars.get(params.token)
        if bar is not None:
            bar.cancelled.set()
