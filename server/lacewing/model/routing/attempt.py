"""One try at one endpoint: a stream of which the first piece is awaited in a task, so that tries can race.

Pieces are texts, or the vectors of an embedding model.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable
from typing import Generic, Literal, TypeVar

from lacewing.model.client import ModelClient
from lacewing.model.errors import ModelError
from lacewing.model.routing.endpoint import Endpoint
from lacewing.model.types import Usage

T = TypeVar("T")
OnUsage = Callable[[Usage], None]
Outcome = Literal["under way", "answered", "failed", "left"]


class Attempt(Generic[T]):
    """Begins at once. Every attempt must be closed; how it went counts for the endpoint then, at the latest."""

    def __init__(
        self, endpoint: Endpoint, start: Callable[[ModelClient, OnUsage], AsyncGenerator[T, None]], tokens_in: int
    ) -> None:
        self.endpoint = endpoint
        self._usage: Usage | None = None
        self._counted: OnUsage | None = None
        self.outcome: Outcome = "under way"
        self.text_length = 0
        self._stream = start(endpoint.client, self._count)
        endpoint.limits.begin(tokens_in)
        self.first: asyncio.Task[T | None] = asyncio.create_task(self._first())

    def when_counted(self, hear: OnUsage) -> None:
        """Call `hear` with the tokens the server counted, once: now, later (they come last of all) or never."""
        if self._usage is not None:
            hear(self._usage)
        else:
            self._counted = hear

    def _count(self, usage: Usage) -> None:
        self._usage = usage
        if self._counted is not None:
            self._counted(usage)

    async def _first(self) -> T | None:
        """The first piece, None when the answer is empty. Raises ModelError."""
        try:
            return await anext(self._stream, None)
        except ModelError as error:
            self._failed(error)
            raise

    async def pieces(self) -> AsyncGenerator[T, None]:
        """The whole answer, once `first` is done. Raises ModelError."""
        piece = self.first.result()
        try:
            while piece is not None:
                self.text_length += len(piece) if isinstance(piece, str) else 0
                yield piece
                piece = await anext(self._stream, None)
        except ModelError as error:
            self._failed(error)
            raise
        self._answered()

    async def close(self) -> None:
        """End it, whatever it is doing; idempotent."""
        if not self.first.done():
            self.first.cancel()
            with contextlib.suppress(asyncio.CancelledError, ModelError):
                await self.first
        elif not self.first.cancelled():
            self.first.exception()  # asked for, so that nobody complains of it
        with contextlib.suppress(ModelError):
            await self._stream.aclose()
        if self.outcome == "under way":
            if self.text_length:
                self._answered()  # enough was read of it
            else:
                self._end("left")
                self.endpoint.breaker.left()

    def _answered(self) -> None:
        self._end("answered")
        self.endpoint.breaker.succeeded()

    def _failed(self, error: ModelError) -> None:
        self._end("failed")
        self.endpoint.report(error)

    def _end(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.endpoint.limits.end()
