"""Suffix arrays over a reversed token stream: all places where the last m tokens stood, for every m at once.

Contexts end at the mark that begins a file: what stood in the file before it says nothing. So files can be taken out
of an index without sorting it again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from lacewing.engine.suffixsort import DEPTH, sorted_contexts
from lacewing.engine.vocabulary import Ids

__all__ = [
    "DEPTH", "ContextIndex", "abstract_matches", "counts_of", "few_of_many", "first_places", "matches",
    "sorted_contexts",
]  # fmt: skip

_SORTED = 8


def first_places(stream: Ids) -> tuple[Ids, Ids]:
    """The distinct tokens that places follow, ascending, and where the places of each begin among all sorted ones.

    The second array has the end besides.
    """
    heads, counts = counts_of(stream[:-1])
    return heads, np.concatenate(([0], np.cumsum(counts))).astype(np.int32)


def counts_of(values: Ids) -> tuple[Ids, Ids]:
    """The distinct values, ascending, and how often each occurs."""
    if few_of_many(values):
        distinct, counts = np.unique(values, return_counts=True)
        return distinct, counts.astype(np.int32)
    table = np.bincount(values)
    held = np.nonzero(table)[0]
    return held.astype(np.int32), table[held].astype(np.int32)


def few_of_many(values: Ids) -> bool:
    """Whether there are so few numbers that sorting them costs less than a table of all numbers up to the highest."""
    return int(values.max(initial=0)) > _SORTED * len(values)


class ContextIndex:
    """Sorted contexts as memory views, whose items are read fast one by one. `mark` is what begins a file."""

    __slots__ = ("contexts", "heads", "mark", "starts")

    def __init__(self, contexts: Ids, heads: Ids, starts: Ids, mark: int) -> None:
        self.contexts = contexts.data
        self.heads = heads.data
        self.starts = starts.data
        self.mark = mark

    def following(self, token: int) -> tuple[int, int]:
        """The range of `contexts` whose places follow `token`."""
        at = bisect_left(self.heads, token)
        return (self.starts[at], self.starts[at + 1]) if at < len(self.heads) and self.heads[at] == token else (0, 0)


def matches(context: Sequence[int], stream: Sequence[int], index: ContextIndex) -> list[tuple[int, int]]:
    """The ranges of contexts whose places follow the last 1, 2, … tokens of `context`, as far as any does."""
    token = context[-1]
    low, high = index.following(token)
    contexts = index.contexts
    found: list[tuple[int, int]] = []
    length = 1
    while low < high:
        found.append((low, high))
        length += 1
        if token == index.mark or length > DEPTH or length > len(context):
            break
        token = context[-length]
        if high - low == 1:
            place = contexts[low] - length
            if place < 0 or stream[place] != token:
                break
            continue
        low = _bisect(stream, contexts, low, high, length, token)
        high = _bisect(stream, contexts, low, high, length, token + 1)
    return found


def abstract_matches(
    context: Sequence[int], stream: Sequence[int], classes: Sequence[int], index: ContextIndex
) -> list[tuple[int, int]]:
    """As `matches`, for a `stream` of tokens whose `classes` are compared; `context` holds classes."""
    return matches(context, _Mapped(stream, classes), index)


class _Mapped(Sequence[int]):
    """A stream seen through a table."""

    __slots__ = ("_stream", "_table")

    def __init__(self, stream: Sequence[int], table: Sequence[int]) -> None:
        self._stream = stream
        self._table = table

    def __len__(self) -> int:
        return len(self._stream)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]  # only whole numbers are asked for
        return self._table[self._stream[index]]


def _bisect(stream: Sequence[int], contexts: Sequence[int], low: int, high: int, length: int, token: int) -> int:
    while low < high:
        middle = (low + high) >> 1
        place = contexts[middle] - length
        if place >= 0 and stream[place] >= token:
            high = middle
        else:
            low = middle + 1
    return low
