"""How much an endpoint is asked: so many requests at once, so many requests and tokens a minute."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

_MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Budget:
    """Each 0 for no limit."""

    at_once: int = 0
    requests_a_minute: int = 0
    tokens_a_minute: int = 0


class Limits:
    """Keeps one endpoint within its budget. Belongs to an event loop; `clock` gives seconds."""

    def __init__(self, budget: Budget, clock: Callable[[], float] = time.monotonic) -> None:
        self.budget = budget
        self._clock = clock
        self._running = 0
        self._past: deque[tuple[float, int]] = deque()
        self._changed = asyncio.Event()

    def refusal(self, tokens: int) -> str:
        """Why a request of about `tokens` tokens cannot begin now; "" when it can."""
        self._forget()
        budget = self.budget
        if budget.at_once and self._running >= budget.at_once:
            return f"{self._running} requests are under way, and no more are allowed at once"
        if budget.requests_a_minute and len(self._past) >= budget.requests_a_minute:
            return f"{budget.requests_a_minute} requests a minute are allowed, and were made"
        spent = sum(each for _, each in self._past)
        if budget.tokens_a_minute and self._past and spent + tokens > budget.tokens_a_minute:
            return f"{budget.tokens_a_minute} tokens a minute are allowed, and {spent} were used"
        return ""

    def begin(self, tokens: int) -> None:
        """A request begins, whatever the budget says; `end` must follow."""
        self._running += 1
        self._past.append((self._clock(), tokens))

    def end(self) -> None:
        """A request ended."""
        self._running -= 1
        self._changed.set()

    async def wait(self, tokens: int) -> None:
        """Return when a request of about `tokens` tokens can begin."""
        while self.refusal(tokens):
            self._changed.clear()
            oldest = self._past[0][0] if self._past else self._clock()
            try:
                async with asyncio.timeout(max(0.01, oldest + _MINUTE - self._clock())):
                    await self._changed.wait()
            except TimeoutError:
                continue

    def _forget(self) -> None:
        before = self._clock() - _MINUTE
        while self._past and self._past[0][0] <= before:
            self._past.popleft()
