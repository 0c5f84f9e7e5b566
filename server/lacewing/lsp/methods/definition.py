"""`textDocument/definition`, `declaration`, `typeDefinition` and `implementation`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lacewing.lsp.locations import Locations, plain_range

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.lsp.server import LacewingServer, Place
    from lacewing.services.navigation import Goal

_GOALS: dict[str, Goal] = {
    types.TEXT_DOCUMENT_DEFINITION: "definition",
    types.TEXT_DOCUMENT_DECLARATION: "declaration",
    types.TEXT_DOCUMENT_TYPE_DEFINITION: "type",
    types.TEXT_DOCUMENT_IMPLEMENTATION: "implementation",
}


def register(server: LacewingServer) -> None:
    """Serve all four."""
    for method, goal in _GOALS.items():
        _serve(server, method, goal)


def _serve(server: LacewingServer, method: str, goal: Goal) -> None:
    @server.feature(method)
    def goto(params: types.TextDocumentPositionParams) -> Awaitable[list[dict[str, Any]] | None]:
        placing = server.place(params.text_document.uri, params.position)
        return server.at_place(placing, _goto, goal)


def _goto(server: LacewingServer, place: Place, goal: Goal) -> list[dict[str, Any]] | None:
    server.overlay(place.uri, place.source)
    found = server.services.navigation(place.source).goto(goal, place.offset)
    if found is None:
        return None
    span, sites = found
    if goal in server.client.links:
        origin = plain_range(place.source.lines, span, server.client.encoding)
        return Locations(server).links(sites, origin)
    return Locations(server).locations(sites)
