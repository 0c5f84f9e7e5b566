"""`lacewing.explain` [uri, position]: explains what stands there, with the model's prose when there is a model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lacewing.lsp.arguments import place_from
from lacewing.lsp.editing import show_markdown

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.features.explain.types import Explanation
    from lacewing.lsp.server import LacewingServer, Place


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.command("lacewing.explain")
    def explain(arguments: list[Any]) -> Awaitable[dict[str, str] | None]:
        return _explain(server, place_from(server, arguments))


async def _explain(server: LacewingServer, placing: Awaitable[Place]) -> dict[str, str] | None:
    place = await placing
    explanation = await server.in_thread(server.explanation, place)
    if explanation is None:
        if not server.client.shows_explanation:
            server.tell(types.MessageType.Info, "Lacewing: nothing here that can be explained.")
        return None
    if server.services.model_status() is not None:
        work = server.services.explain_with_model(explanation)
        explanation = await server.features.call(work)
    if not server.client.shows_explanation:
        await _show(server, explanation)
    return {"title": explanation.title, "markdown": explanation.markdown}


async def _show(server: LacewingServer, explanation: Explanation) -> None:
    """Show it in an editor that does not do so itself: as a Markdown file, or as a message."""
    if not await show_markdown(server, explanation.title, explanation.markdown):
        server.tell(types.MessageType.Info, explanation.hover or explanation.title)
