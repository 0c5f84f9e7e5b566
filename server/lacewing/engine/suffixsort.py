"""Sorts the contexts of a token stream: all its places, by the tokens before them read backwards.

Method: prefix doubling (Manber & Myers 1990) cut off at `DEPTH` tokens, as longer matches say nothing more. As many
tokens as fit into 64-bit numbers are sorted at once; from then on only places that are not told apart yet are looked
at, by rank (Larsson & Sadakane 1999), in blocks that fit into the processor's cache.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from lacewing.engine.vocabulary import Ids

DEPTH = 16
_MOST_AT_ONCE = 4
_BLOCK = 1 << 16
_WORD_BITS = 64
Packed = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]


def sorted_contexts(stream: Ids, marks: Ids | None = None) -> Ids:
    """Indices i ≥ 1 of the stream, ordered by the tokens before i read backwards (its first `DEPTH` of them).

    `marks` are the indices where files begin, with a token of their own each; contexts end with it. Contexts that are
    equal stay in the order of the reversed stream. No value of `stream` may be negative.
    """
    if not len(stream):
        return np.zeros(0, np.int32)
    ends = len(stream) - 1 - marks if marks is not None else np.zeros(0, np.int32)
    suffixes = _Suffixes(stream[::-1], ends)
    while suffixes.length < DEPTH:
        suffixes.refine(min(2 * suffixes.length, DEPTH))
    following = np.subtract(len(stream), suffixes.order, out=suffixes.order)
    return following[following < len(stream)]


class _Suffixes:
    """Suffixes of a stream, ordered by their first `length` tokens; equals are a group, which begins at a slot.

    `order` has the suffix of each slot, `rank` the slot where the group of each suffix begins (and -1 behind the
    stream's end), `begins` tells the slots where groups begin, and `closed` those groups that have met their end.
    """

    def __init__(self, stream: Ids, ends: Ids) -> None:
        self._ends = ends
        self.length, packed, bits = _packed(stream, ends)
        packed.sort()
        count = len(stream)
        self.order = np.empty(count, np.int32)
        self.rank = np.empty(count + 1, np.int32)
        self.rank[count] = -1
        self.begins = np.ones(count + 1, bool)
        self.closed = np.zeros(count, bool)
        start, previous = 0, None
        for low in range(0, count, _BLOCK):
            block = packed[low : low + _BLOCK]
            order = (block & np.uint64((1 << bits) - 1)).astype(np.int32)
            block >>= np.uint64(bits)
            begins = self.begins[low : low + len(block)]
            np.not_equal(block[1:], block[:-1], out=begins[1:])
            begins[0] = block[0] != previous
            starts = _latest(begins, low, start)
            start, previous = int(starts[-1]), block[-1]
            self.order[low : low + len(block)] = order
            self.rank[order] = starts

    def refine(self, length: int) -> None:
        """Tell apart by their first `length` tokens, at most twice as many as before, what is equal so far."""
        further = length - self.length
        for suffixes in _near(self._ends, self.length):
            self.closed[self.rank[suffixes]] = True
        # A rank that is newer already would look further than `length` tokens.
        rank = self.rank.copy()
        for low, high in self._blocks():
            slots, groups = self._undecided(low, high)
            if not len(slots):
                continue
            suffixes = self.order[slots]
            following = self.rank[suffixes + np.int32(further)]
            places, fresh = _sorted_block(groups, following, len(self.order))
            suffixes = suffixes[places]
            self.order[slots] = suffixes
            self.begins[slots[fresh]] = True
            rank[suffixes] = slots[_latest(fresh, 0, 0)]
        self.rank = rank
        self.length = length

    def _blocks(self) -> Iterator[tuple[int, int]]:
        """Ranges of slots: whole groups, together about `_BLOCK` slots, or one group that is larger."""
        low, count = 0, len(self.order)
        while low < count:
            high = min(low + _BLOCK, count)
            begins = np.nonzero(self.begins[low + 1 : high + 1])[0]
            if len(begins):
                high = low + 1 + int(begins[-1])
            else:
                while not self.begins[high]:
                    ahead = np.nonzero(self.begins[high : high + _BLOCK])[0]
                    high += int(ahead[0]) if len(ahead) else len(self.begins[high : high + _BLOCK])
            yield low, high
            low = high

    def _undecided(self, low: int, high: int) -> tuple[Ids, Ids]:
        """The slots of the block whose suffix has equals and no end yet, and the number of each one's group."""
        begins = self.begins[low : high + 1]
        chosen = ~(begins[:-1] & begins[1:])
        groups = np.cumsum(begins[:-1], dtype=np.int32)
        closed = self.closed[low:high]
        if closed.any():
            chosen &= ~closed[np.nonzero(begins[:-1])[0]][groups - 1]
        inside = np.nonzero(chosen)[0].astype(np.int32)
        return inside + np.int32(low), groups[inside]


def _packed(stream: Ids, ends: Ids) -> tuple[int, Packed, int]:
    """How many first tokens fit beside the number of the suffix in 64 bits; they with it; the bits of the number."""
    count = len(stream)
    # Nothing behind the end is a value of its own: 0, the tokens' numbers are one higher.
    radix = int(stream.max()) + 2
    bits = count.bit_length()
    length = 1
    while length < _MOST_AT_ONCE and radix ** (length + 1) < 1 << (_WORD_BITS - bits):
        length += 1
    packed = np.empty(count, np.uint64)
    for low in range(0, count, _BLOCK):
        packed[low : low + _BLOCK] = _joined(stream, np.arange(low, min(low + _BLOCK, count)), length, radix, length)
    for back, suffixes in enumerate(_near(ends, length - 1)):
        packed[suffixes] = _joined(stream, suffixes, back + 1, radix, length)
    packed <<= np.uint64(bits)
    for low in range(0, count, _BLOCK):
        packed[low : low + _BLOCK] |= np.arange(low, min(low + _BLOCK, count), dtype=np.uint64)
    return length, packed, bits


def _joined(stream: Ids, suffixes: npt.NDArray[np.integer], tokens: int, radix: int, length: int) -> Packed:
    """The first `length` tokens of each suffix as one number, only the first `tokens` of them being known."""
    joined = np.zeros(len(suffixes), np.uint64)
    for back in range(length):
        joined *= np.uint64(radix)
        if back < tokens:
            inside = suffixes + back < len(stream)
            joined += np.where(inside, stream[np.minimum(suffixes + back, len(stream) - 1)] + 1, 0).astype(np.uint64)
    return joined


def _near(ends: Ids, length: int) -> list[Ids]:
    """For 0, 1, … below `length`: the suffixes whose end is so many tokens off; a nearer end hides it."""
    hidden = np.zeros(0, np.int32)
    found: list[Ids] = []
    for back in range(length):
        suffixes = ends[ends >= back] - np.int32(back)
        found.append(suffixes[~np.isin(suffixes, hidden)])
        hidden = np.concatenate((hidden, suffixes))
    return found


def _latest(begins: Flags, low: int, before: int) -> Ids:
    """For each place the last one up to it that begins something, counted from `low`; `before` where none does."""
    index = np.arange(low, low + len(begins), dtype=np.int32)
    index[~begins] = before
    return np.maximum.accumulate(index, out=index)


def _sorted_block(groups: Ids, following: Ids, count: int) -> tuple[npt.NDArray[np.int64], Flags]:
    """The order of a block by group and following rank, equals as they were; and where other values begin in it."""
    index_bits = np.uint64(len(groups).bit_length())
    packed = (groups - groups[0]).astype(np.uint64)
    packed <<= np.uint64((count + 1).bit_length())
    packed |= (following + 1).astype(np.uint64)
    packed <<= index_bits
    packed |= np.arange(len(groups), dtype=np.uint64)
    packed.sort()
    places = (packed & ((np.uint64(1) << index_bits) - np.uint64(1))).astype(np.int64)
    packed >>= index_bits
    fresh = np.ones(len(groups), bool)
    np.not_equal(packed[1:], packed[:-1], out=fresh[1:])
    return places, fresh
