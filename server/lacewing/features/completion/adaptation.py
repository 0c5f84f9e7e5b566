"""How sure a ghost text must be for this user: thresholds that follow what became of the texts shown before.

Method: adaptive conformal inference (Gibbs & Candès 2021), a stochastic approximation. After each text that proved
right or wrong the threshold's logit moves against the error, by steps that become small but never nothing. Over many
texts the share of wrong ones then is the one wanted, whatever the probabilities were worth; and where they are worth
what they say, the threshold stays where the settings have it, which it never goes below. Knows nothing of files.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from lacewing.features.completion.types import InlineCompletion

Kind = Literal["line", "part", "block"]
Source = Literal["engine", "model"]

WANTED: Mapping[Source, float] = {"engine": 0.75, "model": 0.35}
"""The share of shown texts that should prove right. Users keep about a third of what models write."""
_LEAST_STEP = 0.08
_FIRST_STEPS = 5.0
_MOST_RAISED = 3.0
# A text that is held back lowers the threshold by so much of a step, so that nothing is held back for ever.
_HELD_BACK = 0.004
_MOST_GROUPS = 200
_SURE = 0.999


class Group(NamedTuple):
    """Texts that are judged together."""

    language: str
    kind: Kind
    source: Source


@dataclass(frozen=True, slots=True)
class Raised:
    """`by` how much the threshold's logit is raised; `right` (in parts) of `count` shown texts proved right."""

    by: float = 0.0
    count: int = 0
    right: float = 0.0


class Adaptation:
    """The thresholds of one user. Thread-safe."""

    def __init__(self, groups: Mapping[Group, Raised] | None = None) -> None:
        self._groups = dict(groups or {})
        self._lock = threading.Lock()

    def groups(self) -> dict[Group, Raised]:
        """All that is known."""
        with self._lock:
            return dict(self._groups)

    def reset(self) -> None:
        """Begin anew."""
        with self._lock:
            self._groups = {}

    def threshold(self, group: Group, setting: float) -> float:
        """The confidence from which a text is shown, `setting` being the least."""
        with self._lock:
            raised = self._groups.get(group)
        return setting if raised is None or not raised.by else _probability(_logit(setting) + raised.by)

    def allows(self, group: Group, confidence: float, setting: float) -> bool:
        """Whether a text of this confidence may be shown. That it is held back counts a little against that."""
        if confidence >= self.threshold(group, setting):
            return True
        if confidence >= setting:
            self._move(group, -_HELD_BACK, None)
        return False

    def learn(self, group: Group, right: float) -> None:
        """A shown text proved right (1), wrong (0) or partly right."""
        self._move(group, WANTED[group.source] - right, right)

    def _move(self, group: Group, error: float, right: float | None) -> None:
        with self._lock:
            before = self._groups.pop(group, Raised())
            step = max(_LEAST_STEP, 1 / (_FIRST_STEPS + before.count))
            by = min(_MOST_RAISED, max(0.0, before.by + step * error))
            shown = right is not None
            self._groups[group] = Raised(by, before.count + shown, before.right + (right or 0.0))
            while len(self._groups) > _MOST_GROUPS:
                del self._groups[next(iter(self._groups))]


def group_of(language: str, completion: InlineCompletion) -> Group:
    """What `completion` is judged with."""
    kind: Kind = "block" if "\n" in completion.text.strip() else "line" if completion.whole else "part"
    return Group(language, kind, "model" if completion.origin == "model" else "engine")


def _logit(probability: float) -> float:
    probability = min(_SURE, max(1 - _SURE, probability))
    return math.log(probability / (1 - probability))


def _probability(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))
