"""Another try for a request that met a fault that may pass, as long as nothing of an answer was shown."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator, Callable
from typing import TypeVar

from lacewing.model.errors import ModelError, ModelRefusedError

T = TypeVar("T")
_FIRST_WAIT_S = 0.5
_LONGEST_WAIT_S = 8.0


async def first_piece(
    start: Callable[[], AsyncGenerator[T, None]], retries: int, deadline: float
) -> tuple[AsyncGenerator[T, None], T | None]:
    """A stream from `start` and its first piece, None when it is empty; tried `retries` times more at most.

    A wait that would reach beyond `deadline` (the loop's time) is not begun. Raises ModelError.
    """
    if not retries:
        return await _opened(start)
    import tenacity  # only who may try again pays for it

    loop = asyncio.get_running_loop()
    attempts = tenacity.AsyncRetrying(
        retry=tenacity.retry_if_exception(lambda error: isinstance(error, ModelError) and error.retryable),
        wait=lambda state: _wait(state.attempt_number, state.outcome.exception() if state.outcome else None),
        stop=lambda state: state.attempt_number > retries or loop.time() + state.upcoming_sleep >= deadline,
        sleep=asyncio.sleep,
        reraise=True,
    )
    return await attempts(_opened, start)


async def _opened(start: Callable[[], AsyncGenerator[T, None]]) -> tuple[AsyncGenerator[T, None], T | None]:
    stream = start()
    try:
        return stream, await anext(stream, None)
    except BaseException:
        await stream.aclose()
        raise


def _wait(attempt: int, error: BaseException | None) -> float:
    """Seconds before the next try: what the server asks for, else doubling with jitter."""
    asked = error.retry_after_s if isinstance(error, ModelRefusedError) else None
    if asked is not None:
        return asked + random.uniform(0, 0.25)
    return float(min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2 ** (attempt - 1)) * random.uniform(0.75, 1.25))
