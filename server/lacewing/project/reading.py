"""The text of one file as the index sees it. Knows no ignore rules."""

from __future__ import annotations

import os
import stat

from lacewing.project.decoding import to_utf8

_MORE_BYTES = 65_536


def read_text(path: str, max_bytes: int) -> bytes | None:
    """The UTF-8 text of a file, without byte order mark.

    None when it isn't there, is larger than `max_bytes`, binary, no regular file, or itself a link.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            state = os.fstat(handle)
            if not stat.S_ISREG(state.st_mode) or state.st_size > max_bytes:
                return None
            decoded = to_utf8(_read_all(handle, state.st_size))
        finally:
            os.close(handle)
    except (OSError, ValueError):
        return None
    return decoded.data if decoded else None


def _read_all(handle: int, size: int) -> bytes:
    """What an open file of about `size` bytes holds."""
    data = os.read(handle, size + 1)
    while more := os.read(handle, _MORE_BYTES):
        data += more
    return data
