"""The networks of companies on loopback: a server with TLS of an own authority, a proxy, a proxy with TLS."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import trustme

from model.scripted_server import DONE, HEAD, event

ANSWER = HEAD.replace(b"Connection: close\r\n", b"Transfer-Encoding: chunked\r\n")


@dataclass
class Seen:
    """What came by: connections made, request heads, CONNECTs of a proxy."""

    connections: int = 0
    heads: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Authority:
    """A certificate authority of the test's own, and its certificate in a file."""

    ca: trustme.CA
    file: Path

    def server_context(self, host: str = "localhost", ask_for_certificate: bool = False) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.ca.issue_cert(host).configure_cert(context)
        if ask_for_certificate:
            context.verify_mode = ssl.CERT_REQUIRED
            self.ca.configure_trust(context)
        return context


def new_authority(folder: Path) -> Authority:
    ca = trustme.CA()
    file = folder / "ca.pem"
    ca.cert_pem.write_to_path(str(file))
    return Authority(ca, file)


@contextlib.asynccontextmanager
async def model_server(seen: Seen, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """An OpenAI-compatible server that keeps connections alive; gives its port."""
    body = event("42", chat=False) + DONE
    chunked = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.connections += 1
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, ssl.SSLError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                seen.heads.append(head)
                length = [
                    line.split(":")[1] for line in head.lower().split("\r\n") if line.startswith("content-length")
                ]
                await reader.readexactly(int(length[0]) if length else 0)
                quiet = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
                writer.write(quiet if head.startswith("HEAD") else ANSWER + chunked)
                await writer.drain()
        await _closed(writer)

    async with _serving(serve, tls) as port:
        yield port


@contextlib.asynccontextmanager
async def proxy(seen: Seen, login: str = "", tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """An HTTP proxy: CONNECT only to ports of this machine; 407 without `login` (`user:password`), if given."""
    wanted = f"proxy-authorization: basic {base64.b64encode(login.encode()).decode()}".lower()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.connections += 1
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, ssl.SSLError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            seen.heads.append(head)
            if login and wanted not in head.lower():
                writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
                await _closed(writer)
                return
            port = int(head.split()[1].rsplit(":", 1)[1])
            await _tunnel(reader, writer, port, b"HTTP/1.1 200 Connection established\r\n\r\n")
        await _closed(writer)

    async with _serving(serve, tls) as port:
        yield port


@contextlib.asynccontextmanager
async def socks_proxy(seen: Seen, login: str = "") -> AsyncIterator[int]:
    """A SOCKS5 proxy (RFC 1928, RFC 1929) that leads every host to this machine; wants `login` (`user:password`)."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.connections += 1
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            if not await _greeted(reader, writer, login):
                return
            request = await reader.readexactly(4)
            assert request[3] == 3, "a name, which the proxy looks up"
            host = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
            port = int.from_bytes(await reader.readexactly(2), "big")
            seen.heads.append(f"{host}:{port}")
            await _tunnel(reader, writer, port, b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
        await _closed(writer)

    async with _serving(serve, None) as port:
        yield port


async def _greeted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, login: str) -> bool:
    methods = await reader.readexactly((await reader.readexactly(2))[1])
    method = 2 if login else 0
    if method not in methods:
        writer.write(b"\x05\xff")
        return False
    writer.write(bytes([5, method]))
    if not login:
        return True
    user = await reader.readexactly((await reader.readexactly(2))[1])
    password = await reader.readexactly((await reader.readexactly(1))[0])
    right = f"{user.decode()}:{password.decode()}" == login
    writer.write(bytes([1, not right]))
    return right


@contextlib.asynccontextmanager
async def _serving(serve, tls: ssl.SSLContext | None) -> AsyncIterator[int]:  # type: ignore[no-untyped-def]
    running: set[asyncio.Task[None]] = set()

    async def tracked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        running.add(task)
        try:
            await serve(reader, writer)
        finally:
            writer.transport.abort()
            running.discard(task)

    server = await asyncio.start_server(tracked, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await asyncio.sleep(0.02)  # in which the transports close


async def _tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, done: bytes) -> None:
    """Connect to `port` of this machine, say `done`, and lead all that comes from either side to the other."""
    upstream = await asyncio.open_connection("127.0.0.1", port)
    writer.write(done)
    try:
        await asyncio.gather(_pump(reader, upstream[1]), _pump(upstream[0], writer))
    finally:
        upstream[1].transport.abort()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError, ssl.SSLError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    await _closed(writer)


async def _closed(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError, ssl.SSLError, TimeoutError):
        async with asyncio.timeout(1):
            await writer.wait_closed()
