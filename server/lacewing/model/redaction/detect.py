"""All secrets of a text: known formats, names that tell, random values, private keys, and patterns handed in.

Lines are looked at once and remembered: while somebody types, all but one line of a prompt were seen before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lacewing.model.redaction.assignments import HINTS, find_assigned
from lacewing.model.redaction.blocks import find_private_keys
from lacewing.model.redaction.entropy import find_random
from lacewing.model.redaction.formats import find_formats
from lacewing.model.redaction.types import Found, OwnPattern

_MOST_LINES = 50_000
_MOST_CHARACTERS = 8_000_000


class Detector:
    """Finds secrets; remembers lines by their text. Thread-safe."""

    def __init__(self, own: Sequence[OwnPattern] = ()) -> None:
        self._own = tuple(own)
        self._lines: dict[str, tuple[Found, ...]] = {}
        self._characters = 0

    def find(self, text: str) -> list[Found]:
        """The secrets of `text` in its order, none touching another."""
        found: list[Found] = list(find_private_keys(text)) if "PRIVATE KEY" in text else []
        lines = text.split("\n")
        seen = self._seen(lines)
        start = 0
        for line in lines:
            if line:
                found += [Found(start + each.start, start + each.end, each.kind) for each in seen[line]]
            start += len(line) + 1
        return merged(found)

    def _seen(self, lines: list[str]) -> dict[str, tuple[Found, ...]]:
        """The secrets of each line, from memory or by looking."""
        memory = self._lines
        seen = {line: memory.get(line) for line in lines if line}
        new = [line for line, found in seen.items() if found is None]
        looked_at = _look_at(new, self._own)
        self._remember(looked_at)
        return {line: looked_at[line] if found is None else found for line, found in seen.items()}

    def _remember(self, looked_at: dict[str, tuple[Found, ...]]) -> None:
        characters = sum(map(len, looked_at))
        if len(self._lines) + len(looked_at) > _MOST_LINES or self._characters + characters > _MOST_CHARACTERS:
            self._lines, self._characters = {}, 0
        self._lines.update(looked_at)
        self._characters += characters


def _look_at(lines: list[str], own: Sequence[OwnPattern]) -> dict[str, tuple[Found, ...]]:
    """The secrets of lines none of which was seen before. Most is sought in all at once, which is much faster."""
    if not lines:
        return {}
    text = "\n".join(lines)
    hints = [hint for hint in HINTS if hint in text.lower()]
    found: list[list[Found]] = [list(_own_in(line, own)) if own else [] for line in lines]
    if hints:
        for number, line in enumerate(lines):
            lowered = line.lower()
            if any(hint in lowered for hint in hints):
                found[number] += find_assigned(line)
    number, start = 0, 0
    for each in sorted([*find_formats(text), *find_random(text)]):
        while each.start > start + len(lines[number]):
            start += len(lines[number]) + 1
            number += 1
        found[number].append(Found(each.start - start, each.end - start, each.kind))
    return {line: tuple(merged(of_line)) for line, of_line in zip(lines, found, strict=True)}


def _own_in(line: str, own: Sequence[OwnPattern]) -> Iterator[Found]:
    for regex, kind in own:
        for match in regex.finditer(line):
            start, end = match.span(1) if regex.groups and match[1] else match.span()
            if end > start:
                yield Found(start, end, kind)


def merged(found: list[Found]) -> list[Found]:
    """In order, overlapping ones made one; its kind is that of the one that starts first, of those the longest's.

    Where two are the same, “SECRET” gives way to what says more.
    """
    kept: list[Found] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end, each.kind == "SECRET")):
        if kept and each.start < kept[-1].end:
            kept[-1] = kept[-1]._replace(end=max(kept[-1].end, each.end))
        else:
            kept.append(each)
    return kept
