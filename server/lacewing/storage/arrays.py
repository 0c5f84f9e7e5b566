"""Files of numpy arrays that are mapped into memory instead of being read.

Layout: a magic line that names the kind of file, the header's length and CRC-32 (two little-endian uint32), the header
as JSON, then the arrays, each aligned, whose places, types, lengths and CRC-32 the header holds. Replaced in one step.
Must not know what the arrays mean.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import struct
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

Array = npt.NDArray[np.generic]

_ALIGNMENT = 64
_VERIFIED_AT_ONCE = 16_000_000  # bytes
_FIXED = struct.Struct("<II")


class DamagedArraysError(ValueError):
    """The file cannot be used: damaged, cut off, or of another kind or version. The text names the file."""


def write_arrays(file: Path, kind: str, meta: Mapping[str, Any], arrays: Mapping[str, Array]) -> None:
    """Write `meta` (JSON) and `arrays` to `file`, replacing it in one step. Raises OSError."""
    table, place = {}, 0
    blocks = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    for name, block in blocks.items():
        table[name] = [block.dtype.str, len(block), place, zlib.crc32(block.data)]
        place += _padded(block.nbytes)
    header = orjson.dumps({"meta": meta, "arrays": table, "bytes": place})
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=file.name, dir=file.parent)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(_magic(kind) + _FIXED.pack(len(header), zlib.crc32(header)) + header)
            out.write(bytes(_padded(out.tell()) - out.tell()))
            for block in blocks.values():
                out.write(block.data)
                out.write(bytes(_padded(block.nbytes) - block.nbytes))
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def map_arrays(file: Path, kind: str, verify: bool = True) -> tuple[Any, dict[str, Array]]:
    """What `write_arrays` was given, the arrays mapped read-only; `verify` reads all of them once.

    Raises FileNotFoundError and other OSErrors, or DamagedArraysError.
    """
    with file.open("rb") as opened:
        if os.fstat(opened.fileno()).st_size == 0:
            raise DamagedArraysError(f"{file}: empty")
        mapping = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    # A plain array over the mapping: `memmap` objects take ten times as long to index.
    data = np.frombuffer(mapping, np.uint8)
    try:
        header, start = _header(data, kind)
        if len(data) != start + header["bytes"]:
            raise ValueError(f"{len(data)} bytes long instead of {start + header['bytes']}")
        if verify:
            for name, row in header["arrays"].items():
                _verify(name, row, data[start:], mapping)
        return header["meta"], {name: _array(row, data[start:]) for name, row in header["arrays"].items()}
    except (KeyError, IndexError, TypeError, ValueError, struct.error) as error:
        raise DamagedArraysError(f"{file}: damaged ({error})") from error


def _let_go(mapping: mmap.mmap) -> None:
    """Have the pages that were looked at no longer count as memory of this process; the system's cache keeps them.

    From now on single pages are looked at, here and there: their neighbours need not be mapped with them.
    """
    for advice in ("MADV_DONTNEED", "MADV_RANDOM"):  # not everywhere
        with contextlib.suppress(AttributeError, OSError):
            mapping.madvise(getattr(mmap, advice))


def _magic(kind: str) -> bytes:
    return f"lacewing-{kind}\n".encode()


def _header(data: npt.NDArray[np.uint8], kind: str) -> tuple[dict[str, Any], int]:
    magic = _magic(kind)
    fixed = len(magic) + _FIXED.size
    head = bytes(data[:fixed])
    if not head.startswith(magic):
        raise ValueError(f"not a file of the kind {kind}")
    length, checksum = _FIXED.unpack(head[len(magic) :])
    raw = bytes(data[fixed : fixed + length])
    if zlib.crc32(raw) != checksum:
        raise ValueError("its header does not match its checksum")
    header: dict[str, Any] = orjson.loads(raw)
    return header, _padded(fixed + length)


def _array(row: list[Any], data: npt.NDArray[np.uint8]) -> Array:
    kind, length, place, _ = row
    dtype = np.dtype(kind)
    return data[place : place + length * dtype.itemsize].view(dtype)


def _verify(name: str, row: list[Any], data: npt.NDArray[np.uint8], mapping: mmap.mmap) -> None:
    """Compare an array with its checksum, piece by piece: a large file must not count as memory for that."""
    kind, length, place, checksum = row
    end, found = place + length * np.dtype(kind).itemsize, 0
    for start in range(place, end, _VERIFIED_AT_ONCE):
        found = zlib.crc32(data[start : min(end, start + _VERIFIED_AT_ONCE)].data, found)
        _let_go(mapping)
    if found != checksum:
        raise ValueError(f"the array {name} does not match its checksum")


def _padded(size: int) -> int:
    return (size + _ALIGNMENT - 1) // _ALIGNMENT * _ALIGNMENT
