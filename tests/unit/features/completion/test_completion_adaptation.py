"""Thresholds follow what became of the texts shown: an over-sure engine is held to its target, a good one is let be."""

from __future__ import annotations

import math
import random

import pytest

from lacewing.engine.options import EngineOptions
from lacewing.features.completion.adaptation import _MOST_GROUPS, _MOST_RAISED, WANTED, Adaptation, Group, group_of
from lacewing.features.completion.types import InlineCompletion
from lacewing.text.position import Span

LINE = Group("python", "line", "engine")
SETTING = EngineOptions().line_threshold


def logit(p: float) -> float:
    return math.log(p / (1 - p))


def run(adaptation: Adaptation, texts: int, too_sure: float, seed: int = 1) -> tuple[list[float], int]:
    """Outcomes of what is shown of `texts`, whose confidence's logit is `too_sure` above the truth; how many could be.

    Confidences of what reaches the setting are as even as an engine's are.
    """
    chance = random.Random(seed)
    outcomes = []
    offered = 0
    for _ in range(texts):
        confidence = chance.uniform(SETTING, 0.995)
        offered += 1
        if adaptation.allows(LINE, confidence, SETTING):
            truth = 1 / (1 + math.exp(-(logit(confidence) - too_sure)))
            outcomes.append(float(chance.random() < truth))
            adaptation.learn(LINE, outcomes[-1])
    return outcomes, offered


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("too_sure", [1.5, 2.0, 2.5])
def test_an_over_sure_engine_comes_to_its_target_within_400_texts(too_sure: float, seed: int) -> None:
    adaptation = Adaptation()
    run(adaptation, 400, too_sure, seed)
    shown, _ = run(adaptation, 2000, too_sure, seed + 10)
    precision = sum(shown) / len(shown)
    assert abs(precision - WANTED["engine"]) < 0.07
    even = [SETTING + (0.995 - SETTING) * step / 98 for step in range(99)]
    unadapted = sum(1 / (1 + math.exp(too_sure - logit(confidence))) for confidence in even) / len(even)
    assert unadapted < WANTED["engine"] - 0.1, "without adaptation it would be far off"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_accurate_engine_is_not_throttled(seed: int) -> None:
    shown, offered = run(Adaptation(), 2000, 0.0, seed)
    assert len(shown) > 0.9 * offered


def test_an_engine_that_improves_is_shown_again() -> None:
    adaptation = Adaptation()
    run(adaptation, 600, 2.5)
    strict = adaptation.threshold(LINE, SETTING)
    run(adaptation, 1500, 0.0, 2)
    assert adaptation.threshold(LINE, SETTING) < strict - 0.1
    assert adaptation.threshold(LINE, SETTING) < 0.75


def test_an_engine_that_is_always_wrong_is_nearly_silent_but_not_for_ever() -> None:
    adaptation = Adaptation()
    shown = 0
    for _ in range(5000):
        if adaptation.allows(LINE, 0.9, SETTING):
            adaptation.learn(LINE, 0.0)
            shown += 1
    assert shown < 120
    tail = 0
    for _ in range(2000):
        if adaptation.allows(LINE, 0.9, SETTING):
            adaptation.learn(LINE, 0.0)
            tail += 1
    assert tail > 2


def test_never_below_the_setting_and_bounded() -> None:
    adaptation = Adaptation()
    for _ in range(500):
        adaptation.learn(LINE, 1.0)
    assert adaptation.threshold(LINE, SETTING) == SETTING
    for _ in range(500):
        adaptation.learn(LINE, 0.0)
    assert SETTING < adaptation.threshold(LINE, SETTING) <= 1 / (1 + math.exp(-logit(SETTING) - _MOST_RAISED))
    for number in range(2 * _MOST_GROUPS):
        adaptation.learn(Group(f"language {number}", "part", "model"), 0.0)
    assert len(adaptation.groups()) == _MOST_GROUPS
    adaptation.reset()
    assert not adaptation.groups()


def test_groups_are_judged_alone() -> None:
    adaptation = Adaptation()
    for _ in range(50):
        adaptation.learn(LINE, 0.0)
    for other in (Group("go", "line", "engine"), Group("python", "part", "engine"), Group("python", "line", "model")):
        assert adaptation.threshold(other, SETTING) == SETTING


@pytest.mark.parametrize(
    ("text", "origin", "whole", "wanted"),
    [
        ("x()", "engine", True, ("line", "engine")),
        ("x(", "engine", False, ("part", "engine")),
        ("x()\n", "model", True, ("line", "model")),
        ("a\n  b", "model", True, ("block", "model")),
    ],
)
def test_kinds(text: str, origin: str, whole: bool, wanted: tuple[str, str]) -> None:
    completion = InlineCompletion(Span(0, 0), text, origin, 0.9, whole=whole)  # type: ignore[arg-type]
    assert group_of("go", completion) == ("go", *wanted)
