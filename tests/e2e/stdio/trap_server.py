"""The real server with some handlers more, each a trap of the stock transport."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from lsprotocol import types

from lacewing.lsp.cancel import current_token
from lacewing.lsp.server import LacewingServer, create_server
from lacewing.lsp.transport import accept_one, run_session, take_stdio
from lacewing.services import Services


def add_traps(server: LacewingServer, marks: Path) -> None:
    """`marks` receives a file for each thing that the tests want to know happened inside."""

    @server.feature("trap/ping")
    def ping(params: Any) -> Any:
        return params

    @server.feature("trap/slow_async")
    async def slow_async(_params: Any) -> str:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            (marks / "async-stopped").touch()
            raise
        return "not cancelled"

    def poll(name: str) -> str:
        token = current_token()
        deadline = time.monotonic() + 60
        (marks / f"{name}-started").touch()
        while time.monotonic() < deadline:
            if token.cancelled:
                (marks / f"{name}-stopped").touch()
                token.check()
            time.sleep(0.005)
        return "not cancelled"

    @server.feature("trap/slow_thread")
    @server.thread()
    def slow_thread(_params: Any) -> str:
        return poll("thread")

    @server.feature("trap/slow_worker")
    def slow_worker(_params: Any) -> Any:
        return server.in_slow_thread(poll, "worker")

    @server.feature("trap/stubborn")
    def stubborn(_params: Any) -> Any:
        """Never looks at its token."""
        return server.in_thread(time.sleep, 2.0)

    @server.feature("trap/superseded")
    async def superseded(params: Any) -> Any:
        server.protocol.supersede("trap")
        await asyncio.sleep(60 if params.get("slow") else 0)
        return params

    @server.feature("trap/busy_loop")
    def busy_loop(params: Any) -> str:
        """Keeps the event loop itself busy until cancelled: only the reader thread can tell."""
        token = current_token()
        deadline = time.monotonic() + params["seconds"]
        while time.monotonic() < deadline:
            token.check()
        return "not cancelled"

    @server.feature("trap/print")
    def print_(_params: Any) -> bool:
        print("this must not reach the client")
        sys.stdout.flush()
        subprocess.run([sys.executable, "-c", "import sys; print(sys.stdin.read())"], check=True)
        return True

    @server.feature("trap/boom")
    def boom(_params: Any) -> None:
        raise RuntimeError("boom ☠")

    @server.feature("trap/boom_async")
    async def boom_async(_params: Any) -> None:
        raise RuntimeError("boom later")

    @server.feature("trap/unserializable")
    def unserializable(_params: Any) -> Any:
        return {"value": object()}

    @server.feature("trap/surrogate")
    def surrogate(_params: Any) -> str:
        return "half: \ud83d"

    @server.feature("trap/ask")
    async def ask(_params: Any) -> str:
        answer = await server.ask(
            types.WINDOW_SHOW_MESSAGE_REQUEST, types.ShowMessageRequestParams(types.MessageType.Info, "?")
        )
        return answer.refused or "answered"

    @server.feature("trap/text")
    def text(params: Any) -> Any:
        opened = server.documents.get(params["uri"])
        if opened is None:
            return None
        return {
            "text": opened.document.data().decode(),
            "lost": opened.lost,
            "version": opened.document.version,
            "language": opened.language.name if opened.language else None,
            "path": str(opened.path),
        }


def main() -> None:
    marks, *rest = sys.argv[1:]
    connection = accept_one(int(rest[0])) if rest else take_stdio()
    server = create_server(Services(cache_dir=Path(marks) / "cache"))
    add_traps(server, Path(marks))
    sys.exit(run_session(server, connection))


if __name__ == "__main__":
    main()
