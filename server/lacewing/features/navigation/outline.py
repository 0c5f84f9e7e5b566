"""The outline of a file: its definitions, each inside the one that holds it."""

from __future__ import annotations

from lacewing.features.navigation.types import OutlineEntry
from lacewing.project.facts import Symbol
from lacewing.project.open_facts import facts_of
from lacewing.syntax.source import Source
from lacewing.text.position import Span

_DEPRECATED = ("deprecated", "Deprecated", "Obsolete")


def outline(source: Source) -> list[OutlineEntry]:
    """The definitions in document order; those of code that lies in a file of another language too."""
    facts = facts_of(source)
    symbols = [each for each in facts.symbols if each.kind != "extension"] if facts is not None else []
    roots: list[_Open] = []
    stack: list[_Open] = []
    for symbol in sorted(symbols, key=lambda each: (each.start, -each.end)):
        entry = _Open(symbol)
        while stack and not _holds(stack[-1].symbol, symbol):
            stack.pop()
        (stack[-1].inside if stack else roots).append(entry)
        stack.append(entry)
    return [each.closed() for each in roots]


class _Open:
    """An entry whose children are still being found."""

    def __init__(self, symbol: Symbol) -> None:
        self.symbol = symbol
        self.inside: list[_Open] = []

    def closed(self) -> OutlineEntry:
        symbol = self.symbol
        span = Span(symbol.name_start, symbol.name_end)
        whole = Span(min(symbol.start, span.start), max(symbol.end, span.end))
        deprecated = any(word in decorator for decorator in symbol.decorators for word in _DEPRECATED)
        children = tuple(each.closed() for each in self.inside)
        return OutlineEntry(symbol.name, symbol.kind, _detail(symbol), whole, span, deprecated, children)


def _holds(outer: Symbol, inner: Symbol) -> bool:
    spans = (outer.start, outer.end), (inner.start, inner.end)
    return outer.start <= inner.start and inner.end <= outer.end and spans[0] != spans[1]


def _detail(symbol: Symbol) -> str:
    """What stands behind the name: parameters and result, or the type."""
    if symbol.kind in ("function", "method", "constructor"):
        given = ", ".join(each.name for each in symbol.parameters if each.kind != "receiver")
        return f"({given})" + (f" → {symbol.result}" if symbol.result else "")
    return symbol.result
