"""What a file's local names hold, by `bindings.scm` of its language: types as written, and expressions as text.

Made for open documents and, when a question needs them, of closed files; not stored. Interprets nothing.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Literal

import tree_sitter

from lacewing.project.expression_text import expression_text
from lacewing.project.facts import Binding
from lacewing.project.signatures import one_line
from lacewing.syntax.language import Language
from lacewing.syntax.queries import Captures, load_query, matches
from lacewing.syntax.source import Source

# Words in the place of a type that leave it to the value.
_INFERRED = frozenset(["var", "auto", "let", "val", "const auto", "auto&", "const auto&", "auto*", "auto&&"])
_NAMES = frozenset(["variable_name", "variable_declaration"])
_AROUND = 40  # bytes around a definition that are still its statement: `export default`
_LISTS = frozenset([
    "expression_list", "pattern_list", "tuple_pattern", "list_pattern", "tuple", "array_pattern", "list_literal",
    "left_assignment_list", "right_assignment_list", "structured_binding_declarator", "multi_variable_declaration",
    "tuple_expression",
])  # fmt: skip
_How = Literal["type", "value", "element", "entered", "parameter"]


def bindings(data: bytes, language: Language) -> tuple[Binding, ...]:
    """The bindings of a file with these UTF-8 bytes, in document order."""
    found: list[Binding] = []
    for part in _code(Source(Path(), data, language)):
        if part.tree is not None and part.language is not None:
            found += _bindings_below([part.tree.root_node], data, part.language)
    return tuple(found)


def bindings_within(source: Source, start: int, end: int) -> tuple[Binding, ...]:
    """The bindings of an open document between two offsets, from the tree that it has."""
    part = source.at(start)
    if part.language is None or part.tree is None:
        return ()
    root = part.tree.root_node
    # A query over a part of a large tree still walks along all that stands beside it: begin at the part's own node.
    node = root.descendant_for_byte_range(start, end) or root
    found = _bindings_below([node], part.data, part.language)
    return tuple(each for each in found if start <= each.start < end)


def bindings_outside(source: Source, spans: Sequence[tuple[int, int]]) -> tuple[Binding, ...]:
    """The bindings of an open document but those in the statements that are little more than one of `spans`."""
    starts = [start for start, _ in spans]
    found: list[Binding] = []
    for part in _code(source):
        nodes = []
        for child in part.tree.root_node.children if part.tree is not None else ():
            at = bisect_left(starts, child.start_byte)
            if at == len(spans) or spans[at][0] - child.start_byte > _AROUND or child.end_byte - spans[at][1] > _AROUND:
                nodes.append(child)
        if nodes and part.language is not None:
            found += _bindings_below(nodes, part.data, part.language)
    return tuple(found)


def _code(source: Source) -> Iterator[Source]:
    """The source and the code of other languages in it."""
    return (part for part in source.all_parts() if part.role in ("code", "template"))


def _bindings_below(nodes: Sequence[tree_sitter.Node], data: bytes, language: Language) -> tuple[Binding, ...]:
    query = _query(language)
    if query is None:
        return ()
    found: list[Binding] = []
    for _, captures in chain.from_iterable(matches(query, node) for node in nodes):
        bound = _bound(captures, data)
        if bound and "throughout" in captures:
            start = captures["throughout"][0].start_byte
            bound = [binding._replace(start=start) for binding in bound]
        found += bound
    found.sort(key=lambda binding: (binding.start, binding.how != "type"))
    return tuple(found)


@functools.cache
def _query(language: Language) -> tree_sitter.Query | None:
    return load_query(language, "bindings")


def _bound(captures: Captures, data: bytes) -> list[Binding]:
    scope = captures.get("scope") or captures.get("throughout")
    end = scope[0].end_byte if scope else len(data)
    types, values = captures.get("type"), captures.get("value")
    if types and _text(types[0], data) not in _INFERRED:
        text = one_line(_text(types[0], data)).removeprefix(":").lstrip()
        return _each(captures, end, "type", text, data)
    if "function" in captures:
        return _parameters(captures, end, data)
    if values:
        return _of_values(captures, end, values, data)
    for how in ("element", "entered"):
        if nodes := captures.get(how):
            return _each(captures, end, how, expression_text(nodes[0], data), data)
    return []


def _parameters(captures: Captures, end: int, data: bytes) -> list[Binding]:
    """The parameters that have no types of their own, of a function whose type is known."""
    text = one_line(_text(captures["function"][0], data))
    names = [node.child_by_field_name("pattern") or node for node in captures["names"][0].named_children]
    return [
        Binding(_text(node, data), node.start_byte, end, "parameter", text, position)
        for position, node in enumerate(names)
        if node.type == "identifier"
    ]


def _of_values(captures: Captures, end: int, values: list[tree_sitter.Node], data: bytes) -> list[Binding]:
    names, value = captures.get("names"), values[0]
    if names and value.type in _LISTS:  # `a, b = f(), g()`; a single value in a list is unpacked
        pairs = zip(_parts(names[0]), value.named_children, strict=False)
        if value.named_child_count > 1:
            return [
                Binding(_text(name, data), name.start_byte, end, "value", expression_text(each, data))
                for name, each in pairs
            ]
        value = value.named_children[0] if value.named_child_count else value
    elif value.type in _LISTS and value.named_child_count == 1:
        value = value.named_children[0]
    text = expression_text(value, data)
    member = captures.get("member")
    if text and member:  # `const { a: b } = f()`
        text = f"{text}.{_text(member[0], data)}"
    return _each(captures, end, "value", text, data)


def _each(captures: Captures, end: int, how: _How, text: str, data: bytes) -> list[Binding]:
    if not text:
        return []
    if "name" in captures:
        return [Binding(_text(node, data), node.start_byte, end, how, text) for node in captures["name"]]
    parts = _parts(captures["names"][0]) if "names" in captures else []
    alone = len(parts) == 1
    return [
        Binding(_text(node, data), node.start_byte, end, how, text, -1 if alone else position)
        for position, node in enumerate(parts)
        if node.type.endswith("identifier") or node.type in _NAMES
    ]


def _parts(names: tree_sitter.Node) -> list[tree_sitter.Node]:
    return names.named_children if names.type in _LISTS else [names]


def _text(node: tree_sitter.Node, data: bytes) -> str:
    return data[node.start_byte : node.end_byte].decode("utf-8", "replace")
