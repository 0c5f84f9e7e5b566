"""How many lines a candidate may have: one, or those of a block."""

from __future__ import annotations

from dataclasses import replace

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation


def cut_to_shape(candidate: Candidate, situation: Situation) -> Candidate | None:
    """Keep the first line, or in a block the lines that are not less indented than the block."""
    lines = candidate.text.rstrip().split("\n")
    if situation.trigger.shape != "block":
        return replace(candidate, text=_first_line(lines))
    kept = lines[:1]
    depth = _block_depth(situation, lines)
    for line in lines[1 : situation.options.max_lines]:
        if line.strip() and _width(line) < depth and line.strip()[0] not in ")]}":
            break
        kept.append(line)
    return replace(candidate, text="\n".join(kept).rstrip())


def _first_line(lines: list[str]) -> str:
    """The first line; blank ones before it are skipped, as a model may begin with a line end."""
    return next((line for line in lines if line.strip()), "").rstrip()


def _block_depth(situation: Situation, lines: list[str]) -> int:
    """The indentation that still belongs to the block: that of its first line."""
    if situation.place.line_prefix.strip():
        first = next((line for line in lines[1:] if line.strip()), "")
        return _width(first)
    own = _width(situation.place.line_prefix)
    return own or _width(lines[0])


def _width(line: str) -> int:
    return len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4))
