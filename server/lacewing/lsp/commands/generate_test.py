"""`lacewing.generateTest` [uri, position]: writes tests for what stands there into the test file, unexecuted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lacewing.features.testgen.types import GeneratedTests
from lacewing.lsp.arguments import place_from
from lacewing.lsp.editing import apply_edits, show_file
from lacewing.lsp.protocol import RequestError

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.lsp.server import LacewingServer, Place


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.command("lacewing.generateTest")
    def generate_test(arguments: list[Any]) -> Awaitable[dict[str, Any]]:
        return _generate(server, place_from(server, arguments))


async def _generate(server: LacewingServer, placing: Awaitable[Place]) -> dict[str, Any]:
    place = await placing
    await server.in_thread(server.overlay, place.uri, place.source)
    generated = await server.in_slow_thread(server.services.generate_tests, place.source, place.offset)
    if not isinstance(generated, GeneratedTests):
        raise RequestError(types.LSPErrorCodes.RequestFailed, generated.reason)
    await apply_edits(server, [generated.edit], f"tests for {generated.symbol}")
    await show_file(server, Path(generated.path))
    return {"path": generated.path, "names": list(generated.names), "notes": list(generated.notes)}
