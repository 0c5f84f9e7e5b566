"""Text that says again what the lines above or below say, or that goes round in circles."""

from __future__ import annotations

from dataclasses import replace

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation

_LEAST = 4
_MAX_BELOW = 12


def drop_repeated_lines(candidate: Candidate, situation: Situation) -> Candidate | None:
    """Drop a line equal to the one above or below; cut a loop, and the lines at the end that follow the cursor."""
    lines = _without_loop(candidate.text.split("\n"))
    lines = _without_following(lines, situation)
    if not lines:
        return None
    place = situation.place
    first = (place.line_prefix + lines[0]).strip()
    if len(lines) == 1 and len(first) >= _LEAST and first in _neighbours(situation):
        return None
    return replace(candidate, text="\n".join(lines))


def _neighbours(situation: Situation) -> set[str]:
    """The nearest lines with text above and below, stripped."""
    place = situation.place
    found = set()
    for step in (-1, 1):
        line = place.line + step
        while 0 <= line < place.source.lines.line_count and abs(line - place.line) < 4:
            text = place.line_text(line).strip()
            if text:
                found.add(text)
                break
            line += step
    return found


def _without_following(lines: list[str], situation: Situation) -> list[str]:
    """`lines` without those at their end that are the next lines of the file."""
    place = situation.place
    if len(lines) == 1:
        return lines
    below = [line.rstrip() for line in place.lines_below(_MAX_BELOW)]
    while below and not below[0]:
        del below[0]
    for count in range(min(len(lines), len(below)), 0, -1):
        tail = [line.rstrip() for line in lines[-count:]]
        if tail == below[:count] and any(len(line.strip()) >= _LEAST or count == len(lines) for line in tail):
            return lines[:-count]
    return lines


def _without_loop(lines: list[str]) -> list[str]:
    """`lines` up to the third time in a row that one to three lines come again."""
    for size in (1, 2, 3):
        for start in range(len(lines) - 3 * size + 1):
            part = lines[start : start + size]
            again = lines[start + size : start + 2 * size]
            third = lines[start + 2 * size : start + 3 * size]
            if part == again == third and any(len(line.strip()) >= _LEAST for line in part):
                return lines[: start + size]
    return lines
