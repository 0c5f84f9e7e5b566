"""What the package brings along: the fitted mixer and the counts over code in general."""

from __future__ import annotations

from dataclasses import dataclass

from lacewing.engine.mixer import Mixer, shipped_mixer
from lacewing.engine.prior import Prior, shipped_prior


@dataclass(frozen=True, slots=True)
class Weights:
    """Both, as an engine needs them. The experts in `silenced` say nothing, so that one can measure their worth."""

    mixer: Mixer
    prior: Prior
    silenced: frozenset[str] = frozenset()


def shipped_weights() -> Weights:
    """Those of the package. Raises FileNotFoundError in a broken installation."""
    return Weights(shipped_mixer(), shipped_prior())
