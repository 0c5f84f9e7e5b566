"""Weighs the experts: the features of each candidate token go through one small hidden layer to a score.

The scores of all candidates and of "none of them" become probabilities by softmax. The weights are data
(`mixer.npz`, fitted by `tests/bench/fit_mixer.py` on repositories named there); without the file the engine does not
work, so it ships in the package.
"""

from __future__ import annotations

import functools
import math
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lacewing.engine.evidence import CIRCUMSTANCES, DISTRIBUTIONS, Evidence
from lacewing.engine.focus import Focus
from lacewing.engine.live import LiveFile
from lacewing.engine.vocabulary import Kind, Vocabulary

Floats = npt.NDArray[np.float32]
_RECENCY = DISTRIBUTIONS
_FREQUENCY = DISTRIBUTIONS + 1
_KIND = DISTRIBUTIONS + 2
_NONE = _KIND + len(Kind)
_PLACE = _NONE + 1
FEATURES = _PLACE + CIRCUMSTANCES
_FLOOR = np.float32(0.003)
STEMS = 6


class Mixer:
    """The fitted weights. `stem_shift[k]` is how much less likely a new word is once k letters are typed."""

    def __init__(self, arrays: dict[str, Floats]) -> None:
        self._hidden = np.ascontiguousarray(arrays["hidden"] / arrays["spread"][:, None])
        self._bias = arrays["bias"] - arrays["mean"] @ self._hidden
        self._out = arrays["out"]
        self._stem_shift = arrays["stem_shift"].tolist()

    def score(self, features: Floats) -> Floats:
        """One score a row; only their differences mean anything."""
        hidden = features @ self._hidden
        hidden += self._bias
        scores: Floats = np.maximum(hidden, 0, out=hidden) @ self._out
        return scores

    def stem_shift(self, stem: str) -> float:
        """What to take from the score of "none of them" when `stem` is typed already."""
        shift: float = self._stem_shift[min(len(stem), STEMS - 1)]
        return shift


@functools.cache
def shipped_mixer() -> Mixer:
    """The mixer that comes with the package. Raises FileNotFoundError in a broken installation."""
    with np.load(Path(__file__).with_name("mixer.npz")) as arrays:
        return Mixer({name: arrays[name].astype(np.float32) for name in arrays.files})


def features_of(
    candidates: list[int], evidence: Evidence, live: LiveFile, focus: Focus, vocabulary: Vocabulary, none: bool
) -> Floats:
    """One row of `FEATURES` numbers a candidate, and with `none` one more for "none of them"."""
    count = len(candidates)
    rows = np.zeros((count + none, FEATURES), np.float32)
    by_expert = np.zeros((DISTRIBUTIONS, count), np.float32)
    for number, (distribution, total) in enumerate(zip(evidence.distributions, evidence.totals, strict=True)):
        if distribution:
            share = distribution.get
            by_expert[number] = [share(token, 0.0) / total for token in candidates]
    rows[:count, :DISTRIBUTIONS] = by_expert.T
    rows[:count, _RECENCY] = [_recency(live, token) for token in candidates]
    rows[:, : _RECENCY + 1] = np.log(rows[:, : _RECENCY + 1] + _FLOOR)
    rows[:count, _FREQUENCY] = [math.log1p(focus.count(token)) for token in candidates]
    kinds = vocabulary.kinds
    rows[np.arange(count), [_KIND + kinds[token] for token in candidates]] = 1.0
    if none:
        rows[count, _NONE] = 1.0
    rows[:, _PLACE:] = evidence.circumstances
    return rows


def _recency(live: LiveFile, token: int) -> float:
    place = live.last_place(token)
    return 0.0 if place is None else 1.0 / (1.0 + math.log2(max(1, live.count - place)))
