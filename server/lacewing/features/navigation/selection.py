"""What a growing selection takes next: the word, then what the syntax tree says lies around it."""

from __future__ import annotations

from lacewing.syntax.source import Source
from lacewing.text.position import Span

_QUOTES = b"\"'`"


def selection_ranges(source: Source, offset: int) -> list[Span]:
    """The spans around byte `offset`, each inside the next; the last is the whole file."""
    whole = Span(0, len(source.data))
    found: list[Span] = [whole]
    for part in _parts_around(source, offset):
        if part.tree is None:
            continue
        cursor = part.tree.root_node.walk()
        while True:
            node = cursor.node
            if node is not None and node.start_byte <= offset <= node.end_byte:
                _add(found, Span(node.start_byte, node.end_byte))
                _add_inside(found, part.data, offset)
            if cursor.goto_first_child_for_byte(offset) is None:
                break
            node = cursor.node
            if node is not None and node.start_byte > offset:  # only blanks stand there
                break
    return list(reversed(found))


def _parts_around(source: Source, offset: int) -> list[Source]:
    found = [source]
    while True:
        inner = next((part for part in found[-1].parts if part.region.holds(offset, source.data)), None)
        if inner is None:
            return found
        found.append(inner)


def _add(found: list[Span], span: Span) -> None:
    last = found[-1]
    if last.start <= span.start and span.end <= last.end and span != last and span.start < span.end:
        found.append(span)


def _add_inside(found: list[Span], data: bytes, offset: int) -> None:
    """What stands between the brackets or quotes of the last span."""
    last = found[-1]
    first, final = data[last.start : last.start + 1], data[last.end - 1 : last.end]
    if last.end - last.start > 2 and (first + final in (b"()", b"[]", b"{}") or (first == final and first in _QUOTES)):
        inside = Span(last.start + 1, last.end - 1)
        if inside.contains(offset):
            _add(found, inside)
