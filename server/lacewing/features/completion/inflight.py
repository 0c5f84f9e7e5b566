"""Streams of a model that are under way, and whether what was typed since lets them go on.

A stream belongs to a hole, not to a request: it goes on while the typed text agrees with what has arrived or may still
arrive, and is closed as soon as it cannot. For one event loop; knows nothing of what a stream is for.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from typing import Any

from lacewing.features.completion.hole import Hole, Text, since
from lacewing.features.completion.types import InlineCompletion

# How long a stream that nobody waits for any more is kept: the request that goes on with it is about to come.
_GRACE_SECONDS = 0.25


@dataclass(eq=False, slots=True)
class Flight:
    """One question to a model: `text` is what has arrived of its answer, `sent` once its turn to be asked has come.

    `worded` is set once the question is made and on its way, or never will be.
    `answers` are for the cursor for which it was asked, best first, once it has `landed`.
    """

    path: str
    hole: Hole
    ahead: bool = False
    sent: bool = False
    text: str = ""
    waiting: int = 0
    kept: bool = False
    answers: list[InlineCompletion] = field(default_factory=list)
    worded: asyncio.Event = field(default_factory=asyncio.Event)
    landed: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None

    async def land(self) -> None:
        """Wait until the answer is in, or there will be none; who stops waiting gives the stream up."""
        with self.held():
            await self.landed.wait()

    @contextlib.contextmanager
    def held(self) -> Iterator[Flight]:
        """Have the stream go on as long as this lasts; when nobody else holds it then, it is given up."""
        self.waiting += 1
        try:
            yield self
        finally:
            self.waiting -= 1
            if not self.landed.is_set() and not self.waiting:
                asyncio.get_running_loop().call_later(_GRACE_SECONDS, self._give_up)

    def stop(self) -> None:
        """Close the stream at once."""
        if self.task is not None:
            self.task.cancel()

    def _give_up(self) -> None:
        if not self.waiting and not self.kept:
            self.stop()


class Flights:
    """All that is under way: of one user, who is in one place."""

    def __init__(self) -> None:
        self._flights: list[Flight] = []
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._flights)

    def steer(self, path: str, text: Text, offset: int) -> Flight | None:
        """The user is at byte `offset` of `path`: close what leads elsewhere, give the flight whose answer fits here.

        A question that was not sent yet is dropped: a newer one costs nothing.
        """
        for flight in list(self._flights):
            if flight.path != path or not flight.sent or not agrees(flight, text, offset):
                flight.stop()
                self._flights.remove(flight)
        here = [flight for flight in self._flights if _reached(flight, offset)]
        return here[-1] if here else None

    def launch(self, flight: Flight, run: Callable[[Flight], Coroutine[Any, Any, None]]) -> Flight:
        """Start `run(flight)`, whose stream ends when the flight is stopped."""
        self._loop = asyncio.get_running_loop()
        flight.task = asyncio.create_task(run(flight))

        def done(task: asyncio.Task[None]) -> None:
            flight.worded.set()
            flight.landed.set()
            if flight in self._flights:
                self._flights.remove(flight)
            if not task.cancelled() and (error := task.exception()) is not None:
                asyncio.get_running_loop().call_exception_handler(
                    {"message": "a question to the model failed", "exception": error}
                )

        flight.task.add_done_callback(done)
        self._flights.append(flight)
        return flight

    def stop(self) -> None:
        """Close everything, from any thread."""
        for flight in list(self._flights):
            if self._loop is not None:
                with contextlib.suppress(RuntimeError):  # the loop has ended, and the streams with it
                    self._loop.call_soon_threadsafe(flight.stop)


def agrees(flight: Flight, text: Text, offset: int) -> bool:
    """Whether the answer of `flight` may still be right at byte `offset` of `text`."""
    now = since(flight.hole, text, offset)
    if now is None:
        return False
    asked = flight.hole.typed
    if len(now.typed) <= len(asked):
        # Letters were deleted, or the user has not got as far as was foreseen.
        return asked.startswith(now.typed) and (bool(now.typed.strip()) or not asked.strip())
    if not now.typed.startswith(asked):
        return False
    further = now.typed[len(asked) :].decode("utf-8", "replace").lstrip()
    line = asked.decode("utf-8", "replace")
    return any(may_become(arrived, further) for arrived in readings(flight.text, line))


def readings(arrived: str, line: str) -> tuple[str, ...]:
    """What an answer that begins with `arrived` may say behind `line`: as it is, without a fence, without the line
    repeated."""
    text = arrived.lstrip()
    if text.startswith("```"):
        text = text.partition("\n")[2].lstrip()
    repeated = line.strip()
    return (text, text[len(repeated) :].lstrip()) if repeated and text.startswith(repeated) else (text,)


def may_become(arrived: str, typed: str) -> bool:
    """Whether a text that begins with `arrived` may begin with `typed`."""
    return arrived.startswith(typed) or typed.startswith(arrived)


def _reached(flight: Flight, offset: int) -> bool:
    return not flight.ahead or offset >= flight.hole.anchor + len(flight.hole.typed)
