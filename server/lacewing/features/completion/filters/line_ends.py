"""Line ends: filters in between see "\\n" only, the document gets what it uses."""

from __future__ import annotations

from dataclasses import replace

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation


def unify_line_ends(candidate: Candidate, _situation: Situation) -> Candidate | None:
    """Write every line end as "\\n"."""
    return replace(candidate, text=candidate.text.replace("\r\n", "\n").replace("\r", "\n"))


def restore_line_ends(candidate: Candidate, situation: Situation) -> Candidate | None:
    """Write every line end as the file does."""
    newline = situation.place.newline
    return candidate if newline == "\n" else replace(candidate, text=candidate.text.replace("\n", newline))
