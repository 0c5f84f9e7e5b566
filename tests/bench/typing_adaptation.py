"""What adaptation makes of ghost texts: how many of each kind prove right with it and without, for one typist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from typing_answers import Recording
from typing_replay import Answer, Policy, replay

from lacewing.engine.calibration import Calibration, kind_of
from lacewing.engine.choice import choose
from lacewing.engine.options import EngineOptions
from lacewing.engine.types import Ghost
from lacewing.features.completion.adaptation import WANTED, Adaptation, Group


def print_adaptation(recordings: Iterable[Recording], calibration: Calibration) -> None:
    """Type one recording after the other, thresholds moving along, and print a table."""
    options = EngineOptions()
    settings = {
        "part": options.part_threshold, "line": options.line_threshold, "block": options.block_threshold
    }  # fmt: skip
    adaptation = Adaptation()

    def group(ghost: Ghost) -> Group:
        return Group("typed", kind_of(ghost), "engine")

    def offered(answer: Answer, refused: int) -> Ghost | None:
        return next(iter(choose(answer.line, options, calibration, refused)), None)

    def allowed(answer: Answer, refused: int) -> Ghost | None:
        found = choose(answer.line, options, calibration, refused)
        return next((g for g in found if adaptation.allows(group(g), g.confidence, settings[kind_of(g)])), None)

    policies = {
        "as set": Policy(offered),
        "adapting": Policy(allowed, learn=lambda ghost, right: adaptation.learn(group(ghost), float(right))),
    }
    shown: dict[str, Counter[str]] = {name: Counter() for name in policies}
    right: dict[str, Counter[str]] = {name: Counter() for name in policies}
    keys: dict[str, Counter[str]] = {name: Counter() for name in policies}
    for recording in recordings:
        for file, answers in recording.typed:
            for name, policy in policies.items():
                found = replay(file, answers, policy)
                keys[name] += found.counts
                for ghost, was_right in found.shown:
                    shown[name][kind_of(ghost)] += 1
                    right[name][kind_of(ghost)] += was_right
    print(f"\n{'':10}{'saved':>8}" + "".join(f"{kind:>8}{'right':>8}" for kind in settings))
    for name in policies:
        saved = 100 * (1 - keys[name]["keys"] / max(1, keys[name]["base"]))
        cells = (
            f"{shown[name][kind]:8}{100 * right[name][kind] / max(1, shown[name][kind]):8.1f}" for kind in settings
        )
        print(f"{name:10}{saved:8.2f}" + "".join(cells))
    print(f"wanted are {100 * WANTED['engine']:.0f} right of every kind")
