"""`textDocument/hover`: the short form of an explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.lsp.server import LacewingServer, Place


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> Awaitable[types.Hover | None]:
        return server.at_place(server.place(params.text_document.uri, params.position), _hover)


def _hover(server: LacewingServer, place: Place) -> types.Hover | None:
    server.overlay(place.uri, place.source)
    explanation = server.services.hover(place.source, place.offset)
    if explanation is None or not explanation.hover:
        return None
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, explanation.hover))
