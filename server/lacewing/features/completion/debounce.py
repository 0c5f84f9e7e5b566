"""How long to wait before a model is asked: learned from the pace of typing and the time its answers take.

Pure: the time is an argument, in seconds of any steady clock.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

_INTERVALS_KEPT = 24
# A longer time between two keys is no typing.
_LONGEST_INTERVAL = 1.5
# Nobody's pace is known yet: about 50 words a minute.
_FIRST_INTERVAL = 0.22
_FIRST_ANSWER = 0.5
# How much the newest answer counts in the mean.
_NEWEST = 0.25
# The share of keys that follow while one waits.
_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class Pace:
    """The last `intervals` between keys, when the last key was typed (None: not yet), the mean answer time; in s."""

    intervals: tuple[float, ...] = ()
    last_key: float | None = None
    answer: float = _FIRST_ANSWER


def typed(pace: Pace, at: float) -> Pace:
    """The pace after a key at time `at`."""
    interval = _LONGEST_INTERVAL if pace.last_key is None else at - pace.last_key
    if 0 < interval < _LONGEST_INTERVAL:
        return replace(pace, intervals=(*pace.intervals, interval)[-_INTERVALS_KEPT:], last_key=at)
    return replace(pace, last_key=at)


def answered(pace: Pace, seconds: float) -> Pace:
    """The pace after the model took `seconds` from the question to an answer that can be shown."""
    return replace(pace, answer=(1 - _NEWEST) * pace.answer + _NEWEST * seconds)


def pause(pace: Pace) -> float:
    """The seconds without a key after which typing has more likely paused than not."""
    return _quantile(pace.intervals or (_FIRST_INTERVAL,), _SHARE)


def delay(pace: Pace, most: float) -> float:
    """The seconds to wait for another key before the model is asked, at most `most`.

    None when answers come faster than keys: each is seen. The slower they are, the surer a pause must be, as every
    question that the next key makes void has cost the server its work.
    """
    middle = _quantile(pace.intervals or (_FIRST_INTERVAL,), 0.5)
    slower = min(1.0, max(0.0, pace.answer / middle - 1.0))
    return min(most, slower * pause(pace))


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1 if share else 0)]
