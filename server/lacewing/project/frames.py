"""Messages between the server and its parsing processes: a JSON head and raw blobs, length-prefixed.

A frame is the length of the rest (4 bytes, big-endian), the length of the head (4 bytes), the head (a JSON array whose
last item lists the blobs' lengths), the blobs. JSON and not pickle or marshal: a process whose memory is damaged may
write anything, and that must not harm the reader.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

import orjson

_LENGTH = struct.Struct(">I")
LARGEST_FRAME = 256 * 1024 * 1024


class FrameError(ValueError):
    """The bytes are no frame: the other side is damaged."""


def pack_frame(head: Sequence[Any], blobs: Sequence[bytes] = ()) -> bytes:
    """The bytes of one frame."""
    text = orjson.dumps([*head, [len(blob) for blob in blobs]])
    body = b"".join([_LENGTH.pack(len(text)), text, *blobs])
    return _LENGTH.pack(len(body)) + body


def unpack_frame(body: bytes) -> tuple[list[Any], list[bytes]]:
    """Head and blobs of a frame's body (without its first length). Raises FrameError."""
    try:
        (length,) = _LENGTH.unpack_from(body)
        *head, sizes = orjson.loads(body[_LENGTH.size : _LENGTH.size + length])
        at = _LENGTH.size + length
        blobs = []
        for size in sizes:
            blobs.append(body[at : at + size])
            at += size
        if at != len(body):
            raise ValueError(f"{len(body) - at} bytes too many")
    except (struct.error, ValueError, TypeError) as error:
        raise FrameError(f"not a frame: {error}") from error
    return head, blobs


class FrameReader:
    """Cuts a stream of bytes into frames' bodies."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """Add what was read; the bodies of the frames that are complete now. Raises FrameError."""
        self._buffer += data
        bodies = []
        at, end = 0, len(self._buffer)
        while end - at >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer, at)
            if length > LARGEST_FRAME:
                raise FrameError(f"a frame of {length} bytes")
            if end - at < _LENGTH.size + length:
                break
            at += _LENGTH.size
            bodies.append(bytes(self._buffer[at : at + length]))
            at += length
        del self._buffer[:at]
        return bodies
