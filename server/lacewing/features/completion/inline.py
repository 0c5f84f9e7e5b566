"""Ghost text: what was shown before, the embedded engine, a model when there is one; filtered and parse-checked.

Each request has one answer, so what is shown first stays: the engine's text, where it is sure, is shown at once and the
model goes on thinking. Its answer is shown with the next key if it begins with what is left of the text on the screen,
else once that text is typed away from, accepted or deleted.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lacewing.engine.types import Ghost
from lacewing.features.completion.by_list import from_list
from lacewing.features.completion.cache import Recalled
from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.engine_query import engine_query
from lacewing.features.completion.filters.situation import Situation
from lacewing.features.completion.finish import finish
from lacewing.features.completion.hole import Text, hole_at
from lacewing.features.completion.inflight import Flight
from lacewing.features.completion.model_answer import Question, fly
from lacewing.features.completion.options import CompletionOptions
from lacewing.features.completion.place import Place
from lacewing.features.completion.rank import ranked
from lacewing.features.completion.sources import CompletionSources
from lacewing.features.completion.speculation import speculate
from lacewing.features.completion.trigger import decide
from lacewing.features.completion.types import InlineCompletion
from lacewing.model.types import Model
from lacewing.syntax.source import Source

__all__ = ["CompletionSources", "inline_completions"]

# What a model said by its deadline still has to be filtered and parsed.
_SETTLING_SECONDS = 0.3


async def inline_completions(
    source: Source,
    offset: int,
    sources: CompletionSources,
    options: CompletionOptions,
    manual: bool = False,
    count: int = 1,
) -> list[InlineCompletion]:
    """Ghost texts for the cursor at byte `offset`, at most `count`, best first.

    Asked by hand, or where the engine is not sure, the model's answer is waited for; when it fails, is late or of no
    use, the engine's takes its place. What is asked of a model ends when a later request leads elsewhere, or none
    follows a cancelled one. Never raises for what a model or the project does wrong.
    """
    place, session, key = Place(source, offset), sources.session, str(source.path)
    flight = session.arrive(key, place, time.monotonic())
    recalled = session.shown.recall(key, place)
    if recalled is not None and recalled.exact and count == 1:
        offered = [recalled.completion]  # nothing is parsed again, and no thread asked
    else:
        wanted = _Wanted(place, sources, options, manual, count)
        offered = await _answers(wanted, recalled, flight)
        for completion in reversed(offered):
            session.shown.remember(key, place, completion)
    if flight is not None:
        flight.kept = True
    if offered and sources.model is not None and options.speculate and not manual and not session.flights.busy:
        speculate(offered[0], place, sources, sources.model, options)
    return offered


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a request asks for."""

    place: Place
    sources: CompletionSources
    options: CompletionOptions
    manual: bool
    count: int

    def situation(self) -> Situation | None:
        """None when it should stay silent. In a thread: it parses."""
        place = Place(self.place.source.at(self.place.offset), self.place.offset)
        trigger = decide(place, self.options, self.manual, self.sources.path)
        return Situation(place, trigger, self.options) if trigger is not None else None

    def best(self, found: Iterable[InlineCompletion], situation: Situation) -> list[InlineCompletion]:
        """Those that may be shown, best first; asked by hand, behind them names of the list, until there are as many as
        are wanted. In a thread: names are looked up."""
        may_show, count = self.sources.may_show, max(1, self.count)
        shown = [each for each in found if self.manual or each.origin == "cache" or may_show(each)]
        if count == 1:
            shown = _with_first_of_engine(shown)
        best = ranked(shown, self.place, self.sources)[:count]
        if not self.manual or len(best) == count:
            return best
        texts = {each.text for each in best}
        listed = from_list(situation, self.sources, count)
        return best + [each for each in listed if each.text not in texts][: count - len(best)]


def _with_first_of_engine(found: list[InlineCompletion]) -> list[InlineCompletion]:
    """Without the engine's texts behind its best one: a part of a line is always surer than all of it."""
    own = [each for each in found if each.origin == "engine"]
    whole = [each for each in own if each.fit >= 0] or own
    return [each for each in found if each.origin != "engine" or each is whole[0]]


async def _answers(wanted: _Wanted, recalled: Recalled | None, flight: Flight | None) -> list[InlineCompletion]:
    sources = wanted.sources
    if sources.model is None:
        return await _alone(wanted, recalled)
    with contextlib.ExitStack() as held:  # a request may be cancelled at any point, and its stream with it
        if flight is not None:
            held.enter_context(flight.held())
        situation = await asyncio.to_thread(wanted.situation)
        if situation is None:
            return []
        known = await asyncio.to_thread(_again, recalled, situation)
        if known and wanted.count == 1:
            return known
        if flight is None:
            flight = held.enter_context(_launch(situation, wanted, sources.model).held())
        return await _with_model(wanted, situation, known, flight)


async def _with_model(
    wanted: _Wanted, situation: Situation, known: list[InlineCompletion], flight: Flight
) -> list[InlineCompletion]:
    """What the engine says where it is sure, else what the model does, in front of what else is known."""
    own = asyncio.create_task(_beside_the_model(situation, wanted, flight))
    try:
        if not wanted.manual:
            sure = [
                each for each in await own if each.fit >= 0 and each.confidence > wanted.options.first_answer_confidence
            ]
            first = await asyncio.to_thread(wanted.best, sure, situation) if sure else []
            if first:
                flight.kept = True
                return first
        found = known + await _landed(flight, situation, wanted) + await own
    finally:
        own.cancel()
    return await asyncio.to_thread(wanted.best, found, situation)


async def _beside_the_model(situation: Situation, wanted: _Wanted, flight: Flight) -> list[InlineCompletion]:
    """The engine's answer. Asked by hand, when the model is waited for, it is worked out while the model thinks."""
    if wanted.manual:
        await flight.worded.wait()
    return await asyncio.to_thread(_from_engine, situation, wanted)


async def _alone(wanted: _Wanted, recalled: Recalled | None) -> list[InlineCompletion]:
    """The engine's answer, when no model is there; its work ends when the request is superseded."""
    ended = threading.Event()
    try:
        return await asyncio.to_thread(_without_model, wanted, recalled, ended)
    finally:
        ended.set()


def _without_model(wanted: _Wanted, recalled: Recalled | None, ended: threading.Event) -> list[InlineCompletion]:
    """All of it in one thread: handing work from one to another takes longer than some of the work.

    One request at a time: side by side they would only take the interpreter's lock from each other.
    """
    with wanted.sources.session.turn:
        situation = wanted.situation() if not ended.is_set() else None
        if situation is None or ended.is_set():
            return []
        known = _again(recalled, situation)
        if known and wanted.count == 1:
            return known
        found = known + _from_engine(situation, wanted)
        return wanted.best(found, situation) if not ended.is_set() else []


def _again(recalled: Recalled | None, situation: Situation) -> list[InlineCompletion]:
    """The rest of a text from memory, checked where it must be."""
    if recalled is None or recalled.exact:
        return [recalled.completion] if recalled is not None else []
    left = recalled.completion
    return finish([Candidate(left.text, left.origin, left.confidence, whole=left.whole)], situation)


def _launch(situation: Situation, wanted: _Wanted, model: Model) -> Flight:
    place, session = wanted.place, wanted.sources.session
    delay = 0.0 if wanted.manual else session.delay(wanted.options.debounce_max_ms / 1000)
    question = Question(situation, wanted.sources, model, delay, wanted.count > 1)
    flight = Flight(str(place.source.path), hole_at(Text(place.source.data), place.offset))
    return session.flights.launch(flight, lambda flight: fly(flight, question))


async def _landed(flight: Flight, situation: Situation, wanted: _Wanted) -> list[InlineCompletion]:
    """The model's answers within the deadline; empty when it fails, is late or is of no use."""
    try:
        async with asyncio.timeout(wanted.options.model_deadline_ms / 1000 + _SETTLING_SECONDS):
            await flight.land()
    except TimeoutError:
        return []
    if flight.hole == hole_at(Text(wanted.place.source.data), wanted.place.offset):
        return flight.answers
    recalled = wanted.sources.session.shown.recall(flight.path, wanted.place)
    if recalled is not None:  # it is new to the user, and may be weighed against the engine's
        recalled = replace(recalled, completion=replace(recalled.completion, origin="model"))
    return await asyncio.to_thread(_again, recalled, situation)


def _from_engine(situation: Situation, wanted: _Wanted) -> list[InlineCompletion]:
    query, engine = engine_query(situation.place, wanted.sources), wanted.sources.engine
    found = finish(_candidates(engine.complete_line(query)), situation)
    if found or not wanted.manual:
        return found
    # Asked by hand, the engine says what it thinks even where it isn't sure.
    cuts = engine.line(query, 0.02).cuts
    for cut in sorted(cuts, key=lambda cut: cut.confidence * len(cut.text), reverse=True):
        if found := finish(_candidates([cut]), situation):
            break
    return found


def _candidates(ghosts: Iterable[Ghost]) -> list[Candidate]:
    return [Candidate(ghost.text, "engine", ghost.confidence, whole=ghost.whole_line) for ghost in ghosts]
