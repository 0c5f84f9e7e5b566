"""`shutdown` and `exit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from lacewing.lsp.protocol import CURRENT_REQUEST, Lifecycle

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer


def register(server: LacewingServer) -> None:
    """Serve both."""

    @server.feature(types.SHUTDOWN)
    def shutdown(_params: None) -> None:
        """Cancel what is running; from now on only `exit` is served."""
        request = CURRENT_REQUEST.get()
        server.protocol.lifecycle = Lifecycle.SHUT_DOWN
        server.protocol.cancel_all(but=request.id if request else None)
        server.folders.stop()
        server.drop_scratch()

    @server.feature(types.EXIT)
    def exit_(_params: None) -> None:
        """End the process: 0 after `shutdown`, else 1."""
        server.stop()
