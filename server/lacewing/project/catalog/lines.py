"""The lines of a text of which few are asked: their places are found at once, their bytes are made one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import numpy as np

_LINE_END = 10


class Lines(Sequence[bytes]):
    """The lines of the UTF-8 text `data` without their ends; `size` is what it takes of memory, in bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        ends = np.flatnonzero(np.frombuffer(data, np.uint8) == _LINE_END)
        self._ends = np.append(ends, len(data)).astype(np.int32 if len(data) < 1 << 31 else np.int64)
        self.size = len(data) + self._ends.nbytes

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, at: int) -> bytes: ...
    @overload
    def __getitem__(self, at: slice) -> list[bytes]: ...
    def __getitem__(self, at: int | slice) -> bytes | list[bytes]:
        """One line, or those of a slice of neighbours."""
        if isinstance(at, slice):
            first, stop, _ = at.indices(len(self))
            return [self._line(number) for number in range(first, stop)]
        if not 0 <= at < len(self):
            raise IndexError(at)
        return self._line(at)

    def _line(self, number: int) -> bytes:
        start = int(self._ends[number - 1]) + 1 if number else 0
        end = int(self._ends[number])
        return self._data[start : end - 1 if self._data[end - 1 : end] == b"\r" and end > start else end]
