"""The lines that a line is nested in, told by indentation: what declares the function, class or loop around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lacewing.engine.vocabulary import Ids, Vocabulary


@dataclass(frozen=True, slots=True)
class Brackets:
    """The numbers of opening and of closing brackets."""

    opening: frozenset[int]
    closing: frozenset[int]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Brackets:
        """The brackets as `vocabulary` numbers them."""
        return cls(frozenset(map(vocabulary.number, "([{")), frozenset(map(vocabulary.number, ")]}")))


def enclosing_lines(
    marks: Sequence[tuple[int, int, int]], start: int, indent: int, ids: Ids, brackets: Brackets, limit: int
) -> list[tuple[int, int]]:
    """At most `limit` ranges of tokens, the nearest line first.

    `marks` tell of every line end: its offset, its place in `ids`, the indentation of the line before it; the first
    line begins at `start`. `indent` is that of the line asked about. A header that goes over several lines is given
    whole, and so is one whose opening brace has a line of its own.
    """
    found: list[tuple[int, int]] = []
    end_of_header = -1
    for number in range(len(marks) - 1, -1, -1):
        _, end, columns = marks[number]
        begin = marks[number - 1][1] + 1 if number else start
        if end <= begin or columns >= indent:
            continue
        first = int(ids[begin])
        if end_of_header < 0:
            end_of_header = end
        if number and (first in brackets.closing or (first in brackets.opening and end == begin + 1)):
            indent = columns + 1  # the header's first line is indented like this one
            continue
        found.append((begin, end_of_header))
        end_of_header = -1
        indent = columns
        if not columns or len(found) == limit:
            break
    return found
