"""Keyword arguments of calls whose function's parameter was renamed or taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lacewing.features.next_edit.names import Names
from lacewing.features.next_edit.types import NextEdit
from lacewing.project.facts import Symbol
from lacewing.project.index import Index
from lacewing.text.edit import TextEdit
from lacewing.text.position import Span

_MOST_CALLS = 60
_CHANCE = 0.85  # without the edit the call fails; another function of this name may be meant
_KEYWORD = rb"([(,]\s*)%s(\s*(?:=(?!=)|:(?!:))\s*)"


def edits_of_callers(names: Names, index: Index) -> Iterator[NextEdit]:
    """For each parameter that has another name now, or is gone: the calls that still name it."""
    if names.facts_before is None or names.facts_after is None:
        return
    before = {symbol.qualified_name: symbol for symbol in names.facts_before.symbols if symbol.parameters}
    for symbol in names.facts_after.symbols:
        old = before.get(symbol.qualified_name)
        if old is None or old.parameters == symbol.parameters:
            continue
        for name, new in _renamed(old, symbol):
            yield from _of_calls(symbol.name if symbol.kind != "constructor" else symbol.container, name, new, index)


def _renamed(old: Symbol, new: Symbol) -> list[tuple[str, str]]:
    """Names of parameters that are gone, each with the one that stands in its place: when just that one changed."""
    before, after = [each.name for each in old.parameters], [each.name for each in new.parameters]
    if len(before) == len(after):
        different = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
        return different if len(different) == 1 and different[0][1] not in before else []
    return []


def _of_calls(function: str, old: str, new: str, index: Index) -> Iterator[NextEdit]:
    pattern = re.compile(_KEYWORD % re.escape(old.encode("utf-8", "replace")))
    for site in index.calls_to(function.rpartition(".")[2], _MOST_CALLS):
        data = index.text(site.path)
        if data is None:
            continue
        for match in pattern.finditer(data, site.call.start, site.call.end):
            if _depth(data[site.call.start : match.end(1)]) == 1:
                span = Span(match.end(1), match.start(2))
                yield NextEdit(
                    site.path,
                    TextEdit(span, new),
                    f"`{old}` → `{new}`, as in `{function}`",
                    _CHANCE,
                    f"{function} {old} {new}",
                )


def _depth(text: bytes) -> int:
    """How many brackets are open at the end of `text`."""
    opened: Sequence[int] = [text.count(mark) for mark in (b"(", b"[", b"{")]
    closed: Sequence[int] = [text.count(mark) for mark in (b")", b"]", b"}")]
    return sum(opened) - sum(closed)
