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


def sorted_contexts(stream: Ids, marks: Ids | None = None) -> Ids:
    """Indices i ≥ 1 of the stream, ordered by the tokens before i read backwards (its first `DEPTH` of them).

    `marks` are the indices where files begin, with a token of their own each; contexts end with it. Contexts that are
    equal stay in the order of the reversed stream. No value of `stream` may be negative.
    """
    count = len(stream)
    if not count:
        return np.zeros(0, np.int32)
    reversed_stream = np.ascontiguousarray(stream[::-1])
    ends = _distance_to_end(count, count - 1 - marks if marks is not None else np.zeros(0, np.int32))
    order, rank, length = _first_order(reversed_stream, ends)
    while length < DEPTH:
        longer = min(2 * length, DEPTH)
        if not _refine(order, rank, ends, length, longer - length):
            break
        length = longer
    following = count - order
    return following[following < count]


def _distance_to_end(count: int, marks: Ids) -> npt.NDArray[np.uint8]:
    """How many tokens are before the next of `marks` or the end of the reversed stream, at most `DEPTH`."""
    distance = np.full(count, DEPTH, np.uint8)
    for back in reversed(range(DEPTH)):
        distance[marks[marks >= back] - back] = back
        if 1 <= back <= count:
            distance[count - back] = min(back, distance[count - back])
    return distance


def _first_order(stream: Ids, ends: npt.NDArray[np.uint8]) -> tuple[Ids, Ids, int]:
    """Suffixes sorted by their first tokens; the rank of each (where its equals begin); by how many tokens."""
    count = len(stream)
    # Nothing behind the end is a value of its own: 0, the tokens' numbers are one higher.
    radix = int(stream.max()) + 2
    bits = count.bit_length()
    length = 1
    while length < _MOST_AT_ONCE and radix ** (length + 1) < 1 << (_WORD_BITS - bits):
        length += 1
    packed = np.zeros(count, np.uint64)
    for back in range(length):
        packed *= np.uint64(radix)
        token = stream[back:].astype(np.uint64)
        token += np.uint64(1)
        if back:
            token[ends[: count - back] < back] = 0
        packed[: count - back] += token
    packed <<= np.uint64(bits)
    packed |= np.arange(count, dtype=np.uint64)
    packed.sort()
    order = (packed & np.uint64((1 << bits) - 1)).astype(np.int32)
    packed >>= np.uint64(bits)
    rank = np.empty(count + 1, np.int32)
    rank[order] = _group_starts(packed)
    rank[count] = -1
    return order, rank, length


def _group_starts(values: Packed) -> Ids:
    """For each of sorted `values` the index of the first equal one."""
    index = np.arange(len(values), dtype=np.int32)
    index[1:][values[1:] == values[:-1]] = 0
    return np.maximum.accumulate(index, out=index)


def _refine(order: Ids, rank: Ids, ends: npt.NDArray[np.uint8], length: int, further: int) -> bool:
    """Tell apart by `further` more tokens what is equal in its first `length`; False when all is told apart."""
    slots = _undecided(order, rank, ends, length)
    if not len(slots):
        return False
    suffixes = order[slots]
    groups = rank[suffixes]
    # All ranks are read before one is changed: a newer one would look further than `further` tokens.
    following = rank[suffixes + np.int32(further)]
    following += 1
    for low, high in _blocks(groups):
        block = slice(low, high)
        places, starts = _sort_block(groups[block], following[block], slots[block], len(order))
        sorted_suffixes = suffixes[block][places]
        order[slots[block]] = sorted_suffixes
        rank[sorted_suffixes] = starts
    return True


def _undecided(order: Ids, rank: Ids, ends: npt.NDArray[np.uint8], length: int) -> Ids:
    """The slots of `order` whose suffix has equals, and has not come to its end."""
    starts = rank[order]
    equal = np.zeros(len(order), bool)
    equal[1:] = starts[1:] == starts[:-1]
    equal[:-1] |= equal[1:]
    equal &= ends[order] >= length
    return np.nonzero(equal)[0].astype(np.int32)


def _blocks(groups: Ids) -> Iterator[tuple[int, int]]:
    """Ranges of whole groups, each of about `_BLOCK` items, or one group that is larger."""
    starts = np.nonzero(np.concatenate(([True], groups[1:] != groups[:-1])))[0]
    bounds = np.append(starts, len(groups))
    at = 0
    while at < len(starts):
        end = max(at + 1, int(np.searchsorted(bounds, bounds[at] + _BLOCK, "right")) - 1)
        yield int(bounds[at]), int(bounds[end])
        at = end


def _sort_block(groups: Ids, following: Ids, slots: Ids, count: int) -> tuple[npt.NDArray[np.int64], Ids]:
    """The order of the block by group and following rank, equals as they were; where each one's equals begin now."""
    index_bits = len(groups).bit_length()
    number = np.cumsum(np.concatenate(([False], groups[1:] != groups[:-1])), dtype=np.int32)
    packed = number.astype(np.uint64)
    packed <<= np.uint64((count + 1).bit_length())
    packed |= following.astype(np.uint64)
    packed <<= np.uint64(index_bits)
    packed |= np.arange(len(groups), dtype=np.uint64)
    packed.sort()
    places = (packed & np.uint64((1 << index_bits) - 1)).astype(np.int64)
    packed >>= np.uint64(index_bits)
    return places, slots[_group_starts(packed)]
