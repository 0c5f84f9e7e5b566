"""`lacewing.completion.resetAdaptation` []: forgets what was accepted and rejected; the settings count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.command("lacewing.completion.resetAdaptation")
    async def reset(_arguments: list[Any]) -> None:
        await server.in_thread(server.services.taste.reset)
