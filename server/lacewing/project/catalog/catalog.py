"""Questions to several segments as to one: symbols, blocks and files are numbered through; dead files are left out.

Immutable, like the segments: a change of the project makes a new catalog of mostly the same segments.
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from itertools import accumulate
from posixpath import dirname
from typing import Any, Literal, TypeVar

import numpy as np
import numpy.typing as npt

from lacewing.project.catalog.lines import Lines
from lacewing.project.catalog.segment import Ids, Segment, Words, ranges
from lacewing.project.recent import Recent

_Selection = tuple[Ids, Ids]
_Value = TypeVar("_Value")
_REMEMBERED = 4_000_000  # bytes


class Catalog:
    """The definitions and blocks of a project.

    `live` says for each segment which of its files count (one bool a file): a changed file lives in a later segment.
    """

    def __init__(self, segments: Sequence[Segment], live: Sequence[npt.NDArray[np.bool_]]) -> None:
        self.segments = tuple(segments)
        self.live = tuple(live)
        self._symbol_bases = [0, *accumulate(len(segment.name) for segment in self.segments)]
        self._block_bases = [0, *accumulate(len(segment.block_line) for segment in self.segments)]
        self._recent: Recent[Any] = Recent(_REMEMBERED)
        self._file_bases = [0, *accumulate(len(segment.paths) for segment in self.segments)]

    @functools.cached_property
    def paths(self) -> list[str]:
        """The path of every file, those that do not count as "" """
        return [
            path if alive else ""
            for segment, live in zip(self.segments, self.live, strict=True)
            for path, alive in zip(segment.paths, live.tolist(), strict=True)
        ]

    @functools.cached_property
    def file_numbers(self) -> dict[str, int]:
        """The number of each file that counts."""
        return {path: number for number, path in enumerate(self.paths) if path}

    @functools.cached_property
    def files_in_folder(self) -> dict[str, list[int]]:
        """The files that count, by folder."""
        found: dict[str, list[int]] = {}
        for path, number in self.file_numbers.items():
            found.setdefault(dirname(path), []).append(number)
        return found

    @functools.cached_property
    def block_files(self) -> Ids:
        """The file of every block."""
        parts = zip(self.segments, self._file_bases, strict=False)
        return _joined([each.block_file + np.int32(base) if base else each.block_file for each, base in parts])

    @functools.cached_property
    def block_count(self) -> int:
        """How many blocks all segments have, dead ones included."""
        return self._block_bases[-1]

    def symbols_named(self, names: Words) -> _Selection:
        """Symbols of these names, and for each the place of its name in `names`."""
        return self._symbols(lambda segment: segment.symbols_named(names))

    def symbols_owned(self, owners: Words) -> _Selection:
        """Symbols in containers of these names, and for each the place of its owner in `owners`."""
        return self._symbols(lambda segment: segment.symbols_owned(owners))

    def symbols_of_files(self, files: Sequence[int]) -> Ids:
        """All symbols of these files."""
        firsts, ends = [], []
        for file in files:
            at = bisect_right(self._file_bases, file) - 1
            table = self.segments[at].symbol_starts
            inside = file - self._file_bases[at]
            firsts.append(int(table[inside]) + self._symbol_bases[at])
            ends.append(int(table[inside + 1]) + self._symbol_bases[at])
        return ranges(np.array(firsts, np.int64), np.array(ends, np.int64)).astype(np.int32)

    def blocks_with(self, words: Words) -> _Selection:
        """Blocks that hold these words, and for each the place of its word in `words`."""
        blocks, places = [], []
        for at, segment in enumerate(self.segments):
            found, which = segment.blocks_with(words)
            if not self.live[at].all():
                alive = self.live[at][segment.block_file[found]]
                found, which = found[alive], which[alive]
            blocks.append(found + self._block_bases[at])
            places.append(which)
        return _joined(blocks), _joined(places)

    def block_counts(self, words: Words) -> Ids:
        """In how many blocks each word stands (dead ones counted too)."""
        return _summed([segment.block_counts(words) for segment in self.segments], len(words))

    def file_counts(self, words: Words) -> Ids:
        """In how many files each word stands (dead ones counted too)."""
        return _summed([segment.file_counts(words) for segment in self.segments], len(words))

    def files_with(self, column: Literal["name", "owner"], symbols: Ids) -> Ids:
        """In how many files the word of the symbols' name or owner stands (dead ones counted too)."""
        words, counts = self.symbol(column, symbols), self.symbol(f"{column}_files", symbols)
        return self._with_others(counts, words, symbols, Segment.file_counts)

    def namesakes(self, symbols: Ids) -> Ids:
        """How many symbols have the name of each (dead ones counted too)."""
        words, counts = self.symbol("name", symbols), self.symbol("namesakes", symbols)
        return self._with_others(counts, words, symbols, Segment.name_counts)

    def _with_others(self, counts: Ids, words: Words, symbols: Ids, ask: Callable[[Segment, Words], Ids]) -> Ids:
        """`counts` within the segments of the symbols, and what the other segments say of their words."""
        for at, segment in enumerate(self.segments if len(self.segments) > 1 else ()):
            other = np.flatnonzero((symbols < self._symbol_bases[at]) | (symbols >= self._symbol_bases[at + 1]))
            counts[other] += ask(segment, words[other])
        return counts

    def symbol(self, column: str, symbols: Ids) -> npt.NDArray[Any]:
        """The values of a column of `Segment` for these symbols; files are numbered through."""
        return self._take(column, symbols, self._symbol_bases)

    def block(self, column: str, blocks: Ids) -> npt.NDArray[Any]:
        """The values of a column of `Segment` for these blocks; files are numbered through."""
        return self._take(column, blocks, self._block_bases)

    def words_of_blocks(self, blocks: Ids) -> tuple[Words, Ids]:
        """All words of these blocks, and for each the place of its block in `blocks`."""
        words, places = [], []
        for at, segment in enumerate(self.segments):
            inside = np.flatnonzero((blocks >= self._block_bases[at]) & (blocks < self._block_bases[at + 1]))
            found, which = segment.words_of_blocks(blocks[inside] - self._block_bases[at])
            words.append(found)
            places.append(inside[which].astype(np.int32))
        return _joined(words), _joined(places)

    def words_of_file(self, file: int) -> Words:
        """The words of a file, sorted."""
        at = bisect_right(self._file_bases, file) - 1
        return self.segments[at].words_of_file(file - self._file_bases[at])

    def parts_of_symbols(self, symbols: Ids) -> tuple[Words, Ids]:
        """The parts of the symbols' names, and for each the place of its symbol in `symbols`."""
        return self._listed(symbols, "part_starts", "parts")

    def symbols_with_parts(self, parts: Words) -> Ids:
        """The symbols that have one of these words as a part of their names, each once; looks at all names."""
        found = []
        for at, segment in enumerate(self.segments):
            places = np.flatnonzero(np.isin(segment.parts, parts))
            symbols = np.unique(np.searchsorted(segment.part_starts, places, "right") - 1).astype(np.int32)
            alive = self.live[at][segment.file[symbols]]
            found.append(symbols[alive] + np.int32(self._symbol_bases[at]))
        return _joined(found)

    def shown_words_of_symbols(self, symbols: Ids) -> tuple[Words, Ids]:
        """The words of the lines that show the symbols, and for each the place of its symbol in `symbols`."""
        return self._listed(symbols, "shown_starts", "shown_words")

    def functions_of_blocks(self, blocks: Ids) -> Ids:
        """The innermost function each block lies in, -1 where there is none."""
        found = np.full(len(blocks), -1, np.int64)
        for at, segment in enumerate(self.segments):
            inside = np.flatnonzero((blocks >= self._block_bases[at]) & (blocks < self._block_bases[at + 1]))
            functions = segment.block_function[blocks[inside] - self._block_bases[at]]
            found[inside] = np.where(functions >= 0, functions + self._symbol_bases[at], -1)
        return found.astype(np.int32)

    def blocks_of_symbol(self, symbol: int) -> Ids:
        """The blocks a definition reaches over."""
        at = bisect_right(self._symbol_bases, symbol) - 1
        segment, inside = self.segments[at], symbol - self._symbol_bases[at]
        file = int(segment.file[inside])
        first, end = int(segment.block_starts[file]), int(segment.block_starts[file + 1])
        lines = segment.block_line[first:end]
        low = first + int(np.searchsorted(lines, segment.line[inside]))
        high = first + int(np.searchsorted(lines, segment.end_line[inside], "right"))
        return np.arange(low, high, dtype=np.int32) + np.int32(self._block_bases[at])

    def remembered(self, key: Hashable, make: Callable[[], tuple[_Value, int]]) -> _Value:
        """What `make` gives, with its weight in bytes, kept for a while under `key`; it goes with the catalog."""
        value: _Value = self._recent.get(key, make)
        return value

    def lines_of(self, file: int, read: Callable[[str], bytes | None]) -> Sequence[bytes]:
        """The lines of a file by `read`, none when that gives none. Remembered: the catalog is of one state."""

        def lines() -> tuple[Lines, int]:
            data = read(self.paths[file])
            if data is None:
                raise FileNotFoundError(self.paths[file])
            rows = Lines(data)
            return rows, rows.size

        try:
            return self.remembered(("lines", file), lines)
        except FileNotFoundError:
            return ()

    def shown_lengths(self, symbols: Ids) -> Ids:
        """How long the lines are that show the symbols, in bytes."""
        lengths: Ids = self.symbol("name_starts", symbols) - self.symbol("text_starts", symbols)
        return lengths

    def place(self, symbol: int) -> tuple[str, int]:
        """The path and the 0-based line of a symbol."""
        at = bisect_right(self._symbol_bases, symbol) - 1
        segment, inside = self.segments[at], symbol - self._symbol_bases[at]
        return segment.paths[segment.file[inside]], int(segment.line[inside])

    def shown(self, symbols: Sequence[int] | Ids) -> list[str]:
        """The lines of text that show symbols."""
        ids = np.asarray(symbols, np.int32)
        if len(self.segments) == 1:
            return self.segments[0].shown(ids)
        lines = [""] * len(ids)
        for at, segment in enumerate(self.segments):
            inside = np.flatnonzero((ids >= self._symbol_bases[at]) & (ids < self._symbol_bases[at + 1]))
            found = segment.shown(ids[inside] - self._symbol_bases[at])
            for place, line in zip(inside.tolist(), found, strict=True):
                lines[place] = line
        return lines

    def name_text(self, symbol: int) -> str:
        """The name of a symbol."""
        at = bisect_right(self._symbol_bases, symbol) - 1
        return self.segments[at].name_text(symbol - self._symbol_bases[at])

    def _symbols(self, ask: Callable[[Segment], _Selection]) -> _Selection:
        symbols, places = [], []
        for at, segment in enumerate(self.segments):
            found, which = ask(segment)
            if not self.live[at].all():
                alive = self.live[at][segment.file[found]]
                found, which = found[alive], which[alive]
            symbols.append(found + self._symbol_bases[at])
            places.append(which)
        return _joined(symbols), _joined(places)

    def _listed(self, symbols: Ids, starts: str, values: str) -> tuple[Words, Ids]:
        words, places = [], []
        for at, segment in enumerate(self.segments):
            inside = np.flatnonzero((symbols >= self._symbol_bases[at]) & (symbols < self._symbol_bases[at + 1]))
            local = symbols[inside] - self._symbol_bases[at]
            table = getattr(segment, starts)
            first, end = table[local], table[local + 1]
            words.append(getattr(segment, values)[ranges(first, end)])
            places.append(np.repeat(inside, end - first).astype(np.int32))
        return _joined(words), _joined(places)

    def _take(self, column: str, ids: Ids, bases: list[int]) -> npt.NDArray[Any]:
        of_files = column in ("file", "block_file")
        if len(self.segments) == 1:
            return getattr(self.segments[0], column)[ids]  # type: ignore[no-any-return]
        values = np.zeros(len(ids), getattr(self.segments[0], column).dtype if self.segments else np.int32)
        for at, segment in enumerate(self.segments):
            inside = np.flatnonzero((ids >= bases[at]) & (ids < bases[at + 1]))
            found = getattr(segment, column)[ids[inside] - bases[at]]
            values[inside] = found + self._file_bases[at] if of_files else found
        return values


def _joined(arrays: list[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    if len(arrays) == 1:
        return arrays[0]
    return np.concatenate(arrays) if arrays else np.empty(0, np.int32)


def _summed(arrays: list[Ids], length: int) -> Ids:
    return sum(arrays, start=np.zeros(length, np.int32))
