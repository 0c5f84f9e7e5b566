"""`lacewing.runTest` [uri, position]: generates tests, runs them in the sandbox and writes those that pass."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lacewing.features.testgen.types import TestRun
from lacewing.lsp.arguments import place_from
from lacewing.lsp.editing import apply_edits, show_file
from lacewing.lsp.protocol import RequestError
from lacewing.run.limits import SandboxError

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.lsp.server import LacewingServer, Place


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.command("lacewing.runTest")
    def run_test(arguments: list[Any]) -> Awaitable[dict[str, Any]]:
        return _run(server, place_from(server, arguments))


async def _run(server: LacewingServer, placing: Awaitable[Place]) -> dict[str, Any]:
    place = await placing
    await server.in_thread(server.overlay, place.uri, place.source)
    cancelled = threading.Event()
    try:
        run = await server.in_slow_thread(server.services.run_tests, place.source, place.offset, cancelled)
    except asyncio.CancelledError:
        cancelled.set()
        raise
    except SandboxError as error:
        raise RequestError(types.LSPErrorCodes.RequestFailed, f"the tests were not run: {error}") from error
    if not isinstance(run, TestRun):
        raise RequestError(types.LSPErrorCodes.RequestFailed, run.reason)
    failed = [{"name": name, "reason": reason} for name, reason in run.failed]
    path = None
    if run.kept is not None:
        path = run.kept.path
        await apply_edits(server, [run.kept.edit], f"passing tests for {run.kept.symbol}")
        await show_file(server, Path(path))
    else:
        server.tell(types.MessageType.Warning, "Lacewing: no generated test passes, so none is kept.")
    return {"passed": list(run.passed), "failed": failed, "path": path}
