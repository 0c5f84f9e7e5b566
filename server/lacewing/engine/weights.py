"""What the package brings: the fitted mixer, counts over code in general, the network of names, the calibration."""

from __future__ import annotations

from dataclasses import dataclass, field

from lacewing.engine.affinity import Affinity, shipped_affinity
from lacewing.engine.calibration import Calibration, shipped_calibration
from lacewing.engine.mixer import Mixer, shipped_mixer
from lacewing.engine.prior import Prior, shipped_prior


@dataclass(frozen=True, slots=True)
class Weights:
    """All of it, as an engine needs it. The experts in `silenced` say nothing, so that one can measure their worth."""

    mixer: Mixer
    prior: Prior
    affinity: Affinity
    silenced: frozenset[str] = frozenset()
    calibration: Calibration = field(default_factory=shipped_calibration)


def shipped_weights() -> Weights:
    """Those of the package. Raises FileNotFoundError in a broken installation."""
    return Weights(shipped_mixer(), shipped_prior(), shipped_affinity())
