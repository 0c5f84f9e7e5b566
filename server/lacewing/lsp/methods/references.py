"""`textDocument/references`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lacewing.lsp.locations import Locations

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.lsp.server import LacewingServer, Place


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def references(params: types.ReferenceParams) -> Awaitable[list[dict[str, Any]] | None]:
        placing = server.place(params.text_document.uri, params.position)
        return _references(server, placing, params.context.include_declaration)


async def _references(
    server: LacewingServer, placing: Awaitable[Place | None], declared: bool
) -> list[dict[str, Any]] | None:
    place = await placing
    # A name used in a thousand files takes a second: not in the threads that typing waits for.
    return await server.in_slow_thread(_found, server, place, declared) if place is not None else None


def _found(server: LacewingServer, place: Place, declared: bool) -> list[dict[str, Any]]:
    server.overlay(place.uri, place.source)
    found = server.services.navigation(place.source).references(place.offset, declared)
    return Locations(server).locations(found)
