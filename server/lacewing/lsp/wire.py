"""Messages on a byte stream: `Content-Length` framing and JSON, as LSP 3.18's base protocol says.

Reading happens on a thread of its own straight from the descriptor: a buffered `sys.stdin` would abort the interpreter
at exit while a thread waits in it. Writing happens on another, so that a client that reads slowly stops nobody.
"""

from __future__ import annotations

import contextlib
import json
import logging
import re
import threading
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import Any

import orjson

log = logging.getLogger(__name__)

AT_ONCE = 4096
"""Bytes that a pipe takes without making the writer wait, as soon as it takes any (PIPE_BUF on Linux, pipe(7))."""
_CHUNK = 1 << 16
# A header longer than this is no header: the stream is searched for the next one.
_HEADER_LIMIT = 1 << 14
_BODY_LIMIT = 1 << 30
_LENGTH = re.compile(rb"content-length:[ \t]*(\d+)[ \t]*\r?\n", re.IGNORECASE)
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_ID = re.compile(rb'"id"\s*:\s*(-?\d+|"(?:[^"\\]|\\.)*")')
_METHOD = re.compile(rb'"method"\s*:\s*"([^"\\]*)"')


class UnreadableMessageError(ValueError):
    """A body is no JSON; `request_id` and `method` are what could be read of it."""

    def __init__(self, reason: str, request_id: int | str | None, method: str) -> None:
        super().__init__(reason)
        self.request_id = request_id
        self.method = method


def read_bodies(read: Callable[[int], bytes]) -> Iterator[bytes]:
    """The body of every message until the stream ends; `read(n)` gives 1..n bytes, or none at the end.

    What is no message between two messages is skipped.
    """
    buffer = bytearray()
    while True:
        end = _HEADER_END.search(buffer)
        if end is None:
            if len(buffer) > _HEADER_LIMIT:
                del buffer[: -_HEADER_LIMIT // 2]
            if not _fill(buffer, read):
                return
            continue
        lengths = _LENGTH.findall(buffer, 0, end.end())
        del buffer[: end.end()]
        length = int(lengths[-1][:12]) if lengths else 0
        if not 0 < length <= _BODY_LIMIT:
            log.warning("skipped a message header without a usable Content-Length")
            continue
        while len(buffer) < length:
            if not _fill(buffer, read):
                return
        yield bytes(buffer[:length])
        del buffer[:length]


def _fill(buffer: bytearray, read: Callable[[int], bytes]) -> bool:
    try:
        chunk = read(_CHUNK)
    except OSError:
        return False
    buffer += chunk
    return bool(chunk)


def parse(body: bytes) -> Any:
    """The JSON value of one body. Lone surrogates, which orjson refuses, are kept for the documents to judge.

    Raises UnreadableMessageError.
    """
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            pass
        found, method = _ID.search(body), _METHOD.search(body)
        try:
            request_id = json.loads(found[1]) if found else None
        except ValueError:
            request_id = None
        raise UnreadableMessageError(
            str(error), request_id, method[1].decode("utf-8", "replace") if method else ""
        ) from error


def frame(message: Any, default: Callable[[Any], Any]) -> bytes:
    """The bytes of one message; `default` turns what JSON does not know into what it does."""
    try:
        body = orjson.dumps(message, default=default)
    except TypeError:
        # Integers above 64 bits and lone surrogates; json writes the latter as escapes.
        body = json.dumps(message, default=default).encode("ascii")
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


class FrameWriter:
    """Writes frames in the order they were handed in, from any thread, and makes none of these wait.

    A short one is written at once where `has_room()` says that `AT_ONCE` bytes can be: handing it to a thread takes
    longer, when others work, than what it says took to find out. The others are written on a thread of its own.
    """

    def __init__(self, write: Callable[[bytes], None], has_room: Callable[[], bool] = lambda: False) -> None:
        self._write = write
        self._has_room = has_room
        self._lock = threading.Lock()
        self._waiting = 0
        self._queue: SimpleQueue[bytes | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._pump, name="lsp-writer", daemon=True)
        self._thread.start()

    def write(self, data: bytes) -> None:
        """Hand in one frame; never blocks."""
        with self._lock:
            if not self._waiting and len(data) <= AT_ONCE and self._has_room():
                with contextlib.suppress(OSError):  # the client is gone; the reader sees the end of its stream
                    self._write(data)
                return
            self._waiting += 1
            self._queue.put(data)

    def close(self, seconds: float = 2.0) -> None:
        """Write what was handed in, giving up after `seconds` when nobody reads."""
        self._queue.put(None)
        self._thread.join(seconds)

    def _pump(self) -> None:
        while (data := self._queue.get()) is not None:
            try:
                self._write(data)
            except OSError:
                return  # as above
            with self._lock:
                self._waiting -= 1
