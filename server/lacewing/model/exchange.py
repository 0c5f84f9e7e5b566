"""One request and its streamed answer, owned by one task; its consumer may go away at any moment."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field

from lacewing.model.connections import Connections
from lacewing.model.errors import ModelError, ModelRefusedError, ModelTimeoutError
from lacewing.model.passage import Passage
from lacewing.model.provider import Provider
from lacewing.model.refusals import in_words
from lacewing.model.stream_owner import StoppedError, StreamOwner
from lacewing.model.target import Target
from lacewing.model.types import Delta, Usage
from lacewing.model.wire import WireRequest

# More than any answer; one that goes on is cut there.
MAX_ANSWER_CHARACTERS = 400_000


@dataclass
class Exchange:
    """`text` gives the answer; the exchange ends, and the server sees it, when that is closed.

    `prepare` makes the request once the key is known; the owner is one of `owners` as long as it lives.
    """

    provider: Provider
    connections: Connections
    prepare: Callable[[Target], WireRequest]
    passage: Passage | None
    owners: set[StreamOwner]
    on_usage: Callable[[Usage], None]
    owner: StreamOwner = field(default_factory=StreamOwner)

    def __post_init__(self) -> None:
        self._queue: asyncio.Queue[str | ModelError | None] = asyncio.Queue()
        self._received = 0
        self._finish = ""
        self._usage: Usage | None = None

    async def text(self) -> AsyncGenerator[str, None]:
        """The answer piece by piece. Raises ModelError."""
        options = self.connections.options
        self.owners.add(self.owner)
        self.owner.start(self._own(), self._ended)
        patience = options.connect_timeout_s + options.first_token_timeout_s
        setting = "model.first_token_timeout_s"
        try:
            while True:
                try:
                    async with asyncio.timeout(patience):
                        piece = await self._queue.get()
                except TimeoutError:
                    raise ModelTimeoutError(
                        f"{self.connections.target.description} sent nothing for {patience:g} s; a smaller model or a "
                        f"longer {setting} may help"
                    ) from None
                patience, setting = options.stall_timeout_s, "model.stall_timeout_s"
                if piece is None:
                    return
                if isinstance(piece, ModelError):
                    raise piece
                if piece:
                    yield piece
        finally:
            self.owner.stop()  # which does nothing once the answer is whole

    async def _own(self) -> None:
        """Open, read and close one response; everything that can go wrong arrives in the queue as a ModelError."""
        try:
            await self.connections.ready()
            request = self.prepare(self.connections.target)
            await self.connections.exchange(self.provider.FRAMING, request, self.passage, self.owner, self._take)
            self._queue.put_nowait(None)
        except StoppedError:
            self._queue.put_nowait(None)
        except ModelError as error:
            self._queue.put_nowait(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the consumer must hear of it at once
            name = self.connections.target.description
            self._queue.put_nowait(ModelError(f"{name} failed unexpectedly: {error!r}"))

    def _take(self, payload: bytes) -> bool:
        """Put what `payload` says into the queue; whether the answer is whole."""
        delta = None if self._finish and b"usage" not in payload else self._delta(payload)
        if delta is None:
            return bool(self._finish)
        if delta.usage is not None:
            self._usage = _added(self._usage, delta.usage)
        if self._finish:
            return True
        self._queue.put_nowait(delta.text)
        self._received += len(delta.text)
        self._finish = delta.finish or ("length" if self._received > MAX_ANSWER_CHARACTERS else "")
        if self._finish:
            # From now on the owner reads the rest of the response by itself, so that its connection can be used again.
            self.owner.finish()
            self._queue.put_nowait(None)
        return bool(self._finish)

    def _delta(self, payload: bytes) -> Delta | None:
        try:
            return self.provider.read_payload(payload)
        except ModelRefusedError as error:
            raise in_words(self.connections.target, error) from None
        except (ValueError, AttributeError, TypeError, LookupError) as error:
            message = f"{self.connections.target.description} sent an event that is not understood: {error}"
            raise ModelRefusedError(message, kind="reply") from error

    def _ended(self, owner: StreamOwner) -> None:
        self.owners.discard(owner)
        if self._usage is not None:
            self.on_usage(self._usage)


def _added(before: Usage | None, now: Usage) -> Usage:
    """Counts of one answer that come in several steps; each is the sum so far."""
    if before is None:
        return now
    return Usage(max(before.sent, now.sent), max(before.received, now.received), max(before.cached, now.cached))
