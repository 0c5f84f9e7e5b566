"""From raw candidates to what is offered: filters, the parse check, and the order in which they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters import apply_filters
from lacewing.features.completion.filters.situation import Situation
from lacewing.features.completion.splice import Settled, settle
from lacewing.features.completion.types import InlineCompletion


def finish(candidates: Iterable[Candidate], situation: Situation) -> list[InlineCompletion]:
    """The exact edits for those candidates that can be offered, in their order."""
    found = (finish_one(candidate, situation) for candidate in candidates)
    return [settled.completion for settled in found if settled is not None]


def finish_one(candidate: Candidate, situation: Situation) -> Settled | None:
    """The edit for one candidate, of its readings the one that parses best; None when none can be offered."""
    best: Settled | None = None
    for reading in _readings(candidate, situation):
        filtered = apply_filters(reading, situation)
        settled = settle(filtered, situation.place) if filtered is not None else None
        if settled is not None and (best is None or settled.added < best.added):
            best = settled
    return best


def _readings(candidate: Candidate, situation: Situation) -> Iterator[Candidate]:
    """The candidate, and where it begins with the one or two marks before the cursor (`</`, `[`) the same without them:
    the model may have repeated them, or mean them once more."""
    yield candidate
    text = candidate.text.lstrip()
    for marks in (situation.place.line_prefix[-2:], situation.place.line_prefix[-1:]):
        repeated = marks and not any(mark.isalnum() or mark.isspace() for mark in marks) and text.startswith(marks)
        if candidate.origin == "model" and repeated and text != marks:
            yield replace(candidate, text=text[len(marks) :])
            return
