"""Weighs the experts: the features of each candidate token and of the place go through two small layers to a score.

The scores of all candidates and of "none of them" become probabilities by softmax. The weights are data
(`mixer.npz`, fitted by `tests/bench/fit_mixer.py` on repositories named there); without the file the engine does not
work, so it ships in the package.
"""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
STEMS = 6


class Mixer:
    """The fitted weights. `stem_shift[k]` is how much less likely a new word is once k letters are typed."""

    def __init__(self, arrays: dict[str, Floats]) -> None:
        self._rows = np.ascontiguousarray(arrays["rows"] / arrays["row_spread"][:, None])
        self._place = np.ascontiguousarray(arrays["place"] / arrays["place_spread"][:, None])
        self._bias = arrays["bias"] - arrays["row_mean"] @ self._rows - arrays["place_mean"] @ self._place
        self._inner, self._inner_bias = arrays["inner"], arrays["inner_bias"]
        self._out = arrays["out"]
        self._stem_shift = arrays["stem_shift"].tolist()

    def score(self, rows: Floats, place: Floats) -> Floats:
        """One score a row of candidate features; only their differences at one place mean anything."""
        hidden = rows @ self._rows
        hidden += self._bias + place @ self._place
        inner = np.maximum(hidden, 0, out=hidden) @ self._inner
        inner += self._inner_bias
        scores: Floats = np.maximum(inner, 0, out=inner) @ self._out
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
