"""Connections: stdio and TCP, and one session over either from the first byte to the end."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import socket
import stat
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lacewing.lsp.allocator import keep_memory_small
from lacewing.lsp.collection import QuietCollection
from lacewing.lsp.wire import FrameWriter, read_bodies

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer

# How long what still runs at the end may take before the process ends without it.
_GRACE_SECONDS = 5.0
# How long a thread that works may keep the interpreter's lock from the event loop (Python's own default: 5 ms).
_SWITCH_SECONDS = 0.0002


@dataclass(frozen=True, slots=True)
class Connection:
    """Where bytes come from and go to. `read(n)` gives 1..n bytes or none at the end; `write` writes all, and as long
    as there `has_room`, `AT_ONCE` bytes without waiting for whoever reads them."""

    read: Callable[[int], bytes]
    write: Callable[[bytes], None]
    has_room: Callable[[], bool] = lambda: False


def run_session(server: LacewingServer, connection: Connection) -> int:
    """Serve until `exit`, the end of the stream or of the editor; returns the process' exit code."""
    keep_memory_small()
    sys.setswitchinterval(_SWITCH_SECONDS)
    collection = QuietCollection()
    collection.start()
    code = asyncio.run(_session(server, connection, collection))
    collection.end()
    # A thread that hangs in foreign code must not keep a finished server alive.
    watchdog = threading.Timer(_GRACE_SECONDS, os._exit, [code])
    watchdog.daemon = True
    watchdog.start()
    return code


async def _session(server: LacewingServer, connection: Connection, collection: QuietCollection) -> int:
    loop = asyncio.get_running_loop()
    writer = FrameWriter(connection.write, connection.has_room)
    server.protocol.set_writer(writer)
    stopped = server.begin(loop)
    _end_on_signals(loop, server)

    def pump() -> None:
        with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
            for body in read_bodies(connection.read):
                collection.heard()
                loop.call_soon_threadsafe(server.protocol.received(body))
            loop.call_soon_threadsafe(server.stop)

    threading.Thread(target=pump, name="lsp-reader", daemon=True).start()
    code = await stopped
    await server.finish()
    writer.close()
    return code


def _end_on_signals(loop: asyncio.AbstractEventLoop, server: LacewingServer) -> None:
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        return  # Windows' loop knows no signals
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(number, server.stop)


def take_stdio() -> Connection:
    """The process' standard input and output, kept from everybody else.

    `print` then writes to standard error, and a child process or `input()` finds an empty standard input.
    """
    source, target = os.dup(0), os.dup(1)
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (source, target):
            msvcrt.setmode(descriptor, os.O_BINARY)
    sys.stdout.flush()
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)

    def write(data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(target, view) :]

    return Connection(lambda count: os.read(source, count), write, _room_in(target))


def _room_in(descriptor: int) -> Callable[[], bool]:
    """Whether a pipe or local socket takes some bytes at once. Never so where no system says it (Windows)."""
    kind = os.fstat(descriptor).st_mode
    if sys.platform == "win32" or not (stat.S_ISFIFO(kind) or stat.S_ISSOCK(kind)):
        return lambda: False
    asking = select.poll()
    asking.register(descriptor, select.POLLOUT)
    return lambda: asking.poll(0) == [(descriptor, select.POLLOUT)]


def accept_one(port: int) -> Connection:
    """Wait for one client on 127.0.0.1:`port` (0: any free port, named on standard error).

    Raises OSError naming the address when it cannot be listened on.
    """
    try:
        listener = socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise OSError(f"cannot listen on 127.0.0.1:{port}: {error}; choose another port with --tcp") from error
    with listener:
        print(f"lacewing: listening on 127.0.0.1:{listener.getsockname()[1]}", file=sys.stderr, flush=True)
        client, _address = listener.accept()
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return Connection(client.recv, client.sendall)
