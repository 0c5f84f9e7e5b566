from __future__ import annotations

import random

import numpy as np
import pytest

from lacewing.engine.suffixes import DEPTH, ContextIndex, first_places, matches, sorted_contexts
from lacewing.engine.suffixsort import _BLOCK
from lacewing.engine.vocabulary import Ids

MARK = 0


def index_of(stream: Ids) -> ContextIndex:
    contexts = sorted_contexts(stream, np.nonzero(stream == MARK)[0].astype(np.int32))
    return ContextIndex(contexts, *first_places(stream), MARK)


def by_definition(stream: list[int]) -> list[int]:
    """The places in order, by comparing contexts one token after the other; they end with the mark."""

    def context(place: int) -> list[int]:
        tokens = stream[max(0, place - DEPTH) : place][::-1]
        return tokens[: tokens.index(MARK) + 1] if MARK in tokens else tokens

    return sorted(range(1, len(stream)), key=lambda place: (context(place), -place))


@pytest.mark.parametrize("most", [2, 6, 5_000, 200_000])
@pytest.mark.parametrize("marks", [0, 0.02, 0.3])
def test_order_is_that_of_the_contexts(most: int, marks: float) -> None:
    chance = random.Random(most)
    repeated = [chance.randrange(1, most) for _ in range(200)]
    stream = [0, *(MARK if chance.random() < marks else chance.randrange(1, most) for _ in range(700))]
    stream += repeated + [1] * 50 + repeated + [MARK]
    array = np.array(stream, np.int32)
    contexts = sorted_contexts(array, np.nonzero(array == MARK)[0].astype(np.int32))
    assert contexts.tolist() == by_definition(stream)


def test_groups_larger_than_a_block_are_sorted_too() -> None:
    period = [1, 2, 3, 1, 2, 4, 1, 5]
    stream = np.array([MARK, *period * (2 * _BLOCK // len(period)), MARK], np.int32)
    contexts = sorted_contexts(stream, np.array([0, len(stream) - 1], np.int32))
    assert sorted(contexts.tolist()) == list(range(1, len(stream)))
    keys = np.zeros(len(contexts), np.int64)
    for back in range(1, DEPTH + 1):
        keys = keys * 7 + np.where(contexts >= back, stream[np.maximum(contexts - back, 0)] + 1, 0)
    assert (np.diff(keys[contexts > DEPTH]) >= 0).all()


@pytest.mark.parametrize("highest", [50, 1_000_000])
def test_places_are_counted_token_by_token(highest: int) -> None:
    chance = random.Random(highest)
    tokens = [chance.randrange(highest) for _ in range(20)]
    stream = [chance.choice(tokens) for _ in range(300)]
    heads, starts = first_places(np.array(stream, np.int32))
    assert heads.tolist() == sorted(set(stream[:-1]))
    assert starts.tolist() == [sum(token < head for token in stream[:-1]) for head in (*heads.tolist(), highest)]


def test_matches_are_those_found_by_looking_everywhere() -> None:
    chance = random.Random(5)
    stream = np.array([MARK, *(chance.randrange(0, 6) if i % 9 == 0 else chance.randrange(1, 6) for i in range(300))])
    index = index_of(stream.astype(np.int32))
    items = stream.tolist()
    found_some = 0
    for _ in range(60):
        at = chance.randrange(DEPTH, len(items) - 1)
        context = items[at - DEPTH : at] if chance.random() < 0.5 else [chance.randrange(1, 6) for _ in range(DEPTH)]
        found = matches(context, items, index)
        for length in range(1, DEPTH + 1):
            wanted = {i for i in range(length, len(items)) if items[i - length : i] == context[-length:]}
            if MARK in context[-length + 1 :] and length > 1:
                assert length > len(found)
            elif length > len(found):
                assert not wanted
            else:
                low, high = found[length - 1]
                assert set(index.contexts[low:high].tolist()) == wanted
                found_some += 1
    assert found_some > 100


def test_a_token_never_seen_matches_nothing() -> None:
    stream = np.array([1, 2, 3, 1, 2], np.int32)
    assert matches([9], stream.tolist(), index_of(stream)) == []
