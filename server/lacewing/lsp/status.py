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
    status: dict[str, Any] = {
        "state": _STATES.get(state.state, state.state),
        "message": state.message,
        **model_status_of(server),
    }
    if state.total:
        status.update(done=state.done, total=state.total)
    return status


def model_status_of(server: LacewingServer) -> dict[str, Any]:
    """The members that speak of the model."""
    status = server.services.model_status()
    if status is None:
        return {"model": None}
    return {"model": status.model, "modelState": status.state, "modelMessage": status.message}


def send_status_of_models(server: LacewingServer) -> None:
    """A model failed or is back: send every folder's status again. Any thread."""
    for folder in server.services.folders:
        send_status(server, folder.state)
