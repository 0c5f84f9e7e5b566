"""How well a given text goes on from a place: what a model wrote, judged by what the project writes."""

from __future__ import annotations

import math
from collections.abc import Sequence

from lacewing.engine.live import LiveFile
from lacewing.engine.predictor import Predictor

# More tokens than these do not change the judgement of a text much, and each costs a prediction.
_JUDGED = 24
# What a token gets that the engine did not think of: a new name is nothing bad in itself.
_UNTHOUGHT = 0.02


def likelihood(live: LiveFile, predictor: Predictor, tokens: Sequence[int]) -> float:
    """The geometric mean of the probabilities of `tokens`, in [0, 1]; 0 when there are none.

    The first of them includes the letters that are typed of it.
    """
    pushed, total = 0, 0.0
    stem = live.stem
    try:
        for token in tokens[:_JUDGED]:
            scored = predictor.predict("" if pushed else stem)
            shares = dict(zip(scored.tokens, scored.probabilities.tolist(), strict=True))
            total += math.log(max(_UNTHOUGHT * scored.unknown, shares.get(token, 0.0), 1e-6))
            live.push(token)
            pushed += 1
    finally:
        live.pop(pushed)
    return math.exp(total / pushed) if pushed else 0.0
