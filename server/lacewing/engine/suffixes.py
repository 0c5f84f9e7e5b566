"""Suffix arrays over a reversed token stream: all places where the last m tokens stood, for every m at once.

Method: prefix doubling (Manber & Myers 1990) cut off at `DEPTH` tokens, as longer matches say nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from lacewing.engine.sorting import Order, stable_order
from lacewing.engine.vocabulary import Ids

DEPTH = 16


def sorted_contexts(stream: Ids) -> Ids:
    """Indices i ≥ 1 of the stream, ordered by the tokens before i read backwards (its first `DEPTH` of them)."""
    order = _sort_suffixes(stream[::-1])
    following = len(stream) - order
    return following[following < len(stream)].astype(np.int32)


def first_places(stream: Ids, contexts: Ids, size: int) -> Ids:
    """For each token t < `size`: where in `contexts` the places begin that follow t; one more entry for the end."""
    return np.searchsorted(stream[contexts - 1], np.arange(size + 1)).astype(np.int32)


def matches(
    context: Sequence[int], stream: Sequence[int], contexts: Sequence[int], starts: Sequence[int]
) -> list[tuple[int, int]]:
    """The ranges of `contexts` whose places follow the last 1, 2, … tokens of `context`, as far as any does."""
    token = context[-1]
    if token + 1 >= len(starts):
        return []
    low, high = starts[token], starts[token + 1]
    found: list[tuple[int, int]] = []
    length = 1
    while low < high:
        found.append((low, high))
        length += 1
        if length > DEPTH or length > len(context):
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
    context: Sequence[int],
    stream: Sequence[int],
    classes: Sequence[int],
    contexts: Sequence[int],
    starts: Sequence[int],
) -> list[tuple[int, int]]:
    """As `matches`, for a `stream` of tokens whose `classes` are compared; `context` holds classes."""
    return matches(context, _Mapped(stream, classes), contexts, starts)


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


def _sort_suffixes(stream: Ids) -> Order:
    """Suffixes that begin with the same `DEPTH` tokens stay in the order of the stream."""
    count = len(stream)
    rank: npt.NDArray[np.integer] = stream
    length = 1
    while True:
        following = np.zeros(count, np.int64)
        following[:-length] = rank[length:] + 1
        order = stable_order(rank, following)
        length *= 2
        first, second = rank[order], following[order]
        fresh = (first[1:] != first[:-1]) | (second[1:] != second[:-1])
        if length >= DEPTH or fresh.all():
            return order
        rank = np.empty(count, np.int64)
        rank[order] = np.concatenate(([0], np.cumsum(fresh)))
