"""Indentation as the file has it: tabs or blanks, the block's own depth, no doubling of what is typed already."""

from __future__ import annotations

from dataclasses import replace

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation
from lacewing.features.completion.place import Place


def fit_indentation(candidate: Candidate, situation: Situation) -> Candidate | None:
    """Put the first line at the cursor's depth and turn the later ones' indentation into the file's unit."""
    place = situation.place
    lines = candidate.text.split("\n")
    if not place.line_prefix.strip():
        first = lines[0].lstrip(" \t")
        extra = lines[0][: len(lines[0]) - len(first)]
        lines[0] = _missing(extra, place) + first
    if len(lines) == 1:
        return replace(candidate, text=lines[0])
    return replace(candidate, text="\n".join([lines[0], *_later_lines(lines[1:], place)]))


def _missing(extra: str, place: Place) -> str:
    """What of the text's own indentation `extra` is still to be typed behind the cursor's."""
    typed = place.line_prefix
    if not typed:
        return _in_unit(extra, place)
    return extra[len(typed) :] if extra.startswith(typed) and _same_kind(extra, place) else ""


def _later_lines(lines: list[str], place: Place) -> list[str]:
    """A model that indents with the wrong unit is corrected; alignment (odd blanks) is left as it is."""
    if all(_same_kind(_indent_of(line), place) for line in lines):
        return [line.rstrip() if not line.strip() else line for line in lines]
    return [_in_unit(_indent_of(line), place) + line.lstrip(" \t") if line.strip() else "" for line in lines]


def _same_kind(indent: str, place: Place) -> bool:
    """Whether `indent` is written as the file writes it; blanks behind tabs align and are fine."""
    if not indent:
        return True
    if place.indent_unit == "\t":
        return indent[0] == "\t"
    return "\t" not in indent


def _in_unit(indent: str, place: Place) -> str:
    """`indent` in the file's unit, a tab counting as one step and four blanks as one step of a tabbed file."""
    if _same_kind(indent, place):
        return indent
    if place.indent_unit == "\t":
        width = len(indent)
        step = 2 if width % 4 else 4
        return "\t" * (width // step) + " " * (width % step)
    return indent.replace("\t", place.indent_unit)


def _indent_of(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]
