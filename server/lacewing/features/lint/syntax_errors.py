"""Syntax errors as findings, where the parser's idea of them can be trusted.

tree-sitter repairs a broken text by guessing, so one slip can leave many ERROR nodes, and code in a dialect the
grammar lacks (templates, macros) is full of them. Only the outermost errors are looked at, only their first lines are
shown, and a file with many is taken for a dialect and left alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import tree_sitter

from lacewing.features.lint.rule import SyntaxReport
from lacewing.syntax.source import Source
from lacewing.syntax.tree import ancestors
from lacewing.text.position import Span

MOST_SHOWN = 3
_DIALECT_ERRORS = 8  # outermost errors
_DIALECT_SHARE = 0.3  # of the text, in files larger than this many bytes:
_SMALL_FILE = 2000


def syntax_findings(
    root: tree_sitter.Node, source: Source, report: SyntaxReport, gaps: Collection[str] = ()
) -> list[tuple[Span, str]]:
    """Span and message of the first few syntax errors; none when the file seems to be in a dialect.

    With `report` "missing" only tokens that the parser had to add are named, with "brackets" only closing brackets, and
    nothing when other errors make that guess doubtful. Inside nodes of the types in `gaps` nothing is
    reported. Files that are not UTF-8 are left alone.
    """
    if not root.has_error or not _is_utf8(source.data):
        return []
    errors = [node for node in _outermost(root) if not any(around.type in gaps for around in ancestors(node))]
    size = sum(node.end_byte - node.start_byte for node in errors)
    if len(errors) > _DIALECT_ERRORS:
        return []
    if len(source.data) > _SMALL_FILE and size > _DIALECT_SHARE * len(source.data):
        return []
    shown = [node for node in errors if _is_reported(node, report)]
    if len(shown) < len(errors):
        return []
    return [_describe(node, source) for node in shown[:MOST_SHOWN]]


def _is_reported(node: tree_sitter.Node, report: SyntaxReport) -> bool:
    match report:
        case "all":
            return True
        case "missing":
            return node.is_missing
        case "brackets":
            return node.is_missing and node.type in (")", "]", "}")


def _outermost(root: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    """ERROR and MISSING nodes that lie in no ERROR node, in document order."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.is_missing or (node.is_error and node.parent is not None):
            yield node
        elif node.has_error:
            stack.extend(reversed(node.children))


def _describe(node: tree_sitter.Node, source: Source) -> tuple[Span, str]:
    if node.is_missing:
        wanted = node.type if node.is_named else f"`{node.type}`"
        return _before_missing(node, source), f"syntax error: expected {wanted.replace('_', ' ')}"
    if (opening := _unclosed(node, source)) is not None:
        return Span(opening.start_byte, opening.end_byte), f"syntax error: `{opening.type}` is never closed"
    lines = source.lines
    start = node.start_byte
    end = min(node.end_byte, lines.line_end(lines.line_of(start)))
    text = source.data[start:end].decode("utf-8", "replace").strip()
    shown = text if len(text) <= 40 else text[:39] + "…"
    return Span(start, max(end, start)), f"syntax error: unexpected `{shown}`" if shown else "syntax error"


def _unclosed(error: tree_sitter.Node, source: Source) -> tree_sitter.Node | None:
    """The innermost bracket that is opened directly in the ERROR node and not closed there."""
    assert source.language is not None
    closing = dict(source.language.brackets)
    opened: list[tree_sitter.Node] = []
    for child in error.children:
        if child.type in closing:
            opened.append(child)
        elif opened and child.type == closing[opened[-1].type]:
            opened.pop()
    return opened[-1] if opened else None


def _before_missing(node: tree_sitter.Node, source: Source) -> Span:
    """The last character of code before the place where a token is missing, so that there is something to underline."""
    assert source.tree is not None
    root = source.tree.root_node
    end = node.start_byte
    while end > 0:
        if source.data[end - 1 : end] in (b" ", b"\t", b"\r", b"\n"):
            end -= 1
            continue
        leaf = root.descendant_for_byte_range(end - 1, end)
        if leaf is None or "comment" not in leaf.type or leaf.start_byte == end:
            break
        end = leaf.start_byte
    start = max(0, end - 1)
    while start > 0 and source.data[start] & 0xC0 == 0x80:
        start -= 1
    return Span(start, end)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
