"""How often texts of a multiplied-up probability are right where they would be shown: logistic (Platt) scaling.

Over all places a product of token probabilities is worth what it says. Where a text is shown it is not: the easy places
have been typed past by then, as a text was taken there, and what is left is harder. The coefficients are data
(`calibration.toml`, fitted by `tests/bench/fit_calibration.py` on repositories named there).
"""

from __future__ import annotations

import functools
import math
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from lacewing.engine.types import Ghost

TextKind = Literal["part", "line", "block"]
FEATURES = ("bias", "logit", "length", "weakest")
_SURE = 0.999
_TYPICAL_LENGTH = 8


class Calibration:
    """For each kind of text a coefficient for each of `FEATURES`."""

    def __init__(self, coefficients: Mapping[str, Mapping[str, float]]) -> None:
        """Raises KeyError when a kind or a feature is missing."""
        self._coefficients = {
            kind: tuple(float(coefficients[kind][name]) for name in FEATURES) for kind in ("part", "line", "block")
        }

    def confidence(self, ghost: Ghost) -> float:
        """The probability that `ghost`, which has a multiplied-up one, is right."""
        coefficients = self._coefficients[kind_of(ghost)]
        score = sum(weight * value for weight, value in zip(coefficients, features_of(ghost), strict=True))
        return 1 / (1 + math.exp(-score))


def kind_of(ghost: Ghost) -> TextKind:
    """What `ghost` is judged with."""
    return "block" if "\n" in ghost.text else "line" if ghost.whole_line else "part"


def features_of(ghost: Ghost) -> tuple[float, ...]:
    """`FEATURES` of a text: a one, the logit of its multiplied-up probability, the logarithm of its length, the
    logit of the least probability of a token of it."""
    length = math.log(max(1, len(ghost.text.strip())) / _TYPICAL_LENGTH)
    return 1.0, _logit(ghost.confidence), length, _logit(ghost.weakest)


def _logit(share: float) -> float:
    share = min(_SURE, max(1 - _SURE, share))
    return math.log(share / (1 - share))


@functools.cache
def shipped_calibration() -> Calibration:
    """That of the package. Raises FileNotFoundError in a broken installation."""
    return Calibration(tomllib.loads(Path(__file__).with_name("calibration.toml").read_text("utf-8")))
