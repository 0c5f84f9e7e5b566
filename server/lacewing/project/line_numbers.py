"""Which line an offset of a text lies in, for offsets that are asked for more or less in order. Pure."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate


class LineNumbers:
    """Lines of `data`, 0-based; they end at LF, CRLF and CR only, as `lacewing.text.position.LineIndex` has it.

    Counts line ends from the offset that was asked for last, which is nearly free; where there are CRs, whose meaning
    depends on what follows, all lines are found first.
    """

    __slots__ = ("_at", "_data", "_line", "_starts")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = self._line = 0
        self._starts: list[int] | None = None
        if b"\r" in data:
            self._starts = [0, *accumulate(map(len, data.splitlines(keepends=True)))]

    def of(self, offset: int) -> int:
        """The line of a byte offset."""
        if self._starts is not None:
            return bisect_right(self._starts, offset) - 1
        if offset >= self._at:
            self._line += self._data.count(b"\n", self._at, offset)
        else:
            self._line -= self._data.count(b"\n", offset, self._at)
        self._at = offset
        return self._line
