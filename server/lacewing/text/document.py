"""A text that an editor changes: lines of UTF-8 bytes in blocks, so that an edit costs microseconds at any size.

Line ends are exactly `\\r\\n`, `\\n` and `\\r`, as LSP 3.18 says. Knows nothing of LSP types, trees or files.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise

from lacewing.text.position import Position, PositionEncoding, bytes_for_units, line_ends, stretches

# Small enough that joining one block again after an edit is cheap, large enough that a 100k-line text has few blocks.
BLOCK_LINES = 256
_BLOCK_BYTES = 8192

Point = tuple[int, int]


class LoneSurrogateError(ValueError):
    """A text holds half of a UTF-16 surrogate pair, which no UTF-8 text can hold."""


@dataclass(frozen=True, slots=True)
class Change:
    """Where an edit took place, in bytes and in tree-sitter points (row, bytes into it; only `\\n` ends a row)."""

    start_byte: int
    old_end_byte: int
    new_end_byte: int
    start_point: Point
    old_end_point: Point
    new_end_point: Point


class Document:
    """The text of one open document, `version` being the editor's number for it.

    Raises LoneSurrogateError when `text` is not encodable.
    """

    __slots__ = ("_blocks", "_data", "_line_ends", "_rows", "_sizes", "language_id", "uri", "version")

    def __init__(self, uri: str, language_id: str, version: int, text: str) -> None:
        self.uri = uri
        self.language_id = language_id
        self.version = version
        self._blocks: list[_Block] = []
        # Bytes and `\n` of every block, beside them because summing plain integers is many times faster.
        self._sizes: list[int] = []
        self._rows: list[int] = []
        self._data: bytes | None = None
        self._line_ends: list[int] | None = None
        self.replace_all(text)

    @property
    def line_count(self) -> int:
        """Number of lines; a text that ends in a line end has an empty last line."""
        return self._ends()[-1]

    def data(self) -> bytes:
        """The whole text as UTF-8; joined at most once between two edits."""
        if self._data is None:
            self._data = b"".join([block.data for block in self._blocks])
        return self._data

    def replace_all(self, text: str) -> None:
        """Put `text` in place of everything. Raises LoneSurrogateError and changes nothing when it is not encodable."""
        data = _encode(text)
        self._put(0, len(self._blocks), _blocks_in(data))
        self._data = data

    def apply(self, start: Position, end: Position, text: str, encoding: PositionEncoding) -> Change:
        """Replace what lies between `start` and `end` by `text`; characters count in units of `encoding`.

        A character past the end of its line means its end, a line past the last one the end of the text, and an
        inverted range is taken the right way round. Raises LoneSurrogateError and changes nothing when `text` is
        not encodable.
        """
        inserted = _encode(text)
        first, last = self._place(start, encoding), self._place(end, encoding)
        if (last.line, last.column) < (first.line, first.column):
            first, last = last, first
        change = self._change(first, last, inserted)
        self._replace(first, last, inserted)
        self._data = None
        return change

    def offset(self, position: Position, encoding: PositionEncoding) -> int:
        """The byte offset of a place, found as `apply` finds it: in microseconds, without the whole text."""
        return self._locate(self._place(position, encoding))[0]

    def _place(self, position: Position, encoding: PositionEncoding) -> _Place:
        ends = self._ends()
        if position.line >= ends[-1]:
            block = len(self._blocks) - 1
            index = len(self._blocks[block].lines) - 1
            return _Place(ends[-1] - 1, block, index, len(self._blocks[block].lines[index]))
        line = max(0, position.line)
        block = bisect_right(ends, line)
        index = line - (ends[block - 1] if block else 0)
        content = self._blocks[block].lines[index].rstrip(b"\r\n")
        column = bytes_for_units(content, position.character, encoding) if position.line >= 0 else 0
        return _Place(line, block, index, column)

    def _change(self, first: _Place, last: _Place, inserted: bytes) -> Change:
        start, start_point = self._locate(first)
        old_end, old_end_point = (start, start_point) if last == first else self._locate(last)
        rows = inserted.count(b"\n")
        tail = len(inserted) - (inserted.rfind(b"\n") + 1)
        new_end_point = (start_point[0] + rows, tail if rows else start_point[1] + tail)
        return Change(start, old_end, start + len(inserted), start_point, old_end_point, new_end_point)

    def _locate(self, place: _Place) -> tuple[int, Point]:
        """The byte offset and the tree-sitter point of a place."""
        before = b"".join(self._blocks[place.block].lines[: place.index])
        offset = sum(self._sizes[: place.block]) + len(before) + place.column
        row = sum(self._rows[: place.block]) + before.count(b"\n")
        column = place.column + len(before) - (before.rfind(b"\n") + 1)
        if b"\n" not in before:
            # A lone \r ends a line of the editor but no row of tree-sitter: the row may have begun blocks before.
            for block in reversed(self._blocks[: place.block]):
                column += len(block.data) - (block.data.rfind(b"\n") + 1)
                if b"\n" in block.data:
                    break
        return offset, (row, column)

    def _replace(self, first: _Place, last: _Place, inserted: bytes) -> None:
        head, tail = self._blocks[first.block].lines, self._blocks[last.block].lines
        content = head[first.index][: first.column] + inserted + tail[last.index][last.column :]
        at, block = first.index, first.block
        if content.startswith(b"\n") and first.column == 0 and first.line > 0:
            # The line before may end in a lone \r: with this \n it becomes one line end.
            block, at = (block, at - 1) if at else (block - 1, len(self._blocks[block - 1].lines) - 1)
            head = self._blocks[block].lines
            content = head[at] + content
        lines = content.splitlines(keepends=True)  # of bytes: splits on \r\n, \n and \r only
        if last.line == self.line_count - 1:
            lines = _closed(lines)
        if block == last.block and len(lines) == last.index + 1 - at:
            head[at : last.index + 1] = lines
            changed = self._blocks[block]
            changed.join()
            self._sizes[block], self._rows[block] = changed.measure()
            return
        self._set_blocks(block, last.block + 1, head[:at] + lines + tail[last.index + 1 :])

    def _set_blocks(self, start: int, stop: int, lines: list[bytes]) -> None:
        """Put `lines` in place of the blocks `start` to `stop`, taking a neighbour in when they are few."""
        if len(lines) < BLOCK_LINES // 4 and stop < len(self._blocks):
            lines = lines + self._blocks[stop].lines
            stop += 1
        blocks = [_block_of(lines)] if len(lines) <= 2 * BLOCK_LINES else _blocks_of(lines)
        self._put(start, stop, blocks)

    def _put(self, start: int, stop: int, blocks: list[_Block]) -> None:
        measures = [block.measure() for block in blocks]
        self._blocks[start:stop] = blocks
        self._sizes[start:stop] = [size for size, _rows in measures]
        self._rows[start:stop] = [rows for _size, rows in measures]
        self._line_ends = None

    def _ends(self) -> list[int]:
        """For every block the number of lines up to its end."""
        if self._line_ends is None:
            self._line_ends = list(accumulate([block.line_count for block in self._blocks]))
        return self._line_ends


@dataclass(slots=True)
class _Place:
    """A place by `line` of the text, by `index` into the lines of a `block`, and `column` in bytes."""

    line: int
    block: int
    index: int
    column: int


class _Block:
    """Some consecutive lines with their line ends, and `data`, all of them joined.

    A block made of `data` alone is split into lines when it is first asked for them: a text of megabytes is opened by
    counting. `closing` says that it ends the text, whose last line has no line end and may be empty.
    """

    __slots__ = ("_closing", "_lines", "data")

    def __init__(self, data: bytes, lines: list[bytes] | None = None, closing: bool = False) -> None:
        self.data = data
        self._lines = lines
        self._closing = closing

    @property
    def lines(self) -> list[bytes]:
        """The lines; `join` when they were changed."""
        if self._lines is None:
            lines = self.data.splitlines(keepends=True)  # of bytes: splits on \r\n, \n and \r only
            self._lines = _closed(lines) if self._closing else lines
        return self._lines

    @property
    def line_count(self) -> int:
        """How many lines there are."""
        return len(self._lines) if self._lines is not None else line_ends(self.data, 0, len(self.data)) + self._closing

    def join(self) -> None:
        """Make `data` anew after `lines` changed."""
        self.data = b"".join(self.lines)

    def measure(self) -> tuple[int, int]:
        """How many bytes there are, and how many `\n`."""
        return len(self.data), self.data.count(b"\n")


def _encode(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise LoneSurrogateError(
            f"the text holds the lone surrogate U+{ord(text[error.start]):04X} at character {error.start}"
        ) from error


def _closed(lines: list[bytes]) -> list[bytes]:
    """`lines` up to the end of the text, whose last line has no line end and may be empty."""
    if not lines or lines[-1].endswith((b"\n", b"\r")):
        lines.append(b"")
    return lines


def _block_of(lines: list[bytes]) -> _Block:
    return _Block(b"".join(lines), lines)


def _blocks_of(lines: list[bytes]) -> list[_Block]:
    return [_block_of(lines[index : index + BLOCK_LINES]) for index in range(0, len(lines), BLOCK_LINES)]


def _blocks_in(data: bytes) -> list[_Block]:
    """The blocks of a whole text."""
    edges = stretches(data, _BLOCK_BYTES)
    blocks = [_Block(data[start:end]) for start, end in pairwise(edges)]
    return [*blocks, _Block(data[edges[-1] :], closing=True)]
