"""`lacewing.index.rebuild` []: brings the index of every open folder up to date, with progress."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.command("lacewing.index.rebuild")
    async def rebuild(_arguments: list[Any]) -> None:
        for folder in server.services.folders:
            await server.folders.index(folder)
