"""Which definitions of a file hold a place, found by the nesting of their spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from lacewing.syntax.source import Source

NEVER = 1 << 62


class Regions:
    """The spans of definitions, in document order; `source` is the text when the file is open."""

    def __init__(self, starts: Sequence[int], ends: Sequence[int], source: Source | None) -> None:
        self._starts, self._ends = starts, ends
        self._parents: list[int] = []
        self._source = source
        stack: list[int] = []
        for number, start in enumerate(starts):
            while stack and ends[stack[-1]] <= start:
                stack.pop()
            self._parents.append(stack[-1] if stack else -1)
            stack.append(number)

    def around(self, offset: int) -> list[int]:
        """The numbers of the spans that hold byte `offset`, innermost first."""
        found = []
        lasting = self._lasting(offset)
        number = bisect_right(self._starts, offset) - 1
        while number >= 0:
            if self._holds(self._starts[number], self._ends[number], offset, lasting):
                found.append(number)
            number = self._parents[number]
        return found

    def holding(self, spans: Sequence[tuple[int, int]], offset: int) -> list[bool]:
        """For each (start, end) whether it begins before byte `offset` and still holds there."""
        lasting = self._lasting(offset)
        return [start < offset and self._holds(start, end, offset, lasting) for start, end in spans]

    def _holds(self, start: int, end: int, offset: int, lasting: int) -> bool:
        return offset <= end or (end >= lasting and self._deeper(start, offset))

    def _lasting(self, offset: int) -> int:
        """What ends here or later may still go on at `offset`: where indentation makes blocks, the tree closes them
        behind their last statement, and a cursor on the line below may belong to them."""
        source = self._source
        if source is None or source.language is None or source.language.block_opener != ":":
            return NEVER
        data, end = source.data, min(offset, len(source.data))
        while end and data[end - 1] in b" \t\r\n\f":
            end -= 1
        return end

    def _deeper(self, start: int, offset: int) -> bool:
        """Whether the line of `offset` is indented deeper than the one of `start`."""
        data = self._source.data if self._source is not None else b""
        first = data.rfind(b"\n", 0, start) + 1
        while data[first : first + 1] in (b" ", b"\t"):
            first += 1
        return _indent(data, offset) > _indent(data, first)


def _indent(data: bytes, offset: int) -> int:
    """The width of the blanks that begin the line of `offset`, looked at up to there."""
    line = data[data.rfind(b"\n", 0, offset) + 1 : offset].expandtabs(8)
    return len(line) - len(line.lstrip(b" \t"))
