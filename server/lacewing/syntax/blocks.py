"""Bodies and control flow of a file, by `blocks.scm`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

import tree_sitter

from lacewing.syntax.queries import cursor_for, load_query
from lacewing.syntax.source import Source
from lacewing.text.position import Span

FlowKind = Literal["branch", "loop", "return", "raise", "catch", "yield", "await"]


@dataclass(frozen=True, slots=True)
class Flow:
    """A statement (or clause) that directs control; `raised` is the exception's name for a raise, "" when unnamed."""

    kind: FlowKind
    span: Span
    raised: str = ""


def block_around(source: Source, offset: int) -> Span | None:
    """The span of the innermost body that holds byte `offset`; None outside of any, or in an unknown language."""
    source = source.at(offset)
    found = None
    for node in _captures(source, Span(offset, offset)).get("block", ()):
        if node.start_byte <= offset <= node.end_byte and (found is None or node.start_byte >= found.start):
            found = Span(node.start_byte, node.end_byte)
    return found


def flow_in(source: Source, span: Span) -> list[Flow]:
    """What directs control inside `span`, in document order, with what functions nested in it do."""
    source = source.at(span.start)
    captures = _captures(source, span)
    raised = sorted(captures.get("raised", ()), key=lambda node: node.start_byte)
    found = []
    for capture, nodes in captures.items():
        if not capture.startswith("flow."):
            continue
        kind = cast(FlowKind, capture.removeprefix("flow."))
        for node in nodes:
            if span.start <= node.start_byte and node.end_byte <= span.end:
                name = _name_inside(node, raised) if kind == "raise" else None
                text = source.data[name.start_byte : name.end_byte].decode("utf-8", "replace") if name else ""
                found.append(Flow(kind, Span(node.start_byte, node.end_byte), text))
    return sorted(found, key=lambda flow: (flow.span.start, -flow.span.end))


def _captures(source: Source, span: Span) -> dict[str, list[tree_sitter.Node]]:
    if source.tree is None or source.language is None:
        return {}
    query = load_query(source.language, "blocks")
    if query is None:
        return {}
    cursor = cursor_for(query)
    cursor.set_byte_range(max(0, span.start - 1), span.end + 1)
    return cursor.captures(source.tree.root_node)


def _name_inside(statement: tree_sitter.Node, names: list[tree_sitter.Node]) -> tree_sitter.Node | None:
    start, end = statement.start_byte, statement.end_byte
    return next((name for name in names if start <= name.start_byte < end), None)
