"""The engine's file: one header, then numpy arrays, each aligned, to be mapped into memory.

Layout: `MAGIC`, the header's length and CRC-32 (two little-endian uint32), the header as JSON, then the arrays, whose
places, types, lengths and CRC-32 the header holds. Of a format of our own: a change of `VERSION` makes old files
unreadable, and they are learned anew.
"""

from __future__ import annotations

import os
import struct
import tempfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from lacewing.engine.segment import Array, FileEntry, Segment, arrays_of, segment_from
from lacewing.engine.store import Snapshot
from lacewing.engine.structure import KEY_COUNT
from lacewing.engine.vocabulary import Vocabulary

MAGIC = b"lacewing-engine\n"
VERSION = 1
_ALIGNMENT = 64
_FIXED = struct.Struct("<II")


class DamagedStoreError(ValueError):
    """The engine's file cannot be used: damaged, cut off, or of another version."""


def write_store(file: Path, vocabulary: Vocabulary, snapshot: Snapshot) -> None:
    """Write everything to `file`, replacing it in one step. Raises OSError."""
    blocks: list[Array] = []
    place = 0
    segments = []
    for segment, live in zip(snapshot.segments, snapshot.live, strict=True):
        table = {}
        for name, array in arrays_of(segment).items():
            block = np.ascontiguousarray(array)
            table[name] = [block.dtype.str, len(block), place, zlib.crc32(block.data)]
            blocks.append(block)
            place += _padded(block.nbytes)
        files = [
            [entry.path if number in live else "", entry.digest, entry.size, entry.start, entry.end]
            for number, entry in enumerate(segment.files)
        ]
        segments.append({"files": files, "arrays": table})
    header = orjson.dumps(
        {"version": VERSION, "keys": KEY_COUNT, "words": vocabulary.texts, "segments": segments, "bytes": place}
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=file.name, dir=file.parent)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(MAGIC + _FIXED.pack(len(header), zlib.crc32(header)) + header)
            out.write(bytes(_padded(out.tell()) - out.tell()))
            for block in blocks:
                out.write(block.tobytes())
                out.write(bytes(_padded(block.nbytes) - block.nbytes))
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read_store(file: Path) -> tuple[Vocabulary, list[Segment]]:
    """The vocabulary and the segments, the arrays mapped read-only.

    Raises FileNotFoundError, or DamagedStoreError naming the file and what is wrong with it.
    """
    data = _mapped(file)
    try:
        header, start = _header(data)
        if header["version"] != VERSION or header["keys"] != KEY_COUNT:
            raise DamagedStoreError(f"{file}: written by another version of the engine")
        if len(data) != start + header["bytes"]:
            raise DamagedStoreError(f"{file}: {len(data)} bytes long instead of {start + header['bytes']}")
        return Vocabulary(header["words"]), [_segment(raw, data[start:]) for raw in header["segments"]]
    except (KeyError, IndexError, TypeError, ValueError, struct.error) as error:
        if isinstance(error, DamagedStoreError):
            raise
        raise DamagedStoreError(f"{file}: damaged ({error})") from error


def _mapped(file: Path) -> np.ndarray[Any, np.dtype[np.uint8]]:
    if file.stat().st_size == 0:
        raise DamagedStoreError(f"{file}: empty")
    return np.memmap(file, np.uint8, "r")


def _header(data: np.ndarray[Any, np.dtype[np.uint8]]) -> tuple[dict[str, Any], int]:
    fixed = len(MAGIC) + _FIXED.size
    head = bytes(data[:fixed])
    if not head.startswith(MAGIC):
        raise ValueError("not a file of the engine")
    length, checksum = _FIXED.unpack(head[len(MAGIC) :])
    raw = bytes(data[fixed : fixed + length])
    if zlib.crc32(raw) != checksum:
        raise ValueError("its header does not match its checksum")
    header: dict[str, Any] = orjson.loads(raw)
    return header, _padded(fixed + length)


def _segment(raw: dict[str, Any], data: np.ndarray[Any, np.dtype[np.uint8]]) -> Segment:
    arrays: dict[str, Array] = {}
    for name, (kind, length, place, checksum) in raw["arrays"].items():
        dtype = np.dtype(kind)
        block = data[place : place + length * dtype.itemsize]
        if zlib.crc32(block.data) != checksum:
            raise ValueError(f"the array {name} does not match its checksum")
        arrays[name] = block.view(dtype)
    return segment_from(tuple(FileEntry(*entry) for entry in raw["files"]), arrays)


def _padded(size: int) -> int:
    return (size + _ALIGNMENT - 1) // _ALIGNMENT * _ALIGNMENT
