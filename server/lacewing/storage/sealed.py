"""Checksums of what is stored, of rows and blobs: whether they are what was stored, and belong to what they lie at.

SQLite finds damage in its pages' form, not in their content. Knows nothing of what is sealed.
"""

from __future__ import annotations

import zlib

from lacewing.storage.faults import DamagedError

_SUM_BYTES = 4


def seal(data: bytes, of: bytes) -> int:
    """The CRC-32 of `data` and what it belongs to."""
    return zlib.crc32(data, zlib.crc32(of))


def sealed(data: bytes, of: bytes) -> bytes:
    """`data` with its seal behind it, big-endian."""
    return data + seal(data, of).to_bytes(_SUM_BYTES, "big")


def unsealed(blob: object, of: bytes) -> bytes:
    """What was `sealed`. Raises DamagedError when it is not that any more, or was sealed as another's."""
    if not isinstance(blob, bytes) or len(blob) < _SUM_BYTES:
        raise DamagedError("the index holds a content that is none")
    data, stored = blob[:-_SUM_BYTES], blob[-_SUM_BYTES:]
    if seal(data, of).to_bytes(_SUM_BYTES, "big") != stored:
        raise DamagedError("the index holds a damaged content")
    return data
