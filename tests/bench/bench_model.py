"""Bench: what the model client costs over a bare socket, and what superseded completions leave behind.

    python tests/bench/bench_model.py [SECONDS_OF_CHURN]

A server in a process of its own streams ten tokens a completion. Printed: the time to the first token through the
client and through a bare socket that sends the same bytes, and their ratio; the requests that the server still has
open after 1,000 superseded completions; whether after some seconds of cancelling every connection can be used.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import subprocess
import sys
import time
from statistics import median

from lacewing.model.client import ModelClient
from lacewing.model.options import ModelOptions
from lacewing.model.passage import Passage
from lacewing.model.redaction.redactor import Redactor
from lacewing.model.types import FimRequest

ROUNDS = 300
SUPERSEDED = 1_000
CONNECTIONS = 8
REDACTOR = Redactor()  # one for all requests, as a project has it: lines that were looked at are known
HOLE = FimRequest("app.py", "python", "def area(w, h):\n    return w\n" * 60, "\n", max_tokens=10)
EVENT = b'data: {"choices":[{"index":0,"text":" token","finish_reason":null}]}\n\n'
LAST = b'data: {"choices":[{"index":0,"text":"","finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'


async def serve() -> None:
    """Answer POSTs with a stream of tokens, GETs with the number of streams that are open."""
    open_streams = 0

    async def exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal open_streams
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                if head.startswith(b"GET"):
                    text = str(open_streams).encode()
                    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(text), text))
                    continue
                length = next(part for part in head.lower().split(b"\r\n") if part.startswith(b"content-length"))
                await reader.readexactly(int(length.split(b":")[1]))
                open_streams += 1
                try:
                    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                    for part in (*[EVENT] * 10, LAST):
                        writer.write(b"%x\r\n%s\r\n" % (len(part), part))
                        await writer.drain()
                        await asyncio.sleep(0.002)
                        if reader.at_eof():
                            return
                    writer.write(b"0\r\n\r\n")
                finally:
                    open_streams -= 1
        writer.close()

    server = await asyncio.start_server(exchange, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def open_at(port: int) -> int:
    """How many streams the server has open."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\n\r\n")
    await reader.readuntil(b"\r\n\r\n")
    count = int(await reader.read(20))
    writer.close()
    return count


async def through_client(client: ModelClient) -> float:
    """Seconds to the first token."""
    start = time.perf_counter()
    stream = client.fill(HOLE, Passage(REDACTOR))
    await anext(stream)
    first = time.perf_counter() - start
    async for _ in stream:
        pass
    return first


async def through_socket(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, body: bytes) -> float:
    """Seconds to the first token over a connection that is open."""
    start = time.perf_counter()
    writer.write(b"POST /v1/completions HTTP/1.1\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
    await reader.readuntil(b"data: ")
    await reader.readuntil(b"\n")
    first = time.perf_counter() - start
    await reader.readuntil(b"0\r\n\r\n")
    return first


async def supersede(client: ModelClient, number: int, drawn: random.Random) -> None:
    """Start `number` completions, each left when the next one comes."""

    async def read() -> None:
        async with contextlib.aclosing(client.fill(HOLE)) as stream:
            async for _ in stream:
                pass

    task: asyncio.Task[None] | None = None
    for _ in range(number):
        if task is not None:
            task.cancel()
        task = asyncio.create_task(read())
        await asyncio.sleep(drawn.random() * 0.008)
    assert task is not None
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def measure(port: int, churn_s: float) -> None:
    """Print the figures."""
    options = ModelOptions(provider="openai-compatible", endpoint=f"http://127.0.0.1:{port}/v1", fim="suffix")
    client, drawn = ModelClient(options), random.Random(5)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = b"x" * (len(HOLE.prefix) + 150)
    for _ in range(20):
        await through_client(client)
        await through_socket(reader, writer, body)
    ours, bare = [], []
    for _ in range(ROUNDS):
        ours.append(await through_client(client))
        bare.append(await through_socket(reader, writer, body))
    a, b = median(ours) * 1000, median(bare) * 1000
    print(f"first token: client {a:.2f} ms, bare socket {b:.2f} ms, ratio {a / b:.2f}, overhead {a - b:.2f} ms")
    await supersede(client, SUPERSEDED, drawn)
    await asyncio.sleep(0.2)
    print(f"after {SUPERSEDED} superseded completions: {await open_at(port)} open at the server, "
          f"{client.open_exchanges} in the client")  # fmt: skip
    cancelled, end = 0, time.monotonic() + churn_s
    while time.monotonic() < end:
        await asyncio.gather(*(supersede(client, 5, drawn) for _ in range(4)))
        cancelled += 20
    start = time.monotonic()
    await asyncio.gather(*(through_client(client) for _ in range(CONNECTIONS)))
    print(f"after {churn_s:g} s of churn, {cancelled} cancelled: {CONNECTIONS} of {CONNECTIONS} at once answered in "
          f"{(time.monotonic() - start) * 1000:.0f} ms, {await open_at(port)} open at the server")  # fmt: skip
    writer.close()
    await client.close()


def main() -> None:
    """Start the server, measure."""
    with subprocess.Popen([sys.executable, __file__, "--serve"], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            port = int(server.stdout.readline())
            asyncio.run(measure(port, float(sys.argv[1]) if len(sys.argv) > 1 else 10.0))
        finally:
            server.kill()


if __name__ == "__main__":
    if "--serve" in sys.argv:
        asyncio.run(serve())
    else:
        main()
