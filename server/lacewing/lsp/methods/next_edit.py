"""`lacewing/nextEdit`: where else what was just done is still to be done (docs/protocol.md)."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lacewing.lsp.offered_edits import range_of
from lacewing.lsp.protocol import RequestError

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.features.next_edit.types import NextEdit
    from lacewing.lsp.server import LacewingServer, Place

NEXT_EDIT = "lacewing/nextEdit"


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.feature(NEXT_EDIT)
    def next_edit(params: Any) -> Awaitable[dict[str, Any]]:
        match params:
            case {"textDocument": {"uri": str(uri)}}:
                server.protocol.supersede("nextEdit")
                return _answer(server, server.place(uri, types.Position(0, 0)))
            case _:
                raise RequestError(types.ErrorCodes.InvalidParams, "textDocument.uri is wanted")


def next_edits_at(server: LacewingServer, place: Place) -> list[NextEdit]:
    """The next edits after the last change, those of the text at `place` first seen. In a thread."""
    server.overlay(place.uri, place.source)
    return server.services.next_edits.find(place.source.path)


async def _answer(server: LacewingServer, placing: Awaitable[Place | None]) -> dict[str, Any]:
    place = await placing
    if place is None:
        return {"edits": []}
    found = await server.in_thread(next_edits_at, server, place)
    if not found:
        found = await server.features.call(server.services.next_edits.find_with_model(place.source.path))
    return {"edits": await server.in_thread(_all_converted, server, found)}


def _all_converted(server: LacewingServer, found: list[NextEdit]) -> list[dict[str, Any]]:
    edits = []
    for each in found:
        with contextlib.suppress(OSError):  # a file that vanished meanwhile
            edits.append(_converted(server, each))
    return edits


def _converted(server: LacewingServer, edit: NextEdit) -> dict[str, Any]:
    path = Path(edit.path)
    opened = server.documents.at(path)
    return {
        "id": server.offered.remember(edit),
        "uri": server.uri_of(path),
        "version": opened.document.version if opened is not None else None,
        "range": range_of(server, edit),
        "newText": edit.edit.new_text,
        "reason": edit.reason,
        "chance": round(edit.chance, 3),
    }
