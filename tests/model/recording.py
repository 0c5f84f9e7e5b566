"""A model server that keeps every byte it is sent and always gives the same answer."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from threading import Event, Thread

from model.replies import stream


@dataclass
class Wire:
    """Every byte that a server was sent."""

    sent: list[bytes] = field(default_factory=list)
    answer: str = "width * height"

    @property
    def all(self) -> bytes:
        return b"\n".join(self.sent)


@contextlib.asynccontextmanager
async def recording(wire: Wire) -> AsyncIterator[str]:
    """A server that records what it is sent and answers as the server of each provider does."""

    async def exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
            body = await reader.readexactly(int(lengths[0].split(b":")[1])) if lengths else b""
            wire.sent.append(head + body)
            writer.write(stream(head.split(b" ")[1].decode(), wire.answer, body))
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(exchange, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    finally:
        server.close()
        await asyncio.sleep(0.02)


@contextlib.contextmanager
def serving(wire: Wire) -> Iterator[str]:
    """`recording` in a thread."""
    loop, ready, ended, endpoints = asyncio.new_event_loop(), Event(), asyncio.Event(), []

    async def serve() -> None:
        async with recording(wire) as endpoint:
            endpoints.append(endpoint)
            ready.set()
            await ended.wait()

    thread = Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    assert ready.wait(10)
    try:
        yield endpoints[0]
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join(10)
        loop.close()
