"""Contexts that skip tokens: the head of the line, the call and argument the cursor is in, the last two words.

Each is a hash of a few tokens. They find what the plain n-gram misses: the third argument of a call is like other
third arguments of it, whatever stood in the first two.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lacewing.engine.vocabulary import FILE_START, LINE_ENDS, Ids, Kind, Vocabulary

KEY_COUNT, COLUMN_COUNT = 3, 6
Keys = npt.NDArray[np.uint32]
_GOLDEN = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1
_MAX_DEPTH = 13
_LOOK_BACK = 240
_MOST_ARGUMENTS = 7
_OPENS, _CLOSES, _SEPARATES, _BEGINS = 1, 2, 3, 4


class Contexts(NamedTuple):
    """What stands before places, a column of tokens each: one place's tokens, or arrays of many.

    The first two tokens of the line, what the innermost open bracket follows and how many commas stand since, the last
    two words, and the token before the place.
    """

    head: Ids
    second: Ids
    callee: Ids
    argument: Ids
    word: Ids
    word_before: Ids
    previous: Ids


def contexts_of(ids: Ids, vocabulary: Vocabulary) -> Contexts:
    """For every index i of the stream: the context before token i."""
    index = np.arange(len(ids))
    kinds = vocabulary.kind_array()[ids]
    return Contexts(
        *_line_heads(ids, kinds, index), *_calls(ids, vocabulary, index), *_words(ids, kinds, index), _shifted(ids)
    )


def keys_of(at: Contexts) -> tuple[Keys, ...]:
    """The hashes of the contexts, one array a sparse context."""
    return (
        _hashed(at.head, at.second, at.previous),
        _hashed(at.callee, at.argument, at.previous),
        _hashed(at.word, at.word_before),
    )


class ContextAtEnd(NamedTuple):
    """The `Contexts` of one place."""

    head: int
    second: int
    callee: int
    argument: int
    word: int
    word_before: int
    previous: int

    def keys(self) -> tuple[int, ...]:
        """The hashes that `keys_of` gives."""
        return (
            _hash((self.head, self.second, self.previous)),
            _hash((self.callee, self.argument, self.previous)),
            _hash((self.word, self.word_before)),
        )


def context_at_end(ids: list[int], vocabulary: Vocabulary) -> ContextAtEnd:
    """The context of the token that would follow `ids` (the last few hundred tokens suffice)."""
    kinds = vocabulary.kinds
    start = len(ids) - 1
    while start > 0 and not FILE_START <= ids[start] <= len(LINE_ENDS):
        start -= 1
    length = len(ids) - start
    at_line_end = ids[start] != FILE_START
    head = (ids[start] if at_line_end else 0) if length <= 1 else ids[start + 1]
    second = ids[start + 2] if length > 2 else 0
    words = [token for token in ids[-40:] if kinds[token] <= Kind.KEYWORD][-2:]
    words = [0] * (2 - len(words)) + words
    return ContextAtEnd(head, second, *call_at_end(ids, vocabulary), words[1], words[0], ids[-1])


def _line_heads(ids: Ids, kinds: Ids, index: npt.NDArray[np.int64]) -> tuple[Ids, Ids]:
    breaks = kinds >= Kind.LINE_END
    start = np.maximum.accumulate(np.where(breaks, index, 0))
    start = np.concatenate(([0], start[:-1]))
    column = index - start
    last = len(ids) - 1
    at_line_end = kinds[start] == Kind.LINE_END
    head = np.where(column <= 1, np.where(at_line_end, ids[start], 0), ids[np.minimum(start + 1, last)])
    second = np.where(column <= 2, 0, ids[np.minimum(start + 2, last)])
    return head, second


def _words(ids: Ids, kinds: Ids, index: npt.NDArray[np.int64]) -> tuple[Ids, Ids]:
    latest = np.maximum.accumulate(np.where(kinds <= Kind.KEYWORD, index, -1))
    before = np.concatenate(([-1], latest[:-1]))
    word = np.where(before >= 0, ids[before], 0)
    earlier = np.where(before >= 1, np.concatenate(([-1], latest[:-1]))[np.maximum(before, 0)], -1)
    return word, np.where(earlier >= 0, ids[earlier], 0)


def _calls(ids: Ids, vocabulary: Vocabulary, index: npt.NDArray[np.int64]) -> tuple[Ids, Ids]:
    """The token before the innermost open bracket, and how many commas stand since."""
    opening, closing, comma = _brackets(vocabulary)
    role = np.zeros(len(vocabulary), np.int8)
    role[[*opening]], role[[*closing]], role[comma], role[FILE_START] = _OPENS, _CLOSES, _SEPARATES, _BEGINS
    marks = np.nonzero(role[ids])[0]
    if not len(marks):
        return np.zeros_like(ids), np.zeros_like(ids)
    callees, arguments = [], []
    around: list[tuple[int, int]] = []  # what the open brackets' insides will be followed by, the outermost first
    callee = argument = 0
    for what, before in zip(role[ids[marks]].tolist(), ids[np.maximum(marks - 1, 0)].tolist(), strict=True):
        if what == _OPENS:
            around.append((callee, argument))
            callee, argument = before, 0
            if len(around) > _MAX_DEPTH:
                del around[1]
        elif what == _CLOSES:
            if around:
                callee, argument = around.pop()
        elif what == _BEGINS:
            around.clear()
            callee = argument = 0
        elif around and argument < _MOST_ARGUMENTS:
            argument += 1
        callees.append(callee)
        arguments.append(argument)
    latest = np.searchsorted(marks, index, "left") - 1
    known = latest >= 0
    found = np.where(known, np.array(callees, np.int32)[latest], 0)
    return found, np.where(known, np.array(arguments, np.int32)[latest], 0)


def call_at_end(ids: list[int], vocabulary: Vocabulary) -> tuple[int, int]:
    """The token before the innermost bracket that is open behind `ids`, and how many commas stand since."""
    opening, closing, comma = _brackets(vocabulary)
    depth = argument = 0
    for place in range(len(ids) - 1, max(0, len(ids) - _LOOK_BACK) - 1, -1):
        token = ids[place]
        if token == FILE_START:
            break
        if token in closing:
            depth += 1
        elif token in opening:
            if depth == 0:
                return (ids[place - 1] if place else 0), min(argument, _MOST_ARGUMENTS)
            depth -= 1
        elif token == comma and depth == 0:
            argument += 1
    return 0, 0


def _brackets(vocabulary: Vocabulary) -> tuple[frozenset[int], frozenset[int], int]:
    number = vocabulary.number
    return frozenset(map(number, "([{")), frozenset(map(number, ")]}")), number(",")


def _shifted(ids: Ids) -> Ids:
    return np.concatenate((np.zeros(1, np.int32), ids[:-1]))


def _hashed(*columns: Ids) -> Keys:
    value = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        value = (value ^ column.astype(np.uint64)) * np.uint64(_GOLDEN)
        value ^= value >> np.uint64(29)
    return (value >> np.uint64(16)).astype(np.uint32)


def _hash(items: tuple[int, ...]) -> int:
    value = 0
    for item in items:
        value = ((value ^ item) * _GOLDEN) & _MASK
        value ^= value >> 29
    return (value >> 16) & 0xFFFFFFFF
