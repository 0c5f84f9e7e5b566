"""All names that a project defines, as one text in memory, searched for a part of a name.

A search through a megabyte (the names of 5,000 files) takes less than a database needs to find its place, and keeping
it costs nothing while files are indexed: only names that are new are read.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator

_RARE = 3  # bytes; a shorter part stands in so many names that looking at each of them is quicker
_ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def folded(text: str) -> str:
    """`text` with ASCII letters in lower case, as SQLite compares names and words."""
    return text.translate(_ASCII_LOWER)


class NameSearch:
    """Names, folded, one a line; `last` is what the caller needs to know which came last. Not thread-safe."""

    def __init__(self) -> None:
        self.last = 0
        self._text = b"\n"

    def add(self, names: Iterable[str]) -> None:
        """Add names; those that are there already do no harm."""
        added = "\n".join(names)
        if added:
            self._text += added.encode("utf-8", "replace").lower() + b"\n"

    def holding(self, part: str, most: int) -> list[str]:
        """The `most` best folded names that hold `part` (folded): itself, then as a beginning, then the shortest."""
        wanted = part.encode("utf-8", "replace")
        lines = set(self._lines_with(wanted)) if wanted else set()
        beginning = {line for line in lines if line.startswith(wanted)}
        best = _shortest(beginning, most)
        return best if len(best) == most else best + _shortest(lines - beginning, most - len(best))

    def _lines_with(self, wanted: bytes) -> Iterator[bytes]:
        text = self._text
        if len(wanted) < _RARE:
            yield from (line for line in text.split(b"\n") if wanted in line)
            return
        at = text.find(wanted)
        while at >= 0:
            end = text.index(b"\n", at)
            yield text[text.rindex(b"\n", 0, at + 1) + 1 : end]
            at = text.find(wanted, end)


def _shortest(lines: set[bytes], most: int) -> list[str]:
    names = (line.decode("utf-8", "replace") for line in lines)
    return [name for _, name in heapq.nsmallest(most, ((len(name), name) for name in names))]
