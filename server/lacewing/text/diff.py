"""Where two texts differ. Knows nothing of files."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import AnyStr

_COMPARED_LINES = 8000
_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class LineChange:
    """The lines `removed` that began at 0-based `line` gave way to the lines `added`; without their line ends."""

    line: int
    removed: tuple[bytes, ...]
    added: tuple[bytes, ...]


def line_changes(before: bytes, after: bytes) -> list[LineChange]:
    """The lines in which two texts differ, from the top; a text of megabytes costs milliseconds.

    Lines end at "\\n", as they do in the project's facts.
    """
    same = common_prefix(before, after)
    start = before.rfind(b"\n", 0, same) + 1
    tail = _whole_lines(before, after, _common_suffix(before, after, same))
    old, new = _lines(before[start : len(before) - tail]), _lines(after[start : len(after) - tail])
    line = before.count(b"\n", 0, start)
    while old and new and old[0] == new[0]:
        del old[0], new[0]
        line += 1
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    if not old and not new:
        return []
    if not old or not new or max(len(old), len(new)) > _COMPARED_LINES:
        return [LineChange(line, tuple(old), tuple(new))]
    matcher = SequenceMatcher(None, old, new)
    return [
        LineChange(line + first, tuple(old[first:end]), tuple(new[new_first:new_end]))
        for tag, first, end, new_first, new_end in matcher.get_opcodes()
        if tag != "equal"
    ]


def changed_part(before: bytes, after: bytes) -> tuple[int, int, int]:
    """Where one edit makes `after` of `before`: the byte it begins at, its end in `before`, its end in `after`."""
    start = common_prefix(before, after)
    same = _common_suffix(before, after, start)
    return start, len(before) - same, len(after) - same


def common_prefix(one: AnyStr, other: AnyStr) -> int:
    """How many bytes, or characters, both begin with."""
    most, same, step = min(len(one), len(other)), 0, _BLOCK
    while step and same < most:
        if one.startswith(other[same : min(same + step, most)], same):
            same = min(same + step, most)
        else:
            step >>= 1
    return same


def _common_suffix(one: bytes, other: bytes, taken: int) -> int:
    """How many bytes the ends share; the first `taken` of both are spoken for."""
    most, same, step = min(len(one), len(other)) - taken, 0, _BLOCK
    while step and same < most:
        length = min(step, most - same)
        if one.endswith(other[len(other) - same - length : len(other) - same], 0, len(one) - same):
            same += length
        else:
            step >>= 1
    return same


def _whole_lines(one: bytes, other: bytes, tail: int) -> int:
    """How many of the last `tail` bytes, which two texts share, are lines that begin where the tail does or in it."""
    starts = (len(one) - tail, len(other) - tail)
    if all(place == 0 or text[place - 1 : place] == b"\n" for place, text in zip(starts, (one, other), strict=True)):
        return tail
    end = one.find(b"\n", starts[0])
    return len(one) - end - 1 if end >= 0 else 0


def _lines(data: bytes) -> list[bytes]:
    lines = data.split(b"\n")
    return lines if lines[-1] else lines[:-1]
