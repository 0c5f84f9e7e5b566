from __future__ import annotations

import random

import numpy as np

from lacewing.engine.suffixes import DEPTH, first_places, matches, sorted_contexts


def test_matches_are_those_found_by_looking_everywhere() -> None:
    chance = random.Random(5)
    stream = np.array([chance.randrange(1, 6) for _ in range(300)], np.int32)
    contexts = sorted_contexts(stream)
    starts = first_places(stream, contexts, 7)
    items = stream.tolist()
    for _ in range(60):
        at = chance.randrange(DEPTH, len(items) - 1)
        context = items[at - DEPTH : at] if chance.random() < 0.5 else [chance.randrange(1, 6) for _ in range(DEPTH)]
        found = matches(context, items, contexts.tolist(), starts.tolist())
        for length in range(1, DEPTH + 1):
            wanted = {i for i in range(length, len(items)) if items[i - length : i] == context[-length:]}
            if length > len(found):
                assert not wanted
            else:
                low, high = found[length - 1]
                assert set(contexts[low:high].tolist()) == wanted


def test_a_token_never_seen_matches_nothing() -> None:
    stream = np.array([1, 2, 3, 1, 2], np.int32)
    contexts = sorted_contexts(stream)
    assert matches([9], stream.tolist(), contexts.tolist(), first_places(stream, contexts, 4).tolist()) == []
