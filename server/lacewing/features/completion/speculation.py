"""The completion after the next: while a text is looked at, the model is asked what follows it once it is accepted."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from lacewing.features.completion import debounce
from lacewing.features.completion.filters.situation import Situation
from lacewing.features.completion.hole import Text, hole_at
from lacewing.features.completion.inflight import Flight
from lacewing.features.completion.model_answer import Question, fly
from lacewing.features.completion.options import CompletionOptions
from lacewing.features.completion.place import Place
from lacewing.features.completion.sources import CompletionSources
from lacewing.features.completion.trigger import decide
from lacewing.features.completion.types import InlineCompletion
from lacewing.model.types import Model
from lacewing.text.edit import TextEdit

# No shorter rest of the keys counts as looking.
_LEAST_PAUSE_SECONDS = 0.3


def speculate(
    completion: InlineCompletion,
    place: Place,
    sources: CompletionSources,
    model: Model,
    options: CompletionOptions,
) -> None:
    """Once no key came for a pause, ask what follows `completion`, which is shown at `place`; one question at a time.

    It is dropped with the next key before that, and closed when the user goes on otherwise after.
    """
    session, offset = sources.session, completion.span.start
    key = str(place.source.path)
    text = Text(place.source.data)
    shown = hole_at(text, offset, completion.span.end)
    whole = replace(shown, typed=shown.typed + completion.text.encode("utf-8", "replace"))
    pause = max(_LEAST_PAUSE_SECONDS, debounce.pause(session.pace))

    async def run(flight: Flight) -> None:
        await asyncio.sleep(pause)
        situation = await asyncio.to_thread(_accepted, completion, place, sources.path, options)
        if situation is not None:
            # The context of the text as it is serves: of one that is not there yet nothing can be looked up.
            known = replace(sources, context=lambda _, budget, count: sources.context(offset, budget, count))
            await fly(flight, Question(situation, known, model))

    session.flights.launch(Flight(key, whole, ahead=True), run)


def _accepted(completion: InlineCompletion, place: Place, path: str, options: CompletionOptions) -> Situation | None:
    """The situation after accepting, None when nothing is completed there."""
    source = place.source.edited(TextEdit(completion.span, completion.text))
    offset = completion.span.start + len(completion.text.encode("utf-8", "replace"))
    after = Place(source.at(offset), offset)
    trigger = decide(after, options, False, path)
    return Situation(after, trigger, options) if trigger is not None else None
