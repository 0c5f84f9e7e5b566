"""Text that goes round in circles."""

from __future__ import annotations

from dataclasses import replace

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation

_LEAST = 4
_LONGEST = 4


def cut_loop(candidate: Candidate, _situation: Situation) -> Candidate | None:
    """Cut where one to four lines come for the third time in a row; of the loop the first round stays."""
    lines = candidate.text.split("\n")
    for size in range(1, _LONGEST + 1):
        for start in range(len(lines) - 3 * size + 1):
            part, again, third = (lines[start + turn * size : start + (turn + 1) * size] for turn in range(3))
            if _same(part, again) and _same(again, third) and any(len(line.strip()) >= _LEAST for line in part):
                return replace(candidate, text="\n".join(lines[: start + size]))
    return candidate


def _same(one: list[str], other: list[str]) -> bool:
    """Whether the lines are the same but for the indentation of the first, which may have been typed."""
    return [line.strip() for line in one[:1]] + one[1:] == [line.strip() for line in other[:1]] + other[1:]
