"""An immutable part of the catalog: the digests of some files joined into arrays and sorted for look-up.

Everything but the paths is numpy arrays, so that a segment can be mapped from disk. Words are the numbers of
`lacewing.project.catalog.words`.
"""

from __future__ import annotations

import functools
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from lacewing.project.catalog.blocks import Blocks
from lacewing.project.catalog.digest import HEADER, KINDS
from lacewing.project.catalog.words import NUMBERS, WORD, part_numbers

Ids = npt.NDArray[np.int32]
Words = npt.NDArray[np.uint32]
Bytes = npt.NDArray[np.uint8]
Reals = npt.NDArray[np.floating[Any]]

_Value = TypeVar("_Value", bound=np.integer[Any])

_WORD = np.dtype("<u4")
_COLUMNS = 8
_FUNCTION_KINDS = [KINDS.index(kind) for kind in ("function", "method", "constructor", "property")]


@dataclass(frozen=True, slots=True)
class DigestedFile:
    """A file's path, the key of its content, its digest, and the words of its text."""

    path: str
    key: bytes
    digest: bytes
    blocks: Blocks


@dataclass(frozen=True, eq=False)
class Segment:
    """Definitions ("symbols") and blocks of lines of the files in `paths`, all numbered from 0 within the segment.

    `symbol_starts` and `block_starts` are the first symbol and block of each file, and one past the last. A symbol's
    line of text is `text[text_starts[i]:name_starts[i]]`, its name reaches from there to `text_starts[i + 1]`.
    `named` and `owned` are the symbols sorted by name and by owner (those without one first). A block's words are
    `words[word_starts[b]:word_starts[b + 1]]`; `posted` holds the blocks of each word of `posted_words`, by
    `posted_starts`, and `posted_files` how many files have the word. `parts` are the parts of each symbol's name
    (`words.subwords`), `shown_words` the words of its line, by `part_starts` and `shown_starts`. `name_files` and
    `owner_files` say in how many files the words of a symbol's name and owner stand, `namesakes` how many symbols have
    its name, `block_function` in which function (the innermost) a block begins, -1 where there is none.
    """

    paths: tuple[str, ...]
    keys: tuple[bytes, ...]
    symbol_starts: Ids
    block_starts: Ids
    file: Ids
    number: Ids
    line: Ids
    end_line: Ids
    name: Words
    owner: Words
    text_starts: Ids
    name_starts: Ids
    type: Words
    kind: Bytes
    flags: Bytes
    text: Bytes
    named: Ids
    owned: Ids
    block_file: Ids
    block_line: Ids
    word_starts: Ids
    words: Words
    posted_words: Words
    posted_starts: Ids
    posted: Ids
    posted_files: Ids
    part_starts: Ids
    parts: Words
    shown_starts: Ids
    shown_words: Words
    name_files: Ids
    owner_files: Ids
    namesakes: Ids
    block_function: Ids

    @functools.cached_property
    def names_sorted(self) -> Words:
        """The names in the order of `named`."""
        return self.name[self.named]

    @functools.cached_property
    def owners_sorted(self) -> Words:
        """The owners in the order of `owned`."""
        return self.owner[self.owned]

    def symbols_named(self, names: Words) -> tuple[Ids, Ids]:
        """The symbols of these names, and for each the place of its name in `names`."""
        return _look_up(self.names_sorted, self.named, names)

    def symbols_owned(self, owners: Words) -> tuple[Ids, Ids]:
        """The symbols in containers of these names, and for each the place of its owner in `owners`."""
        return _look_up(self.owners_sorted, self.owned, owners)

    def blocks_with(self, words: Words) -> tuple[Ids, Ids]:
        """The blocks that hold these words, and for each the place of its word in `words`."""
        places, found = _find(self.posted_words, words)
        starts, ends = self.posted_starts[places], self.posted_starts[places + 1]
        return self.posted[ranges(starts, ends)], found.repeat(ends - starts)

    def block_counts(self, words: Words) -> Ids:
        """In how many blocks each word stands."""
        counts = np.zeros(len(words), np.int32)
        places, found = _find(self.posted_words, words)
        counts[found] = self.posted_starts[places + 1] - self.posted_starts[places]
        return counts

    def file_counts(self, words: Words) -> Ids:
        """In how many files each word stands."""
        return _counts_of(words, self.posted_words, self.posted_files)

    def name_counts(self, names: Words) -> Ids:
        """How many symbols have each name."""
        starts, ends = (np.searchsorted(self.names_sorted, names, side) for side in ("left", "right"))
        return (ends - starts).astype(np.int32)

    def words_of_blocks(self, blocks: Ids) -> tuple[Words, Ids]:
        """All words of these blocks, and for each the place of its block in `blocks`."""
        starts, ends = self.word_starts[blocks], self.word_starts[blocks + 1]
        return self.words[ranges(starts, ends)], np.arange(len(blocks), dtype=np.int32).repeat(ends - starts)

    def words_of_file(self, file: int) -> Words:
        """The words of a file, sorted."""
        first, end = self.word_starts[self.block_starts[file : file + 2]].tolist()
        return distinct(self.words[first:end])

    def shown(self, symbols: Ids) -> list[str]:
        """The lines of text that show symbols."""
        places = zip(self.text_starts[symbols].tolist(), self.name_starts[symbols].tolist(), strict=True)
        text = self.text.data
        return [str(text[start:end], "utf-8", "replace") for start, end in places]

    def name_text(self, symbol: int) -> str:
        """The name of a symbol."""
        return _text(self.text[self.name_starts[symbol] : self.text_starts[symbol + 1]])


def build_segment(files: Sequence[DigestedFile]) -> Segment:
    """Join digests. Damaged ones raise ValueError or struct.error."""
    parts = [_Part.of(file.digest) for file in files]
    counts = np.array([(len(each.kind), len(each.text)) for each in parts], np.int64).reshape(-1, 2)
    blocks = [file.blocks for file in files]
    block_counts = np.array([len(each.lines) for each in blocks], np.int64)
    word_counts = np.array([len(each.words) for each in blocks], np.int64)
    numbers = np.arange(len(files), dtype=np.int32)
    columns = [_joined([part.columns[at] for part in parts]) for at in range(_COLUMNS)]
    text_offsets = np.repeat(_starts(counts[:, 1])[:-1], counts[:, 0]).astype(np.int32)
    name_starts = columns[5].astype(np.int32) + text_offsets
    text_starts = np.concatenate(([0], columns[6].astype(np.int32) + text_offsets)).astype(np.int32)
    word_offsets = np.repeat(_starts(word_counts)[:-1], block_counts).astype(np.int32)
    word_ends = _joined([each.ends for each in blocks]).astype(np.int32) + word_offsets
    word_starts = np.concatenate(([0], word_ends)).astype(np.int32)
    words = _joined([each.words for each in blocks])
    block_file = np.repeat(numbers, block_counts).astype(np.int32)
    posted_words, posted_starts, posted, posted_files = _postings(words, word_starts, block_file)
    text = _joined([part.text for part in parts])
    part_starts, name_parts, shown_starts, shown_words = _words_of_symbols(text.tobytes(), text_starts, name_starts)
    name, owner = columns[3], columns[4]
    line, end_line, kind = columns[1].astype(np.int32), columns[2].astype(np.int32), _joined([p.kind for p in parts])
    file, block_line = np.repeat(numbers, counts[:, 0]), _joined([each.lines for each in blocks]).astype(np.int32)
    _, inverse, namesakes = np.unique(name, return_inverse=True, return_counts=True)
    return Segment(
        paths=tuple(file.path for file in files),
        keys=tuple(file.key for file in files),
        symbol_starts=_starts(counts[:, 0]),
        block_starts=_starts(block_counts),
        file=file,
        number=columns[0].astype(np.int32),
        line=line,
        end_line=end_line,
        name=name,
        owner=owner,
        text_starts=text_starts,
        name_starts=name_starts,
        type=columns[7],
        kind=kind,
        flags=_joined([part.flags for part in parts]),
        text=text,
        named=np.argsort(name, kind="stable").astype(np.int32),
        owned=np.argsort(owner, kind="stable").astype(np.int32),
        block_file=block_file,
        block_line=block_line,
        word_starts=word_starts,
        words=words,
        posted_words=posted_words,
        posted_starts=posted_starts,
        posted=posted,
        posted_files=posted_files,
        part_starts=part_starts,
        parts=name_parts,
        shown_starts=shown_starts,
        shown_words=shown_words,
        name_files=_counts_of(name, posted_words, posted_files),
        owner_files=_counts_of(owner, posted_words, posted_files),
        namesakes=namesakes[inverse].astype(np.int32),
        block_function=_functions_of_blocks(file, kind, line, end_line, block_file, block_line),
    )


ARRAYS = tuple(field.name for field in fields(Segment) if field.name not in ("paths", "keys"))
"""The names of a segment's arrays."""


def distinct(values: npt.NDArray[_Value]) -> npt.NDArray[_Value]:
    """The values sorted, each once: quicker than `numpy.unique` for arrays of thousands."""
    ordered = np.sort(values)
    new = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return ordered[new]


def ranges(starts: npt.NDArray[np.integer], ends: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    """All numbers of the ranges [starts[i], ends[i]), one range behind the other."""
    return _ranges(starts, ends - starts)


def _ranges(starts: npt.NDArray[np.integer], lengths: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    ends = lengths.cumsum()
    if not len(ends) or not ends[-1]:
        return np.empty(0, np.int64)
    numbers = np.arange(ends[-1])
    numbers += (starts - ends + lengths).repeat(lengths)
    return numbers


@dataclass(frozen=True, slots=True)
class _Part:
    """The arrays of one digest."""

    columns: tuple[Words, ...]
    kind: Bytes
    flags: Bytes
    text: Bytes

    @classmethod
    def of(cls, blob: bytes) -> _Part:
        symbols, bounds, text, _ = HEADER.unpack_from(blob)
        place = HEADER.size
        columns = []
        for _ in range(_COLUMNS):
            columns.append(np.frombuffer(blob, _WORD, symbols, place))
            place += 4 * symbols
        place += 4 * bounds
        octets = []
        for length in (symbols, symbols, text):
            octets.append(np.frombuffer(blob, np.uint8, length, place))
            place += length
        return cls(tuple(columns), *octets)


def _postings(words: Words, word_starts: Ids, block_file: Ids) -> tuple[Words, Ids, Ids, Ids]:
    """Distinct words, where the blocks of each begin, the blocks, and in how many files each word stands."""
    blocks = np.repeat(np.arange(len(block_file), dtype=np.int32), np.diff(word_starts))
    order = np.argsort(words, kind="stable")
    ordered, posted = words[order], blocks[order]
    firsts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(ordered) else np.empty(0, int)
    starts = np.concatenate((firsts, [len(ordered)])).astype(np.int32)
    files = block_file[posted]
    new = np.concatenate(([True], files[1:] != files[:-1])) if len(files) else np.empty(0, bool)
    new[firsts] = True
    counts = np.add.reduceat(new.astype(np.int32), firsts) if len(firsts) else np.empty(0, np.int32)
    return ordered[firsts], starts, posted, counts.astype(np.int32)


def _functions_of_blocks(file: Ids, kind: Bytes, line: Ids, end_line: Ids, block_file: Ids, block_line: Ids) -> Ids:
    """The innermost function that each block begins in, -1 where there is none."""
    functions = np.flatnonzero(np.isin(kind, _FUNCTION_KINDS) & (end_line > line))
    found = np.full(len(block_line), -1, np.int32)
    if not len(functions):
        return found
    starts = file[functions].astype(np.int64) << 32 | line[functions]
    order = np.argsort(starts, kind="stable")
    functions, starts = functions[order], starts[order]
    blocks = block_file.astype(np.int64) << 32 | block_line
    # A nested function ends before what surrounds it does: two steps back reach the enclosing one.
    for back in (1, 2, 3):
        at = np.searchsorted(starts, blocks, "right") - back
        candidates = functions[np.maximum(at, 0)]
        inside = (found < 0) & (at >= 0) & (file[candidates] == block_file)
        inside &= end_line[candidates] >= block_line
        found[inside] = candidates[inside]
    return found


def _words_of_symbols(text: bytes, text_starts: Ids, name_starts: Ids) -> tuple[Ids, Words, Ids, Words]:
    """The parts of every symbol's name and the words of its line, each with where those of a symbol begin."""
    parts, shown = array("I"), array("I")
    part_ends, shown_ends = array("I", [0]), array("I", [0])
    known: dict[bytes, list[int]] = {}
    for start, middle, end in zip(
        text_starts[:-1].tolist(), name_starts.tolist(), text_starts[1:].tolist(), strict=True
    ):
        name = text[middle:end]
        numbers = known.get(name)
        if numbers is None:
            numbers = known[name] = part_numbers(name.decode("utf-8", "replace"))
        parts.extend(numbers)
        part_ends.append(len(parts))
        shown.extend(set(map(NUMBERS.__getitem__, WORD.findall(text, start, middle))))
        shown_ends.append(len(shown))
    return (
        np.array(part_ends, np.int32), np.array(parts, np.uint32),
        np.array(shown_ends, np.int32), np.array(shown, np.uint32),
    )  # fmt: skip


def _find(table: Words, words: Words) -> tuple[Ids, Ids]:
    """The places in the sorted, distinct `table` of those `words` that are there, and where these stand in `words`."""
    if not len(table):
        return np.empty(0, np.int32), np.empty(0, np.int32)
    places = table.searchsorted(words)
    places[places == len(table)] = 0
    found = (table[places] == words).nonzero()[0]
    return places[found].astype(np.int32), found.astype(np.int32)


def _counts_of(words: Words, table: Words, numbers: Ids) -> Ids:
    """For each word its number in the sorted, distinct `table`, 0 when it is not there."""
    counts = np.zeros(len(words), np.int32)
    places, found = _find(table, words)
    counts[found] = numbers[places]
    return counts


def _look_up(table: Words, order: Ids, words: Words) -> tuple[Ids, Ids]:
    starts = table.searchsorted(words, "left")
    lengths = table.searchsorted(words, "right") - starts
    which = np.arange(len(words), dtype=np.int32).repeat(lengths)
    return order[_ranges(starts, lengths)], which


def _starts(counts: npt.NDArray[np.int64]) -> Ids:
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int32)


def _joined(arrays: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    return np.concatenate(arrays) if arrays else np.empty(0, np.uint32)


def _text(raw: Bytes) -> str:
    return raw.tobytes().decode("utf-8", "replace")
