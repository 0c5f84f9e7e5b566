"""The first names of the list as ghost text: asked by hand there is an answer also where nothing else has one,
and there are several."""

from __future__ import annotations

from dataclasses import replace

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.cursor_word import word_at
from lacewing.features.completion.filters.situation import Situation
from lacewing.features.completion.finish import finish
from lacewing.features.completion.listing import list_completions
from lacewing.features.completion.sources import CompletionSources
from lacewing.features.completion.types import InlineCompletion

_CONFIDENCE = 0.01


def from_list(situation: Situation, sources: CompletionSources, count: int) -> list[InlineCompletion]:
    """What is left of at most `count` names that the list at the cursor begins with, as far as they can be typed on."""
    place = situation.place
    options = replace(situation.options, listing=True, unlisted_languages=())
    stem = word_at(place).stem
    names = [item.insert_text for item in list_completions(place.source, place.offset, sources, options)]
    begun = [name[len(stem) :] for name in names if name.startswith(stem) and name != stem]
    return finish((Candidate(rest, "engine", _CONFIDENCE) for rest in begun[:count]), situation)
