"""Questions about a syntax tree that several layers ask. Knows no language by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import tree_sitter

from lacewing.text.position import Span


def error_spans(root: tree_sitter.Node) -> list[Span]:
    """The spans of all ERROR and MISSING nodes below `root`, in document order (MISSING ones are empty)."""
    if not root.has_error:
        return []
    found = []
    stack = [root]
    while stack:
        node = stack.pop()
        if node.is_error or node.is_missing:
            found.append(Span(node.start_byte, node.end_byte))
        if node.has_error:
            stack.extend(reversed(node.children))
    return found


def node_at(root: tree_sitter.Node, offset: int) -> tree_sitter.Node:
    """The smallest node that holds byte `offset` (or ends there when nothing else does)."""
    return root.descendant_for_byte_range(offset, offset) or root


def ancestors(node: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    """`node`, its parent, its parent's parent … up to the root."""
    current: tree_sitter.Node | None = node
    while current is not None:
        yield current
        current = current.parent


def text_of(node: tree_sitter.Node, data: bytes) -> str:
    """The text of `node` in the UTF-8 `data` it was parsed from."""
    return data[node.start_byte : node.end_byte].decode("utf-8", "replace")


def enclosing(root: tree_sitter.Node, offset: int, types: Collection[str]) -> tree_sitter.Node | None:
    """The innermost node of one of `types` that holds byte `offset`; None when there is none.

    Goes down from the root, never up: `Node.parent` costs more the deeper a node lies.
    """
    found = None
    cursor = root.walk()
    while True:
        node = cursor.node
        if node is not None and node.type in types:
            found = node
        if cursor.goto_first_child_for_byte(offset) is None:
            return found
