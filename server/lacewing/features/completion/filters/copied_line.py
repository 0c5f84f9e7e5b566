"""A line that only says again what the line above or below says."""

from __future__ import annotations

import re

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation

_LEAST = 4
_NEAR = 4


def drop_copied_line(candidate: Candidate, situation: Situation) -> Candidate | None:
    """Drop a text of one line that makes the cursor's line a copy, indentation included, of the next one with text."""
    if "\n" in candidate.text:
        return candidate
    place = situation.place
    line = (place.line_prefix + candidate.text).rstrip()
    if len(line.strip()) < _LEAST or not re.search(r"\w", line) or place.line_suffix.strip():
        return candidate
    return None if line in _neighbours(situation) else candidate


def _neighbours(situation: Situation) -> set[str]:
    place = situation.place
    found = set()
    for step in (-1, 1):
        for distance in range(1, _NEAR):
            text = place.line_text(place.line + step * distance).rstrip()
            if text:
                found.add(text)
                break
    return found
