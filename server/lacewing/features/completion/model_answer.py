"""Asking a model for a hole: the question, its stream as far as it is needed, and what becomes of the answer."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace

from lacewing.features.completion import debounce
from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation
from lacewing.features.completion.finish import finish
from lacewing.features.completion.inflight import Flight
from lacewing.features.completion.prompt import build_request
from lacewing.features.completion.rank import ranked
from lacewing.features.completion.sources import CompletionSources
from lacewing.features.completion.types import InlineCompletion
from lacewing.model.errors import ModelError
from lacewing.model.types import FimRequest, Model

# A model does not say how sure it is; it ranks before what the engine offers.
_CONFIDENCE = 0.9
_FREE = 0.6
_NEARLY = 0.9
# What a request takes from being made to being written to the network.
_SENDING_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class Question:
    """What `model` is asked about a situation, once nothing was typed for `delay_s` seconds.

    Where `several` answers are wanted it is asked a second time, for a freer one.
    """

    situation: Situation
    sources: CompletionSources
    model: Model
    delay_s: float = 0.0
    several: bool = False


async def fly(flight: Flight, question: Question) -> None:
    """Ask and read; what can be shown of it lies in the flight, and is remembered for its hole, whoever comes there.

    Never raises for what a model does wrong; then nothing is remembered.
    """
    situation, sources, session = question.situation, question.sources, question.sources.session
    deadline = asyncio.get_running_loop().time() + situation.options.model_deadline_ms / 1000
    try:
        if question.delay_s:
            await asyncio.sleep(question.delay_s)
        flight.sent = True
        began = time.monotonic()
        candidates = await _ask(flight, question, deadline)
    except (ModelError, TimeoutError):
        return
    session.pace = debounce.answered(session.pace, time.monotonic() - began)
    flight.answers = await asyncio.to_thread(_settled, candidates, situation, sources)
    for completion in reversed(flight.answers):
        session.shown.remember(flight.path, situation.place, completion, offered=False)


def _settled(candidates: list[Candidate], situation: Situation, sources: CompletionSources) -> list[InlineCompletion]:
    return ranked(finish(candidates, situation), situation.place, sources)


async def _ask(flight: Flight, question: Question, deadline: float) -> list[Candidate]:
    situation, model = question.situation, question.model
    async with asyncio.timeout_at(deadline):
        request = await asyncio.to_thread(
            build_request, situation.place, situation.trigger, question.sources, model, situation.options
        )
    # Whoever waits for this takes the interpreter's lock: the request is to be on its way first.
    asyncio.get_running_loop().call_later(_SENDING_SECONDS, flight.worded.set)

    def arrived(text: str) -> None:
        flight.text = text

    stream = model.fill(request)
    if not question.several:
        return [await _answer(stream, request, question, deadline, arrived)]
    answers = await asyncio.gather(
        _answer(stream, request, question, deadline, arrived),
        _freer_answer(request, question, deadline),
        return_exceptions=True,
    )
    return [answer for answer in answers if isinstance(answer, Candidate)]


async def _freer_answer(request: FimRequest, question: Question, deadline: float) -> Candidate:
    """Another answer, asked for once the first request is on its way."""
    await asyncio.sleep(_SENDING_SECONDS)
    freer = replace(request, temperature=_FREE)
    return await _answer(question.model.fill(freer), freer, question, deadline, lambda _text: None)


async def _answer(
    stream: AsyncIterator[str],
    request: FimRequest,
    question: Question,
    deadline: float,
    arrived: Callable[[str], None],
) -> Candidate:
    text, finished = await _read(stream, question.situation, deadline, arrived)
    # A server does not always say that it stopped for want of tokens; half a word is then shown but for this.
    spent = question.model.count_tokens(text) >= _NEARLY * request.max_tokens and text[-1:].isalnum()
    return Candidate(text, "model", _CONFIDENCE, finished=finished and not spent)


async def _read(
    stream: AsyncIterator[str], situation: Situation, deadline: float, arrived: Callable[[str], None]
) -> tuple[str, bool]:
    """The streamed text as far as it is needed and there by the loop's time `deadline`, and whether that is all.

    The stream is closed whatever happens. Raises TimeoutError when nothing has come by then.
    """
    text, finished = "", True
    try:
        async with asyncio.timeout_at(deadline):
            async for piece in stream:
                text += piece
                arrived(text)
                if _enough(text, situation):
                    finished = False
                    break
    except TimeoutError:
        finished = False
        if not text.strip():
            raise
    finally:
        close = getattr(stream, "aclose", None)
        if close is not None:
            with contextlib.suppress(ModelError):
                await close()
    return text, finished


def _enough(text: str, situation: Situation) -> bool:
    """Whether what has arrived holds all that can be shown. A fence or prose at the start needs more lines."""
    lines = text.lstrip().split("\n")
    if situation.trigger.multiline:
        return len(lines) > situation.options.max_lines + 4
    fenced = "```" in lines[0] or lines[0].rstrip().endswith(":")
    return len(lines) > (6 if fenced else 1)
