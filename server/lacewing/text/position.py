"""Positions in UTF-8 text: bytes, Unicode code points and UTF-16 code units, and the conversions between them.

Inside Lacewing a place in a file is a byte offset into its UTF-8 text; only the doors (LSP, command line) speak of
lines and characters, and they convert here. This module must not know about files, documents or LSP types.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, pairwise


class PositionEncoding(StrEnum):
    """The unit in which a `Position.character` counts (LSP 3.18, `PositionEncodingKind`)."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place between two characters: 0-based `line`, and `character` in units of an encoding named beside it."""

    line: int
    character: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of byte offsets, `start` ≤ `end`."""

    start: int
    end: int

    def contains(self, offset: int) -> bool:
        """Whether `offset` (bytes) lies inside; the end itself counts, as a cursor may stand there."""
        return self.start <= offset <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one byte."""
        return self.start < other.end and other.start < self.end


# How much of a text is split into lines at once: little enough to cost nothing, enough to need few stretches.
_STRETCH_BYTES = 1 << 16


class LineIndex:
    """Where the lines of one immutable UTF-8 text begin; converts offsets to positions and back.

    Lines end at `\\r\\n`, `\\n` and `\\r`, exactly as LSP counts them; `str.splitlines` also breaks on FF, U+0085 and
    U+2028: never use it on documents. Only line ends are counted at first; a stretch of the text is split when it is
    asked for, because most questions about a text of megabytes are about one place in it.
    """

    __slots__ = ("_before", "_count", "_data", "_edges", "_starts")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._edges = stretches(data, _STRETCH_BYTES)
        ends = [line_ends(data, start, end) for start, end in pairwise(self._edges)]
        self._before = list(accumulate(ends, initial=0))  # the number of the first line of every stretch
        self._count = self._before[-1] + line_ends(data, self._edges[-1], len(data)) + 1
        self._starts: dict[int, list[int]] = {}

    @property
    def line_count(self) -> int:
        """Number of lines; a text that ends in a line end has an empty last line."""
        return self._count

    def line_start(self, line: int) -> int:
        """Byte offset at which `line` begins; a line past the end begins at the end of the text."""
        if line < 0:
            return 0
        if line >= self._count:
            return len(self._data)
        stretch = bisect_right(self._before, line) - 1
        return self._split(stretch)[line - self._before[stretch]]

    def _split(self, stretch: int) -> list[int]:
        """Where the lines of one stretch begin."""
        starts = self._starts.get(stretch)
        if starts is None:
            start, *after = self._edges[stretch : stretch + 2]
            pieces = self._data[start : after[0] if after else len(self._data)].splitlines(keepends=True)
            # What lies behind the last line end is a line of its own in the last stretch only.
            last = self._before[stretch + 1] if after else self._count
            starts = list(accumulate(map(len, pieces), initial=start))[: last - self._before[stretch]]
            self._starts[stretch] = starts
        return starts

    def line_end(self, line: int) -> int:
        """Byte offset of the end of `line`, before its line end."""
        end = self.line_start(line + 1)
        start = self.line_start(line)
        while end > start and self._data[end - 1] in b"\r\n":
            end -= 1
        return end

    def line_of(self, offset: int) -> int:
        """0-based line that holds byte `offset`."""
        stretch = max(0, bisect_right(self._edges, offset) - 1)
        return self._before[stretch] + max(0, bisect_right(self._split(stretch), offset) - 1)

    def line_bytes(self, line: int) -> bytes:
        """The line without its line end."""
        return self._data[self.line_start(line) : self.line_end(line)]

    def position(self, offset: int, encoding: PositionEncoding) -> Position:
        """The position of byte `offset`, clamped to the text; `character` in units of `encoding`."""
        offset = max(0, min(offset, len(self._data)))
        line = self.line_of(offset)
        before = self._data[self.line_start(line) : offset]
        return Position(line, units_in(before, encoding))

    def offset(self, position: Position, encoding: PositionEncoding) -> int:
        """The byte offset of `position`; past the end of a line means its end, as LSP 3.18 says."""
        if position.line >= self._count:
            return len(self._data)
        start = self.line_start(position.line)
        return start + bytes_for_units(self.line_bytes(position.line), position.character, encoding)


def stretches(data: bytes, length: int) -> list[int]:
    """Where stretches of `data` begin: all but the last are at least `length` bytes long and end behind a `\\n`."""
    edges = [0]
    while (end := data.find(b"\n", edges[-1] + length - 1)) >= 0:
        edges.append(end + 1)
    return edges


def line_ends(data: bytes, start: int, end: int) -> int:
    """How many line ends there are between two offsets, neither of which cuts a `\\r\\n`."""
    ends = data.count(b"\n", start, end)
    returns = data.count(b"\r", start, end)
    return ends + returns - data.count(b"\r\n", start, end) if returns else ends


def units_in(data: bytes, encoding: PositionEncoding) -> int:
    """How many code units of `encoding` the UTF-8 `data` takes (a cut character at its end counts as none)."""
    if encoding is PositionEncoding.UTF8 or data.isascii():
        return len(data)
    text = data.decode("utf-8", "ignore")
    if encoding is PositionEncoding.UTF32:
        return len(text)
    return len(text) + sum(character > "\uffff" for character in text)


def bytes_for_units(line: bytes, units: int, encoding: PositionEncoding) -> int:
    """How many bytes of the UTF-8 `line` its first `units` code units of `encoding` take.

    A count that falls inside a character means the character's start; a count past the end means the end.
    """
    if units <= 0:
        return 0
    if line.isascii():
        return min(units, len(line))
    if encoding is PositionEncoding.UTF8:
        return _character_boundary(line, min(units, len(line)))
    text = line.decode("utf-8", "surrogatepass")
    if encoding is PositionEncoding.UTF32:
        return len(text[:units].encode("utf-8", "surrogatepass"))
    taken = 0
    length = 0
    for character in text:
        taken += 2 if character > "\uffff" else 1
        if taken > units:
            break
        length += len(character.encode("utf-8", "surrogatepass"))
    return length


def _character_boundary(line: bytes, offset: int) -> int:
    while 0 < offset < len(line) and line[offset] & 0xC0 == 0x80:
        offset -= 1
    return offset
