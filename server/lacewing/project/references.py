"""Which names a file uses, from the matches of `scopes.scm`.

A function's own parameters and variables are not references: nobody outside can mean them, they would be half of an
index, and `lacewing.syntax.scopes` answers for them. This module runs for every name of a project and must stay fast.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from operator import attrgetter

import tree_sitter

from lacewing.project.facts import Import, Reference, Symbol
from lacewing.project.line_numbers import LineNumbers
from lacewing.project.node_texts import NodeTexts
from lacewing.syntax.queries import Captures

_FUNCTION_LIKE = frozenset(["function", "method", "constructor", "property"])
_Region = tuple[int, frozenset[str]]


@dataclass(slots=True)
class Uses:
    """What `scopes.scm` captured: bare names, matches of names behind dots, parameters and variables being defined,
    names declared to be of an outer scope (Python's `global`), and the offsets of all names that are definitions or
    otherwise no references."""

    bare: list[tree_sitter.Node] = field(default_factory=list)
    members: list[Captures] = field(default_factory=list)
    locals: list[tree_sitter.Node] = field(default_factory=list)
    outer: list[tree_sitter.Node] = field(default_factory=list)
    definitions: set[int] = field(default_factory=set)


def read_references(
    uses: Uses,
    symbols: tuple[Symbol, ...],
    imports: tuple[Import, ...],
    data: bytes,
    texts: NodeTexts,
    lines: LineNumbers,
    implicit: frozenset[str],
) -> tuple[Reference, ...]:
    """The references in document order.

    The names in `implicit` (PHP's `$this`) are never references.
    """
    found = _members(uses, texts, lines)
    uses.definitions.update(node.start_byte for node in uses.locals)
    found += _bare(uses, _regions(symbols, uses, texts, implicit), data, texts, lines)
    found.sort(key=attrgetter("start"))
    if texts.escape:
        found = _behind_escapes(found, data, texts.escape.encode())
    if imports:
        starts = [reference.start for reference in found]
        for start, end in sorted({(item.start, item.end) for item in imports}, reverse=True):
            del found[bisect_left(starts, start) : bisect_left(starts, end)]
    return tuple(found)


def _behind_escapes(found: list[Reference], data: bytes, escape: bytes) -> list[Reference]:
    """A reference begins where its name does: behind the `@` of `@class`."""
    return [one._replace(start=one.start + len(escape)) if data.startswith(escape, one.start) else one for one in found]


def _members(uses: Uses, texts: NodeTexts, lines: LineNumbers) -> list[Reference]:
    found, definitions, name, before = [], uses.definitions, texts.name, texts.receiver
    for captures in uses.members:
        node = captures["member.reference"][0]
        start = node.start_byte
        if start in definitions:
            continue
        definitions.add(start)  # not once more as a bare name
        receiver = before(captures["receiver"][0]) if "receiver" in captures else ""
        found.append(Reference(name(start, node.end_byte), start, lines.of(start), receiver))
    return found


def _bare(uses: Uses, regions: list[_Region], data: bytes, texts: NodeTexts, lines: LineNumbers) -> list[Reference]:
    found, definitions, known = [], uses.definitions, texts.names.get
    changes = iter(regions)
    change, following = next(changes)
    local: frozenset[str] = following
    for node in uses.bare:
        start = node.start_byte
        if start in definitions:
            continue
        while change <= start:
            local = following
            change, following = next(changes)
        end = node.end_byte
        name = known(data[start:end]) or texts.name(start, end)
        if name not in local:
            found.append(Reference(name, start, lines.of(start)))
    return found


def _regions(symbols: tuple[Symbol, ...], uses: Uses, texts: NodeTexts, implicit: frozenset[str]) -> list[_Region]:
    """Offsets at which the set of local names changes, each with the set from there on; closed by an endless one."""
    functions = [symbol for symbol in symbols if symbol.kind in _FUNCTION_LIKE]
    own = _by_function(functions, uses.locals, texts)
    outer = _by_function(functions, uses.outer, texts)
    regions: list[_Region] = [(0, implicit)]
    stack: list[tuple[int, frozenset[str]]] = [(1 << 62, implicit)]
    for function, names, not_ours in zip(functions, own, outer, strict=True):
        while stack[-1][0] <= function.name_start:
            end, _ = stack.pop()
            regions.append((end, stack[-1][1]))
        local = (stack[-1][1] | names) - not_ours if names or not_ours else stack[-1][1]
        stack.append((function.end, local))
        regions.append((function.name_start, local))
    while len(stack) > 1:
        end, _ = stack.pop()
        regions.append((end, stack[-1][1]))
    regions.append((1 << 62, frozenset()))
    return regions


def _by_function(functions: list[Symbol], nodes: list[tree_sitter.Node], texts: NodeTexts) -> list[set[str]]:
    """The names of the nodes that lie in each function, but not in one inside it."""
    own: list[set[str]] = [set() for _ in functions]
    stack: list[int] = []
    upcoming = 0
    for node in sorted(nodes, key=attrgetter("start_byte")) if functions else ():
        start = node.start_byte
        while upcoming < len(functions) and functions[upcoming].name_start <= start:
            stack.append(upcoming)
            upcoming += 1
        while stack and functions[stack[-1]].end <= start:
            stack.pop()
        if stack:
            own[stack[-1]].add(texts.name(start, node.end_byte))
    return own
