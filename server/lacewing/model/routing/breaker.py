"""A circuit breaker: an endpoint that fails is left alone for a while, then tried by one request before all others.

After Nygard, “Release It!”: closed, open, half-open. The pause doubles with each failed trial.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

State = Literal["closed", "open", "trial"]

FAILURES = 3
FIRST_PAUSE_S = 5.0
LONGEST_PAUSE_S = 120.0
LONGEST_WANTED_S = 600.0


class Breaker:
    """One endpoint's. `clock` gives seconds. Not thread-safe: it belongs to an event loop."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._pause = FIRST_PAUSE_S
        self._open_until: float | None = None
        self._on_trial = False
        self.reason = ""

    @property
    def state(self) -> State:
        """“closed”: requests pass. “open”: none does. “trial”: the pause is over, and one request may try."""
        if self._open_until is None:
            return "closed"
        return "trial" if self._clock() >= self._open_until else "open"

    @property
    def seconds_left(self) -> float:
        """How long it stays open."""
        return max(0.0, (self._open_until or 0.0) - self._clock())

    def admit(self) -> bool:
        """Whether a request may pass now; one that was admitted must be followed by `succeeded`, `failed` or `left`."""
        if self.state == "closed":
            return True
        if self.state == "open" or self._on_trial:
            return False
        self._on_trial = True
        return True

    def succeeded(self) -> None:
        """The endpoint answered."""
        self._failures, self._pause, self._open_until, self._on_trial, self.reason = 0, FIRST_PAUSE_S, None, False, ""

    def failed(self, reason: str, at_once: bool = False, wanted_s: float = 0.0) -> None:
        """The endpoint failed: the third time in a row opens, one failed trial does, and any failure does `at_once`.

        `wanted_s` is the pause that the endpoint itself asked for, in seconds; it is kept up to `LONGEST_WANTED_S`.
        """
        tried = self._open_until is not None
        self._failures += 1
        self._on_trial = False
        self.reason = reason
        if tried:
            self._pause = min(self._pause * 2, LONGEST_PAUSE_S)
        if tried or at_once or self._failures >= FAILURES:
            self._open_until = self._clock() + max(self._pause, min(wanted_s, LONGEST_WANTED_S))

    def left(self) -> None:
        """The request was given up before the endpoint showed whether it works."""
        self._on_trial = False
