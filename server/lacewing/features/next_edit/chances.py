"""From evidence to chances: a small network whose weights were learned offline from commits of real repositories.

`tests/bench/fit_next_edit.py` learns the weights in `chances.npz`: which of the places were changed alike in the same
commit?
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from lacewing.features.next_edit.evidence import FEATURES

_RENAMED, _ANOTHER = FEATURES.index("renamed"), FEATURES.index("another")
# A use of a parameter or variable that has another name now is an error, and others of that name have nothing to do
# with it. Commits hardly ever stop in between, so that this cannot be learned from them.
_RENAMED_CHANCE, _ANOTHER_CHANCE = 0.9, 0.1
_REPEATED_ODDS = 3.0
Reals = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The learned numbers: features less `mean`, divided by `scale`; `linear` weighs them; `hidden` and `bias` make the
    hidden layer, which `out` weighs."""

    mean: Reals
    scale: Reals
    linear: Reals
    hidden: Reals
    bias: Reals
    out: Reals


def chances_of(rows: Sequence[Sequence[float]], weights: Weights) -> list[float]:
    """The chance of each row of `FEATURES` to be an edit that is wanted, in [0, 1]."""
    if not rows:
        return []
    scaled = (np.array(rows, np.float32) - weights.mean) / weights.scale
    hidden = np.maximum(scaled @ weights.hidden + weights.bias, 0)
    scores = scaled @ weights.linear + hidden @ weights.out
    chances = 1 / (1 + np.exp(-scores))
    renamed, another = (np.array([row[column] for row in rows]) > 0 for column in (_RENAMED, _ANOTHER))
    chances = np.where(renamed, np.maximum(chances, _RENAMED_CHANCE), chances)
    found: list[float] = np.where(another, np.minimum(chances, _ANOTHER_CHANCE), chances).tolist()
    return found


def done_before(chance: float, times: int, row: Sequence[float]) -> float:
    """The chance once the same was done at other places already, each by itself: who repeats it means it."""
    if row[_ANOTHER]:
        return chance
    odds = chance / max(1e-6, 1 - chance) * _REPEATED_ODDS**times
    return odds / (1 + odds)


@functools.cache
def learned_weights() -> Weights:
    """The weights shipped with Lacewing."""
    with np.load(str(files("lacewing.features.next_edit") / "chances.npz")) as stored:
        if tuple(stored["features"].tolist()) != FEATURES:
            raise ValueError("chances.npz was learned with other features: run tests/bench/fit_next_edit.py")
        return Weights(*(stored[part] for part in Weights.__slots__))
