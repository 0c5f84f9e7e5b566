"""The words of texts in blocks of lines, found for many texts at once. Pure.

Texts have a hundred thousand words a megabyte, too many for a step of Python each: where words begin and end, which are
equal and what stands in a block are found with arrays, a few megabytes of text at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lacewing.project.catalog.words import number_of_bytes

BLOCK_LINES = 4
"""A block holds at most this many lines, and never lines of two definitions."""

Words = npt.NDArray[np.uint32]
_Places = npt.NDArray[np.int64]
_Packed = npt.NDArray[np.uint64]
_WORDS_ONLY = bytes(byte if byte > 127 or chr(byte).isalnum() or byte in b"_$" else 0 for byte in range(256))
_LINE_END = 10
_CHUNK = 8  # bytes compared at once
_LONGEST = 512  # bytes; longer words of the same beginning are taken for one
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(_CHUNK + 1)], np.uint64)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)


class Blocks(NamedTuple):
    """The blocks of one text that have words: the first line of each, the end of its words among those of all, and the
    numbers of these words, ascending in a block."""

    lines: Words
    ends: Words
    words: Words


NO_BLOCKS = Blocks(*(np.zeros(0, np.uint32) for _ in range(3)))


def blocks_of_texts(texts: Sequence[bytes], bounds: Sequence[Words], silent: Collection[bytes]) -> list[Blocks]:
    """The blocks of UTF-8 texts, for each the lines at which one must begin; `silent` words are none, nor are single
    bytes and what begins with a digit."""
    if not texts:
        return []
    joined = b"\n".join(texts)
    line_ends = np.flatnonzero(np.frombuffer(joined, np.uint8) == _LINE_END)
    sizes = np.array([len(text) + 1 for text in texts], np.int64)
    text_lines = np.concatenate(([0], line_ends.searchsorted(sizes.cumsum()[:-1] - 1) + 1, [len(line_ends) + 1]))
    first_lines = _first_lines(text_lines, bounds)
    offsets = np.zeros(len(first_lines), np.int64)
    offsets[1:] = line_ends[first_lines[1:] - 1] + 1
    starts, numbers = _numbered_words(joined, silent)
    counts = np.diff(starts.searchsorted(offsets), append=len(starts))
    packed = np.arange(len(first_lines), dtype=np.uint64).repeat(counts)
    packed <<= _HALF
    packed |= numbers
    packed = _distinct(packed[numbers != 0])
    held = np.bincount((packed >> _HALF).view(np.int64), minlength=len(first_lines))
    filled = np.flatnonzero(held)
    return _apart(first_lines[filled], held[filled].cumsum(), packed.astype(np.uint32), text_lines)


def _first_lines(text_lines: _Places, bounds: Sequence[Words]) -> _Places:
    """Where blocks begin: at the first line of each text, at its bounds, and every so many lines from there."""
    moved = [
        own[own < end - start].astype(np.int64) + start
        for own, start, end in zip(bounds, text_lines.tolist(), text_lines[1:].tolist(), strict=False)
    ]
    runs = np.unique(np.concatenate((text_lines[:-1], *moved)))
    counts = -(-np.diff(runs, append=text_lines[-1]) // BLOCK_LINES)
    within = np.arange(counts.sum()) - (counts.cumsum() - counts).repeat(counts)
    first: _Places = runs.repeat(counts) + BLOCK_LINES * within
    return first


def _numbered_words(text: bytes, silent: Collection[bytes]) -> tuple[_Places, Words]:
    """Where each word begins, and its number, 0 for one that says nothing."""
    padded = b"".join((b"\0", text.translate(_WORDS_ONLY), bytes(_CHUNK)))
    inside = np.frombuffer(padded, np.uint8) != 0
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2] + 1, edges[1::2] + 1
    # The hash above the word's place: one sort of plain numbers, many times faster than one that gives an order.
    place_bits = np.uint64(len(starts).bit_length())
    packed = _hashed(padded, starts, ends - starts)
    packed *= _MIX
    packed >>= place_bits
    packed <<= place_bits
    packed |= np.arange(len(starts), dtype=np.uint64)
    packed.sort()
    places = (packed & ((np.uint64(1) << place_bits) - np.uint64(1))).view(np.int64)
    new = _new(packed >> place_bits)
    first = places[new]
    spans = zip(starts[first].tolist(), ends[first].tolist(), strict=True)
    table = np.array([_telling(padded[start:end], silent) for start, end in spans], np.uint32)
    numbers = np.empty(len(starts), np.uint32)
    numbers[places] = table[new.cumsum() - 1] if len(table) else 0
    return starts - 1, numbers


def _telling(word: bytes, silent: Collection[bytes]) -> int:
    return number_of_bytes(word) if len(word) > 1 and not 48 <= word[0] <= 57 and word not in silent else 0


def _hashed(padded: bytes, starts: _Places, lengths: _Places) -> _Packed:
    """64 bits for each word, itself up to eight bytes; `padded` has `_CHUNK` bytes behind the last one."""
    chunks = np.ndarray((len(padded) - _CHUNK + 1,), "<u8", padded, strides=(1,))
    hashes: _Packed = chunks[starts] & _MASKS[np.minimum(lengths, _CHUNK)]
    further = np.flatnonzero(lengths > _CHUNK)
    for at in range(_CHUNK, _LONGEST, _CHUNK):
        if not len(further):
            break
        left = lengths[further] - at
        mixed = hashes[further]
        mixed ^= mixed >> _HALF
        mixed *= _MIX
        mixed += chunks[starts[further] + at] & _MASKS[np.minimum(left, _CHUNK)]
        hashes[further] = mixed
        further = further[left > _CHUNK]
    return hashes


def _apart(lines: _Places, ends: _Places, words: Words, text_lines: _Places) -> list[Blocks]:
    """The blocks of all texts as those of each."""
    places = lines.searchsorted(text_lines)
    ends = np.concatenate(([0], ends))
    found = []
    for low, high, first in zip(places.tolist(), places[1:].tolist(), text_lines.tolist(), strict=False):
        begin = int(ends[low])
        own_ends = (ends[low + 1 : high + 1] - begin).astype(np.uint32)
        found.append(Blocks((lines[low:high] - first).astype(np.uint32), own_ends, words[begin : int(ends[high])]))
    return found


def _distinct(packed: _Packed) -> _Packed:
    packed.sort()
    return packed[_new(packed)]


def _new(ordered: _Packed) -> npt.NDArray[np.bool_]:
    """Where another value begins."""
    new = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return new
