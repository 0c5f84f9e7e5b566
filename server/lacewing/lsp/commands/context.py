"""`lacewing.context` [uri, position]: shows what a model would be shown of the project for a cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lacewing.lsp.arguments import place_from
from lacewing.lsp.context_document import context_document
from lacewing.lsp.editing import show_markdown
from lacewing.lsp.protocol import RequestError
from lacewing.services.context_answer import NoContextError

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.lsp.server import LacewingServer, Place


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.command("lacewing.context")
    def context(arguments: list[Any]) -> Awaitable[dict[str, str]]:
        return _context(server, place_from(server, arguments))


async def _context(server: LacewingServer, placing: Awaitable[Place]) -> dict[str, str]:
    title, markdown = await server.in_thread(_document, server, await placing)
    if not server.client.shows_explanation:
        await show_markdown(server, title, markdown)
    return {"title": title, "markdown": markdown}


def _document(server: LacewingServer, place: Place) -> tuple[str, str]:
    server.overlay(place.uri, place.source)
    try:
        answer = server.services.context(place.source, place.offset)
    except NoContextError as error:
        raise RequestError(types.LSPErrorCodes.RequestFailed, str(error)) from error
    return context_document(answer, place.source, place.offset)
