"""The places that commands and methods of our own are called with: `[uri, position]`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lacewing.lsp.convert import to_position
from lacewing.lsp.protocol import RequestError

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer, Place

_POSITIONS = 1 << 31  # LSP's `uinteger` is smaller


def as_arguments(server: LacewingServer, place: Place) -> list[Any]:
    """The arguments that name `place`."""
    position = to_position(place.source.lines, place.offset, server.client.encoding)
    return [place.uri, {"line": position.line, "character": position.character}]


def place_from(server: LacewingServer, arguments: Sequence[Any]) -> Awaitable[Place]:
    """The place that the arguments name, in the text as it is now. Raises RequestError when they name none."""
    match list(arguments):
        case [str(uri), {"line": int(), "character": int()} as position, *_]:
            return place_named(server, uri, position)
        case _:
            raise RequestError(types.ErrorCodes.InvalidParams, "the arguments must be [uri, {line, character}]")


def place_named(server: LacewingServer, uri: str, position: Any) -> Awaitable[Place]:
    """The place at a position as JSON has it, in the text as it is now. Raises RequestError when there is none."""
    match position:
        case {"line": int(line), "character": int(character)} if 0 <= line < _POSITIONS and 0 <= character < _POSITIONS:
            return asyncio.ensure_future(_found(uri, server.place(uri, types.Position(line, character))))
        case _:
            raise RequestError(types.ErrorCodes.InvalidParams, f"no position {{line, character}}: {position!r:.80}")


async def _found(uri: str, placing: Awaitable[Place | None]) -> Place:
    place = await placing
    if place is None:
        raise RequestError(types.LSPErrorCodes.RequestFailed, f"{uri} is not open and cannot be read")
    return place
