"""One try at one endpoint: a stream of which the first piece is awaited in a task, so that tries can race."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from typing import Literal

from lacewing.model.errors import ModelError
from lacewing.model.routing.endpoint import Endpoint

Outcome = Literal["under way", "answered", "failed", "left"]


class Attempt:
    """Begins at once. Every attempt must be closed; how it went counts for the endpoint then, at the latest."""

    def __init__(self, endpoint: Endpoint, stream: AsyncGenerator[str, None], tokens_in: int) -> None:
        self.endpoint = endpoint
        self.outcome: Outcome = "under way"
        self.text_length = 0
        self._stream = stream
        endpoint.limits.begin(tokens_in)
        self.first: asyncio.Task[str | None] = asyncio.create_task(self._first())

    async def _first(self) -> str | None:
        """The first piece, None when the answer is empty. Raises ModelError."""
        try:
            return await anext(self._stream, None)
        except ModelError as error:
            self._failed(error)
            raise

    async def pieces(self) -> AsyncGenerator[str, None]:
        """The whole answer, once `first` is done. Raises ModelError."""
        piece = self.first.result()
        try:
            while piece is not None:
                self.text_length += len(piece)
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
