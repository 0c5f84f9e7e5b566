"""Which lines can be folded: blocks, brackets over several lines, imports, comments, marked regions."""

from __future__ import annotations

import re

import tree_sitter

from lacewing.features.navigation.types import Fold
from lacewing.project.open_facts import facts_of
from lacewing.syntax.queries import cursor_for, load_query
from lacewing.syntax.source import Source

_OPENERS = frozenset([b"(", b"[", b"{", b"<"])
_REGION = re.compile(
    rb"^[ \t]*(?://|#|--|/\*|<!--|;)?[ \t]*(?:(?P<begin>#?\s*(?:pragma\s+)?region\b)|"
    rb"(?P<end>#?\s*(?:pragma\s+)?end\s?region\b))",
    re.MULTILINE,
)


def folds(source: Source) -> list[Fold]:
    """In the order of their lines; of two that begin on a line the longer one."""
    found: dict[int, Fold] = {}
    for part in source.all_parts():
        if part.tree is None:
            continue
        blocks = _blocks(part)
        for fold in [*_regions(source), *_imports(part), *_nodes(part, blocks)]:
            known = found.get(fold.start)
            if fold.end > fold.start and (known is None or known.end < fold.end):
                found[fold.start] = fold
    return [found[start] for start in sorted(found)]


def _blocks(source: Source) -> frozenset[int]:
    query = load_query(source.language, "blocks") if source.language is not None else None
    if query is None or source.tree is None:
        return frozenset()
    return frozenset(node.id for node in cursor_for(query).captures(source.tree.root_node).get("block", ()))


def _nodes(source: Source, blocks: frozenset[int]) -> list[Fold]:
    """Folds of nodes; only nodes of several lines are looked into."""
    assert source.tree is not None
    found: list[Fold] = []
    stack = [source.tree.root_node]
    while stack:
        node = stack.pop()
        children = [child for child in node.children if child.start_point.row < child.end_point.row]
        found += [_block(child, node, source) for child in node.children if child.id in blocks]
        comments = [child for child in node.children if "comment" in child.type]
        found += _comment_runs(comments, source)
        for child in children:
            opens = source.data[child.start_byte : child.start_byte + 1] in _OPENERS
            if "comment" in child.type:
                found.append(Fold(child.start_point.row, _last_row(child, source), "comment"))
            elif opens and child.children and child.id not in blocks:
                found.append(Fold(child.start_point.row, _before_closer(child)))
            elif "string" in child.type or "heredoc" in child.type:
                found.append(Fold(child.start_point.row, _last_row(child, source)))
        stack += children
    return found


def _block(node: tree_sitter.Node, outer: tree_sitter.Node, source: Source) -> Fold:
    if source.data[node.start_byte : node.start_byte + 1] in _OPENERS:
        return Fold(node.start_point.row, _before_closer(node))
    before = [child for child in outer.children if child.end_byte <= node.start_byte and "comment" not in child.type]
    start = before[-1].end_point.row if before else outer.start_point.row
    return Fold(start, _last_row(node, source))


def _before_closer(node: tree_sitter.Node) -> int:
    """The last line above the closing bracket's own, so that the bracket stays in sight."""
    return node.end_point.row - (1 if node.end_point.column <= _column_of_text(node) + 2 else 0)


def _column_of_text(node: tree_sitter.Node) -> int:
    last = node.children[-1] if node.children else node
    return last.start_point.column


def _last_row(node: tree_sitter.Node, source: Source) -> int:
    """The last line that holds some of its text: some nodes take line ends with them."""
    text = source.data[node.start_byte : node.end_byte]
    return node.end_point.row - text[len(text.rstrip()) :].count(b"\n")


def _comment_runs(comments: list[tree_sitter.Node], source: Source) -> list[Fold]:
    """Comments on lines of their own that follow each other."""
    found: list[Fold] = []
    start = end = -2
    for node in comments:
        row = node.start_point.row
        line = source.data[source.lines.line_start(row) : node.start_byte]
        if line.strip() or row == end:
            continue
        if row != end + 1:
            if end > start:
                found.append(Fold(start, end, "comment"))
            start = row
        end = _last_row(node, source)
    if end > start:
        found.append(Fold(start, end, "comment"))
    return found


def _imports(source: Source) -> list[Fold]:
    """Imports that follow each other, blank lines between them allowed."""
    facts = facts_of(source) if source is source.whole else None
    if facts is None:
        return []
    lines = source.lines
    found: list[Fold] = []
    start = end = -2
    for each in facts.imports:
        first, last = lines.line_of(each.start), lines.line_of(max(each.start, each.end - 1))
        between = source.data[lines.line_start(end + 1) : lines.line_start(first)] if end >= 0 else b"x"
        if first > end and between.strip():
            found.append(Fold(start, end, "imports"))
            start = first
        end = max(end, last)
    found.append(Fold(start, end, "imports"))
    return [fold for fold in found if fold.end > fold.start >= 0]


def _regions(source: Source) -> list[Fold]:
    found: list[Fold] = []
    opened: list[int] = []
    for match in _REGION.finditer(source.data):
        line = source.lines.line_of(match.start())
        if match["begin"]:
            opened.append(line)
        elif opened:
            found.append(Fold(opened.pop(), line, "region"))
    return found
