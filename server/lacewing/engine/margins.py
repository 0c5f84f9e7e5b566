"""The white space that begins foreseen lines: what a line end says of the next line, in the file's own steps.

A line end of the token stream tells only whether the next line is as deep, deeper or shallower (`LINE_ENDS`). Knows
nothing of languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lacewing.engine.lexer import columns_of

_STEP = "    "


class Margins:
    """Follows the indentation from the cursor's line on, line end by line end."""

    def __init__(self, own: str, outer: Sequence[str], step: str) -> None:
        """`own` begins the cursor's line, `outer` the lines it is nested in, the nearest first; `step` is one level."""
        self._own = own
        self._outer = list(outer)
        self._step = step

    @classmethod
    def at_end(cls, prefix: str) -> Margins:
        """Those of the line on which `prefix`, the last lines of a text with line ends "\\n", ends."""
        lines = prefix.split("\n")
        own = _indent(lines[-1])
        above = [_indent(line) for line in reversed(lines[:-1]) if line.strip()]
        outer: list[str] = []
        columns = columns_of(own)
        for indent in above:
            if columns_of(indent) < columns:
                outer.append(indent)
                columns = columns_of(indent)
        return cls(own, outer, _step([own, *above]))

    def after(self, line_end: str) -> str:
        """The text of a line end (one of `LINE_ENDS`) with the indentation of the line behind it."""
        if line_end.endswith("+"):
            self._outer.insert(0, self._own)
            self._own += self._step
        elif line_end.endswith("-"):
            self._own = self._outer.pop(0) if self._outer else ""
        return ("\n\n" if line_end.startswith("\nb") else "\n") + self._own


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def _step(indents: Sequence[str]) -> str:
    """By how much a line is deeper than the one above it, the nearest such line; `indents` run upwards."""
    for below, above in pairwise(indents):
        if len(below) > len(above) and below.startswith(above):
            return below[len(above) :]
    return _STEP
