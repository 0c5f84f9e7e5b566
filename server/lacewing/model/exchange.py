"""One request and its answer, owned by one task; its consumer may go away at any moment."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from lacewing.model.connections import Connections, closed
from lacewing.model.errors import ModelError, ModelRefusedError, ModelTimeoutError
from lacewing.model.passage import Passage
from lacewing.model.refusals import in_words
from lacewing.model.stream_owner import StoppedError, StreamOwner
from lacewing.model.target import Target
from lacewing.model.types import Usage
from lacewing.model.wire import WireRequest

T = TypeVar("T")
# More than any answer; one that goes on is cut there.
MAX_ANSWER_CHARACTERS = 400_000


@dataclass(frozen=True, slots=True)
class Step(Generic[T]):
    """What a payload brings: a `piece` of the answer, None for none; `finish`, why the answer ends with it, "" while it
    goes on; what the server counted, if it said so."""

    piece: T | None
    finish: str
    usage: Usage | None


@dataclass
class Exchange(Generic[T]):
    """`pieces` gives the answer; the exchange ends, and the server sees it, when that is closed.

    `read` says what a payload brings, None for nothing; it raises ValueError, AttributeError, TypeError or LookupError
    for one that is not understood. `prepare` makes the request once the key is known; the owner is one of `owners` as
    long as it lives.
    """

    framing: Literal["sse", "ndjson", "websocket"]
    read: Callable[[bytes], Step[T] | None]
    connections: Connections
    prepare: Callable[[Target], WireRequest]
    passage: Passage | None
    owners: set[StreamOwner]
    on_usage: Callable[[Usage], None]
    owner: StreamOwner = field(default_factory=StreamOwner)

    def __post_init__(self) -> None:
        self._queue: asyncio.Queue[Step[T] | ModelError | None] = asyncio.Queue()
        self._received = 0
        self._finish = ""
        self._usage: Usage | None = None

    async def pieces(self) -> AsyncGenerator[T, None]:
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
                        step = await self._queue.get()
                except TimeoutError:
                    raise ModelTimeoutError(
                        f"{self.connections.target.description} sent nothing for {patience:g} s; a smaller model or a "
                        f"longer {setting} may help"
                    ) from None
                patience, setting = options.stall_timeout_s, "model.stall_timeout_s"
                if step is None:
                    return
                if isinstance(step, ModelError):
                    raise step
                if step.piece is not None:
                    yield step.piece
        finally:
            self.owner.stop()  # which does nothing once the answer is whole

    async def _own(self) -> None:
        """Open, read and close one response; everything that can go wrong arrives in the queue as a ModelError."""
        try:
            await self.connections.ready()
            request = self.prepare(self.connections.target)
            await self.connections.exchange(self.framing, request, self.passage, self.owner, self._take)
            self._queue.put_nowait(None)
        except StoppedError:
            pass  # `_ended` says so
        except ModelError as error:
            self._queue.put_nowait(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the consumer must hear of it at once
            name = self.connections.target.description
            self._queue.put_nowait(ModelError(f"{name} failed unexpectedly: {error!r}"))

    def _take(self, payload: bytes) -> bool:
        """Put what `payload` says into the queue; whether the answer is whole."""
        step = None if self._finish and b"usage" not in payload else self._step(payload)
        if step is None:
            return bool(self._finish)
        if step.usage is not None:
            self._usage = _added(self._usage, step.usage)
        if self._finish:
            return True
        self._queue.put_nowait(step)
        self._received += len(step.piece) if isinstance(step.piece, str) else 0
        self._finish = step.finish or ("length" if self._received > MAX_ANSWER_CHARACTERS else "")
        if self._finish:
            # From now on the owner reads the rest of the response by itself, so that its connection can be used again.
            self.owner.finish()
            self._queue.put_nowait(None)
        return bool(self._finish)

    def _step(self, payload: bytes) -> Step[T] | None:
        try:
            return self.read(payload)
        except ModelRefusedError as error:
            raise in_words(self.connections.target, error) from None
        except (ValueError, AttributeError, TypeError, LookupError) as error:
            message = f"{self.connections.target.description} sent an event that is not understood: {error}"
            raise ModelRefusedError(message, kind="reply") from error

    def _ended(self, owner: StreamOwner) -> None:
        self.owners.discard(owner)
        # Read only where nothing else ended the answer: its client was closed while somebody waits.
        self._queue.put_nowait(closed(self.connections.target))
        if self._usage is not None:
            self.on_usage(self._usage)


def _added(before: Usage | None, now: Usage) -> Usage:
    """Counts of one answer that come in several steps; each is the sum so far."""
    if before is None:
        return now
    return Usage(max(before.sent, now.sent), max(before.received, now.received), max(before.cached, now.cached))
