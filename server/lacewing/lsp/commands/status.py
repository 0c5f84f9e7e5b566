"""`lacewing.status` []: what the server is doing, by folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import lacewing
from lacewing.lsp.status import model_status_of, status_of

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.command("lacewing.status")
    def status(_arguments: list[Any]) -> dict[str, Any]:
        folders = [{"root": str(folder.root), **status_of(server, folder.state)} for folder in server.services.folders]
        return {
            "version": lacewing.__version__,
            "encoding": server.client.encoding.value,
            **model_status_of(server),
            "folders": folders,
            "documents": sum(1 for _opened in server.documents),
            "lost": [opened.uri for opened in server.documents if opened.lost],
        }
