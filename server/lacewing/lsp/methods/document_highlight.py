"""`textDocument/documentHighlight`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lacewing.lsp.locations import plain_range

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.lsp.server import LacewingServer, Place

_KIND = types.DocumentHighlightKind


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def highlight(params: types.DocumentHighlightParams) -> Awaitable[list[dict[str, Any]] | None]:
        return server.at_place(server.place(params.text_document.uri, params.position), _highlights)


def _highlights(server: LacewingServer, place: Place) -> list[dict[str, Any]]:
    server.overlay(place.uri, place.source)
    lines, encoding = place.source.lines, server.client.encoding
    return [
        {
            "range": plain_range(lines, each.span, encoding),
            "kind": (_KIND.Write if each.written else _KIND.Read).value,
        }
        for each in server.services.navigation(place.source).highlights(place.offset)
    ]
