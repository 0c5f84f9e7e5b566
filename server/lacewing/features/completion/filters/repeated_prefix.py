"""A model that begins by writing again what stands before the cursor."""

from __future__ import annotations

from dataclasses import replace

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation

_LEAST = 3


def strip_repeated_prefix(candidate: Candidate, situation: Situation) -> Candidate | None:
    """Remove the cursor's line, as far as the cursor, from the beginning of a model's text."""
    if candidate.origin != "model":
        return candidate
    before = situation.place.line_prefix.lstrip()
    stripped = candidate.text.lstrip()
    if len(before.strip()) >= _LEAST and stripped.startswith(before):
        return replace(candidate, text=stripped[len(before) :])
    # The word under the cursor again, when the rest of the line is not repeated: `retu█` -> `return x`.
    word_start = len(before)
    while word_start and (before[word_start - 1].isalnum() or before[word_start - 1] == "_"):
        word_start -= 1
    word = before[word_start:]
    if len(word) >= _LEAST and candidate.text.startswith(word) and candidate.text[len(word) : len(word) + 1].isalnum():
        return replace(candidate, text=candidate.text[len(word) :])
    return candidate
