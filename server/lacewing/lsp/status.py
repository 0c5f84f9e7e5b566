"""What the server is doing, for clients with a place to show it: `lacewing/status` (docs/protocol.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lacewing.services import FolderState

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer

STATUS = "lacewing/status"
# What learning is called towards clients: it belongs to making the index.
_STATES = {"learning": "indexing"}


def send_status(server: LacewingServer, state: FolderState) -> None:
    """Send the notification to a client that asked for it. Any thread."""
    if server.client.shows_status:
        server.protocol.notify(STATUS, status_of(server, state))


def status_of(server: LacewingServer, state: FolderState) -> dict[str, Any]:
    """The notification's parameters."""
    model = server.services.model
    status: dict[str, Any] = {
        "state": _STATES.get(state.state, state.state),
        "message": state.message,
        "model": model.description if model is not None else None,
    }
    if state.total:
        status.update(done=state.done, total=state.total)
    return status
