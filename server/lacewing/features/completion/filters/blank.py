"""Nothing to show."""

from __future__ import annotations

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation


def drop_blank(candidate: Candidate, situation: Situation) -> Candidate | None:
    """Drop white space, and a text that only rewrites what stands behind the cursor."""
    if not candidate.text.strip():
        return None
    return None if candidate.text == situation.place.line_suffix else candidate
