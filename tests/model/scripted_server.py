"""A model server on loopback that answers what a test scripts, byte for byte, and remembers what it was asked."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"


Steps = Sequence[bytes | float | str]


@dataclass
class Script:
    """What the next exchanges send, always the same or as the request asks: each step is bytes, a pause in seconds, or
    "hang" / "reset"."""

    steps: Steps | Callable[[dict[str, Any]], Steps] = ()
    requests: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    open: int = 0
    closed_early: int = 0


def event(text: str, finish: str | None = None, chat: bool = True) -> bytes:
    choice: dict[str, Any] = {"delta": {"content": text}} if chat else {"text": text}
    return b"data: " + json.dumps({"choices": [choice | {"finish_reason": finish}]}).encode() + b"\n\n"


DONE = b"data: [DONE]\n\n"


@contextlib.asynccontextmanager
async def scripted(script: Script) -> AsyncIterator[str]:
    """Serve `script` on a free port; gives the endpoint."""

    exchanges: set[asyncio.Task[None]] = set()

    async def exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        exchanges.add(task)
        script.open += 1
        try:
            await _read_request(script, reader)
            await _send(script, reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            script.closed_early += 1
        except asyncio.CancelledError:
            pass  # the test is over
        finally:
            script.open -= 1
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
            exchanges.discard(task)

    server = await asyncio.start_server(exchange, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    finally:
        server.close()
        for task in exchanges:
            task.cancel()
        await asyncio.gather(*exchanges, return_exceptions=True)


async def _read_request(script: Script, reader: asyncio.StreamReader) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = next(int(line.split(":")[1]) for line in head.split("\r\n") if line.lower().startswith("content-length"))
    script.paths.append(head.split()[1])
    script.headers.append(head)
    script.requests.append(json.loads(await reader.readexactly(length)))


async def _send(script: Script, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    for step in script.steps(script.requests[-1]) if callable(script.steps) else script.steps:
        if isinstance(step, bytes):
            writer.write(step)
            await writer.drain()
        elif isinstance(step, str) and step == "hang":
            await reader.read()  # until the client closes
            script.closed_early += 1
        elif isinstance(step, str):
            writer.transport.abort()
        else:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(reader.read(1), step)
                raise ConnectionResetError  # the client closed
