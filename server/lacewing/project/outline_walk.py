"""Finding a file's definitions and imports without a look at its expressions, which are most of a tree.

A query visits every node. Where a language says at which nodes definitions stand (`[outline]` in `language.toml`), only
those are visited, and the query is run at each that its patterns may begin with: half the time. A tree with errors, in
which anything may stand anywhere, is left to the query.
- inside: nodes whose children are looked at; bodied: those of which only the field `body` is looked at, as nothing to
  be found stands before it; wrappers: nodes that stand for their first child.
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
    bodied: _Kinds
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
    bodied, functions, classes = places.bodied, places.functions, places.classes
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
                if not (local and _only_local(child, places)):
                    for each in _assignments(child, local, places):
                        found += matches(each)
                continue
            if kind in begin:
                found += matches(child)
            if kind in inside:
                part = child.child_by_field_name("body") if kind in bodied else child
                if part is not None:
                    pending.append((part, kind in functions or (local and kind not in classes)))
    return found


def _only_local(node: tree_sitter.Node, places: _Places) -> bool:
    """Whether the assignment `node` is a local variable's and nothing more, as most are."""
    first, last = node.child(0), node.child(node.child_count - 1)
    if first is None or last is None or first.kind_id not in places.variable:
        return False
    return last.kind_id not in places.function and last.kind_id not in places.assignment


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
