"""Blobs that say whether they are still what was stored. SQLite finds damage in its pages' form, not in their content.

Knows nothing of what the blobs hold.
"""

from __future__ import annotations

import zlib

from lacewing.storage.database import DamagedError

_SUM_BYTES = 4


def sealed(data: bytes) -> bytes:
    """`data` with its CRC-32 behind it, big-endian."""
    return data + zlib.crc32(data).to_bytes(_SUM_BYTES, "big")


def unsealed(blob: object) -> bytes:
    """What was `sealed`. Raises DamagedError when it is not that any more."""
    if not isinstance(blob, bytes) or len(blob) < _SUM_BYTES:
        raise DamagedError("the index holds a content that is none")
    data, stored = blob[:-_SUM_BYTES], blob[-_SUM_BYTES:]
    if zlib.crc32(data).to_bytes(_SUM_BYTES, "big") != stored:
        raise DamagedError("the index holds a damaged content")
    return data
