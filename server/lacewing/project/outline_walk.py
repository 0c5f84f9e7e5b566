"""Finding a file's definitions and imports without a look at its expressions, which are most of a tree.

A query visits every node. Where a language says at which nodes definitions stand (`[outline]` in `language.toml`), only
those are visited, and the query is run at each that its patterns may begin with: half the time. A tree with errors, in
which anything may stand anywhere, is left to the query.
- inside: nodes whose children are looked at; wrappers: nodes that stand for their first child.
- begin: nodes that a pattern of `symbols.scm` or `imports.scm` may begin with.
- functions, classes: which nodes make what is assigned inside them local, or fields again.
- assignment: a node to begin with too, and so is one that is its last child. It only makes a local variable, where
  those count for nothing, when its first child is a `variable` and its last child no `function`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import tree_sitter

from lacewing.syntax.language import Language
from lacewing.syntax.queries import Captures, cursor_for

_Kinds = frozenset[int]


def outline_matches(
    root: tree_sitter.Node, query: tree_sitter.Query, language: Language
) -> Iterable[tuple[int, Captures]]:
    """What `query` (of an outline) matches below `root`, but for local variables; matches of one name come in order."""
    places = _places(language)
    if places is None or root.has_error:
        return cursor_for(query).matches(root)
    return _walk(root, query, places)


@dataclass(frozen=True, slots=True)
class _Places:
    """The `[outline]` table as numbers of node kinds."""

    inside: _Kinds
    wrappers: _Kinds
    begin: _Kinds
    functions: _Kinds
    classes: _Kinds
    assignment: _Kinds
    variable: _Kinds
    function: _Kinds


def _walk(root: tree_sitter.Node, query: tree_sitter.Query, places: _Places) -> list[tuple[int, Captures]]:
    cursor = cursor_for(query)
    cursor.set_max_start_depth(0)
    matches = cursor.matches
    inside, wrappers, begin, assignment = places.inside, places.wrappers, places.begin, places.assignment
    found: list[tuple[int, Captures]] = []
    pending = [(root, False)]
    while pending:
        node, local = pending.pop()
        for child in node.children:
            kind = child.kind_id
            if kind in wrappers:
                first = child.child(0)
                if first is None:
                    continue
                child, kind = first, first.kind_id
            if kind in assignment:
                for each in _assignments(child, local, places):
                    found += matches(each)
                continue
            if kind in inside:
                pending.append((child, kind in places.functions or (local and kind not in places.classes)))
            if kind in begin:
                found += matches(child)
    return found


def _assignments(node: tree_sitter.Node, local: bool, places: _Places) -> Iterator[tree_sitter.Node]:
    """The assignment `node`, and those in a row with it (`a = b = c`), that make more than a local variable."""
    current: tree_sitter.Node | None = node
    while current is not None:
        children = current.children
        last = children[-1].kind_id
        if not local or children[0].kind_id not in places.variable or last in places.function:
            yield current
        current = children[-1] if last in places.assignment else None


@functools.cache
def _places(language: Language) -> _Places | None:
    table: dict[str, Any] = language.extra.get("outline", {})
    if not table:
        return None
    grammar = language.grammar
    numbers: dict[str, list[int]] = {}
    for number in range(grammar.node_kind_count):
        if grammar.node_kind_is_named(number):
            numbers.setdefault(grammar.node_kind_for_id(number) or "", []).append(number)
    unknown = {kind for kinds in table.values() for kind in kinds} - numbers.keys()
    if unknown:
        raise ValueError(f"{language.folder}/language.toml: [outline] names unknown nodes {sorted(unknown)}")
    return _Places(
        **{key: frozenset(number for kind in kinds for number in numbers[kind]) for key, kinds in table.items()}
    )
