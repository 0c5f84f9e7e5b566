"""Where in a file one local name (a parameter, a variable) is meant: its scope's, and no other of the same spelling.

By `scopes.scm`, like `lacewing.syntax.scopes`; what other files define is not known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import tree_sitter

from lacewing.syntax.queries import cursor_for, load_query
from lacewing.syntax.scopes import LocalKind, Scope, owners, scopes_of
from lacewing.syntax.source import Source
from lacewing.syntax.tree import ancestors, node_at
from lacewing.text.position import Span

_VALUES = frozenset(["parameter", "variable"])
_WORD = re.compile(r"[\w$@#-]+[?!]?")
_NO_NAME = re.compile(r"comment|string_|_literal|number|integer|float|^string$|content|text$")
_ASSIGNING = re.compile(
    r"assign|augmented|declarator|binding|short_var|for_|foreach|update_expression|inc_statement|dec_statement"
)


@dataclass(frozen=True, slots=True)
class LocalUses:
    """A local name: where it is first defined, and every place that means it, in document order."""

    name: str
    kind: LocalKind
    definition: Span
    spans: tuple[Span, ...]
    whole_file: bool
    """Whether the name belongs to no function but to the file, so that other files may know it."""


def name_at(source: Source, offset: int) -> Span | None:
    """The name that byte `offset` stands in or right behind; None in comments, texts and between names."""
    tree = source.tree
    if tree is None:
        return None
    for at in (offset, offset - 1):
        if at < 0:
            continue
        node = node_at(tree.root_node, at)
        text = source.data[node.start_byte : node.end_byte]
        if not node.child_count and node.start_byte <= offset <= node.end_byte and _is_name(node, text):
            return Span(node.start_byte, node.end_byte)
    return None


def _is_name(node: tree_sitter.Node, text: bytes) -> bool:
    word = text.decode("utf-8", "replace")
    return node.is_named and _WORD.fullmatch(word) is not None and _NO_NAME.search(node.type) is None


def uses_of_local(source: Source, offset: int) -> LocalUses | None:
    """The local parameter or variable whose name stands at byte `offset`, with all its uses; None for other names."""
    source = source.at(offset)
    name = name_at(source, offset)
    if name is None or source.tree is None or source.language is None:
        return None
    query = load_query(source.language, "scopes")
    if query is None:
        return None
    text = source.data[name.start : name.end]
    places = _places(cursor_for(query).captures(source.tree.root_node), text, source.data)
    if name.start not in places:
        return None
    scopes = scopes_of(source.tree.root_node, source.data, source.language)
    hidden = frozenset(source.language.extra.get("scopes", {}).get("hidden_from_functions", ()))
    spelled = text.decode("utf-8", "replace")
    starts = sorted(places)
    meant = {
        start: _holder(scopes, owner, spelled, hidden)
        for start, owner in zip(starts, owners([scope.span for scope in scopes], starts), strict=True)
    }
    holder = meant[name.start]
    if holder < 0:
        return None
    defined = next(each for each in scopes[holder].names if each.name == spelled)
    if defined.kind not in _VALUES:
        return None
    spans = tuple(Span(start, places[start]) for start in starts if meant[start] == holder)
    whole_file = holder == 0 or scopes[holder].node_type in hidden
    return LocalUses(spelled, defined.kind, defined.span, spans, whole_file)


def member_places(source: Source, name: str) -> list[tuple[Span, str]]:
    """Where `name` stands behind a receiver, with the receiver's text, in document order; also where it is assigned."""
    query = load_query(source.language, "scopes") if source.language is not None else None
    if query is None or source.tree is None:
        return []
    wanted = name.encode()
    found = []
    for _, captures in cursor_for(query).matches(source.tree.root_node):
        for node in captures.get("member.reference", ()):
            if source.data[node.start_byte : node.end_byte] == wanted and "receiver" in captures:
                receiver = captures["receiver"][0]
                text = source.data[receiver.start_byte : receiver.end_byte].decode("utf-8", "replace")
                found.append((Span(node.start_byte, node.end_byte), text))
    return found


def is_written(source: Source, span: Span) -> bool:
    """Whether the name at `span` is given a value there: assigned, declared, counted up."""
    source = source.at(span.start)
    if source.tree is None:
        return False
    node = source.tree.root_node.descendant_for_byte_range(span.start, span.end)
    inner = node
    for outer in list(ancestors(node))[1:6] if node is not None else ():
        if _ASSIGNING.search(outer.type):
            target = (
                outer.child_by_field_name("left")
                or outer.child_by_field_name("name")
                or outer.child_by_field_name("pattern")
                or outer.child_by_field_name("argument")
                or (outer.named_children[0] if outer.named_children else None)
            )
            return (
                target is not None
                and target.start_byte <= span.start
                and span.end <= target.end_byte
                and (target.end_byte == span.end or target.type.endswith(("list", "pattern")))
            )
        if inner is not None and outer.end_byte != inner.end_byte and not outer.type.endswith(("list", "pattern")):
            return False  # it stands before a dot or in a call
        inner = outer
    return False


def _places(captures: dict[str, list[tree_sitter.Node]], name: bytes, data: bytes) -> dict[int, int]:
    """Start and end of the bare uses and the definitions spelled like that."""
    found: dict[int, int] = {}
    others: set[int] = set()
    bound = {node.start_byte for node in captures.get("local.definition.import", ())}
    for capture, nodes in captures.items():
        wanted = capture == "local.reference" or capture.startswith("local.definition") or capture == "local.outer"
        other = capture in ("member.reference", "local.label")
        if not wanted and not other:
            continue
        for node in nodes:
            if data[node.start_byte : node.end_byte] == name:
                if other or (capture == "local.reference" and _names_module(node)):
                    others.add(node.start_byte)
                else:
                    found[node.start_byte] = node.end_byte
    return {start: end for start, end in found.items() if start not in others or start in bound}


def _names_module(node: tree_sitter.Node) -> bool:
    """Whether the name stands in an import, where only what it binds is a name of the file."""
    outer = list(ancestors(node))[1:4]
    return any("import" in each.type for each in outer)


def _holder(scopes: list[Scope], scope: int, name: str, hidden: frozenset[str]) -> int:
    """The scope, from `scope` outwards, whose name is meant there; -1 when none has it."""
    innermost = scope
    while scope >= 0:
        seen = scope == innermost or scopes[scope].node_type not in hidden
        if seen and any(each.name == name for each in scopes[scope].names):
            return scope
        scope = scopes[scope].parent
    return -1
