"""Taking a piece of text away without leaving an empty line."""

from __future__ import annotations

from lacewing.syntax.source import Source
from lacewing.text.position import Span


def lines_to_remove(source: Source, span: Span) -> Span:
    """`span` with the blanks before it, and the whole lines when nothing else stands in them."""
    lines = source.lines
    first, last = lines.line_of(span.start), lines.line_of(max(span.start, span.end - 1))
    start, end = span.start, span.end
    while start > lines.line_start(first) and source.data[start - 1 : start] in (b" ", b"\t"):
        start -= 1
    blank_after = not source.data[end : lines.line_end(last)].strip(b" \t")
    if start == lines.line_start(first):
        return Span(start, lines.line_start(last + 1)) if blank_after else span
    return Span(start, end) if blank_after else span
