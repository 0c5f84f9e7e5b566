"""What a file's local names hold, by `bindings.scm` of its language: types as written, and expressions as text.

Made for open documents and, when a question needs them, of closed files; not stored. Interprets nothing.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Literal

import tree_sitter

from lacewing.project.expression_text import expression_text
from lacewing.project.facts import Binding
from lacewing.project.signatures import one_line
from lacewing.syntax.language import Language
from lacewing.syntax.queries import Captures, cursor_for, load_query
from lacewing.syntax.source import Source

# Words in the place of a type that leave it to the value.
_INFERRED = frozenset(["var", "auto", "let", "val", "const auto", "auto&", "const auto&", "auto*", "auto&&"])
_LISTS = frozenset(
    [
        "expression_list",
        "pattern_list",
        "tuple_pattern",
        "list_pattern",
        "tuple",
        "array_pattern",
        "left_assignment_list",
    ]
)
_How = Literal["type", "value", "element", "entered"]


def bindings(data: bytes, language: Language) -> tuple[Binding, ...]:
    """The bindings of a file with these UTF-8 bytes, in document order."""
    return bindings_of(Source(Path(), data, language))


def bindings_of(source: Source) -> tuple[Binding, ...]:
    """The bindings of an open document, from the tree that it has; those of code in other languages in it too."""
    found: list[Binding] = []
    for part in source.all_parts():
        if part.role == "code" and part.language is not None and part.tree is not None:
            found += bindings_of_tree(part.tree.root_node, part.data, part.language)
    return tuple(found)


def bindings_of_tree(root: tree_sitter.Node, data: bytes, language: Language) -> tuple[Binding, ...]:
    """The bindings of `data` whose tree is already there; () for a language without `bindings.scm`."""
    query = _query(language)
    if query is None:
        return ()
    found: list[Binding] = []
    for _, captures in cursor_for(query).matches(root):
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
    if types and (not values or _text(types[0], data) not in _INFERRED):
        text = one_line(_text(types[0], data)).removeprefix(":").lstrip()
        return _each(captures, end, "type", text, data)
    if values:
        return _of_values(captures, end, values, data)
    for how in ("element", "entered"):
        if nodes := captures.get(how):
            return _each(captures, end, how, expression_text(nodes[0], data), data)
    return []


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
        if node.type.endswith("identifier")
    ]


def _parts(names: tree_sitter.Node) -> list[tree_sitter.Node]:
    return names.named_children if names.type in _LISTS else [names]


def _text(node: tree_sitter.Node, data: bytes) -> str:
    return data[node.start_byte : node.end_byte].decode("utf-8", "replace")
