"""`lacewing.nextEdit` [uri, position]: goes to where the last change is still to be made; there, makes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lacewing.lsp.arguments import place_from
from lacewing.lsp.editing import apply_edits, show_file
from lacewing.lsp.methods.next_edit import next_edits_at
from lacewing.lsp.offered_edits import range_of
from lacewing.lsp.protocol import RequestError
from lacewing.text.edit import FileEdit

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.features.next_edit.types import NextEdit
    from lacewing.lsp.server import LacewingServer, Place


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.command("lacewing.nextEdit")
    def next_edit(arguments: list[Any]) -> Awaitable[dict[str, Any] | None]:
        return _go(server, place_from(server, arguments))


def at_cursor(place: Place, edits: list[NextEdit]) -> list[NextEdit]:
    """The likeliest edit on the lines of which the cursor stands, and those there that do the same."""
    line, lines = place.source.lines.line_of(place.offset), place.source.lines
    here = [
        each
        for each in edits
        if each.path == str(place.source.path)
        and lines.line_of(each.edit.span.start) <= line <= lines.line_of(each.edit.span.end)
    ]
    return [each for each in here if each.kind == here[0].kind]


async def _go(server: LacewingServer, placing: Awaitable[Place]) -> dict[str, Any] | None:
    place = await placing
    edits = await server.in_thread(next_edits_at, server, place)
    if not edits:
        return None
    here = at_cursor(place, edits)
    if here:
        change = FileEdit(here[0].path, tuple(each.edit for each in here), version=place.source.version)
        await apply_edits(server, [change], f"Next edit: {here[0].reason}")
        return {"applied": True, "uri": place.uri, "reason": here[0].reason}
    best = edits[0]
    try:
        shown = await server.in_thread(range_of, server, best)
    except OSError as error:
        raise RequestError(types.LSPErrorCodes.RequestFailed, f"{best.path} cannot be read: {error}") from error
    start = types.Range(shown.start, shown.start)
    if not await show_file(server, Path(best.path), start):
        raise RequestError(types.LSPErrorCodes.RequestFailed, "this editor does not go to places it is asked to show")
    return {"applied": False, "uri": server.uri_of(Path(best.path)), "reason": best.reason}
