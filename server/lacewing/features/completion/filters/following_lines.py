"""A text that goes on into what stands below the cursor."""

from __future__ import annotations

from dataclasses import replace

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation

_MAX_BELOW = 12


def trim_following_lines(candidate: Candidate, situation: Situation) -> Candidate | None:
    """Cut the lines at the end of the text that are the next lines of the file, indentation included, blank ones
    aside; of the engine's text all from the next line of the file on."""
    lines = candidate.text.split("\n")
    below = [line.rstrip() for line in situation.place.lines_below(_MAX_BELOW) if line.strip()]
    filled = [(at, line.rstrip()) for at, line in enumerate(lines) if line.strip()]
    if candidate.origin == "engine" and below:  # it goes on as long as it can foresee, into what stands there too
        again = next((at for at, line in filled[1:] if line == below[0]), len(lines))
        return replace(candidate, text="\n".join(lines[:again]).rstrip())
    for count in range(min(len(filled) - 1, len(below)), 0, -1):
        tail = filled[-count:]
        if [line for _, line in tail] == below[:count]:
            return replace(candidate, text="\n".join(lines[: tail[0][0]]).rstrip())
    return candidate
