"""Where among the lines of a file a new import statement belongs. Knows no language by name."""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from dataclasses import dataclass

import tree_sitter

from lacewing.syntax.source import EmbeddedSource, Source
from lacewing.text.edit import TextEdit
from lacewing.text.position import Span

_FAR = 12  # lines


@dataclass(frozen=True, slots=True)
class Statement:
    """An import statement of a file: bytes from its line's `start` to its own `end`; `text` without `indent`.

    A `grouped` one stands in a group that has the keyword once.
    """

    start: int
    end: int
    indent: str
    text: str
    grouped: bool = False


def line_edit(data: bytes, statements: list[Statement], text: str, newline: str) -> TextEdit:
    """`text` as a line among `statements` (in document order, not empty): in the block with those most like it, in
    order where that block is in order, else at its end."""
    block = max(reversed(_blocks(data, statements)), key=lambda block: max(_alike(each.text, text) for each in block))
    for fold in (True, False):
        keys, key = [_key(each.text, fold) for each in block], _key(text, fold)
        after = next((each for each, other in zip(block, keys, strict=True) if other > key), None)
        if after is not None and keys == sorted(keys):
            return TextEdit(Span(after.start, after.start), after.indent + text + newline)
    last = block[-1]
    end = _line_end(data, last.end)
    return TextEdit(Span(end, end), newline + last.indent + text)


def place_statement(part: Source, text: str, header: Collection[str], newline: str) -> TextEdit:
    """`text` in a file without any import: behind its header, with a blank line around."""
    assert part.tree is not None
    last, first = _header_end(part.tree.root_node, part.data, header)
    data = part.data
    if last is not None:
        end = _line_end(data, last)
        return TextEdit(Span(end, end), newline * 2 + text)
    start = first.start_byte if first is not None else len(data)
    if isinstance(part, EmbeddedSource) and (first is None or start >= part.region.span.end):
        # An empty script: the line behind its opening tag.
        start = part.region.span.start
        return TextEdit(Span(start, start), newline + text)
    line_start = data.rfind(b"\n", 0, start) + 1
    if not data[line_start:start].strip():
        text, start = data[line_start:start].decode() + text, line_start
    gap = newline if isinstance(part, EmbeddedSource) or first is None else newline * 2
    return TextEdit(Span(start, start), text + gap)


def _header_end(
    root: tree_sitter.Node, data: bytes, header: Collection[str]
) -> tuple[int | None, tree_sitter.Node | None]:
    """Where the file's header ends, None when it has none, and what comes first behind it.

    Beside the nodes of `header` a comment belongs to it when a blank line follows: else it is about what it precedes.
    """
    end: int | None = None
    nodes = list(root.children)
    at = 0
    while at < len(nodes):
        node = nodes[at]
        following = nodes[at + 1] if at + 1 < len(nodes) else None
        if _is_guard(node) and node.type in header:  # C: what is guarded begins behind the definition of its name
            inner = [child for child in node.children if child.type == "preproc_def"]
            return (inner[0].end_byte - 1 if inner else end), node
        if node.type in header:
            end = node.end_byte - (1 if data[node.end_byte - 1 : node.end_byte] == b"\n" else 0)
        elif "comment" in node.type:
            gap = data[node.end_byte : following.start_byte] if following is not None else b""
            lines = gap.count(b"\n") + data[node.start_byte : node.end_byte].endswith(b"\n")
            if following is not None and lines >= 2:
                end = node.end_byte - (1 if data[node.end_byte - 1 : node.end_byte] == b"\n" else 0)
            elif following is None or ("comment" not in following.type and following.type not in header):
                return end, node
        elif node.is_named or node.type not in (";", "\n"):
            return end, node
        at += 1
    return end, None


def _is_guard(node: tree_sitter.Node) -> bool:
    return node.type == "preproc_ifdef"


def _blocks(data: bytes, statements: list[Statement]) -> list[list[Statement]]:
    """The statements in runs that no blank line parts; those far below others, behind code, are left out."""
    blocks: list[list[Statement]] = []
    for each in statements:
        between = data[blocks[-1][-1].end : each.start].replace(b"\r", b"") if blocks else b""
        if between.count(b"\n") > _FAR:
            break
        if blocks and b"\n\n" not in between and between.count(b"\n") <= 2:
            blocks[-1].append(each)
        else:
            blocks.append([each])
    return blocks


def _alike(one: str, other: str) -> int:
    """How much of the beginnings of what two statements import is the same."""
    return len(posixpath.commonprefix([_key(one, True), _key(other, True)]))


def _key(text: str, fold: bool) -> str:
    """What a statement is sorted by: the module where it is quoted at its end, else all of it.

    Files, and modules that are named by where they lie in the net, come behind what is installed.
    """
    text = text.rstrip("; ").replace("'", '"')
    text = text.casefold() if fold else text
    opened = text.rfind('"', 0, -1) if text.endswith('"') else -1
    if opened < 0 or text.startswith("#"):
        return text
    module = text[opened + 1 : -1]
    return f"~{module}" if module.startswith(".") or "." in module.partition("/")[0] else module


def _line_end(data: bytes, offset: int) -> int:
    """The end of the line on which what ends at `offset` lies, without its line break."""
    if data[offset - 1 : offset] == b"\n":
        offset -= 1
    end = data.find(b"\n", offset)
    end = len(data) if end < 0 else end
    return end - 1 if data[end - 1 : end] == b"\r" else end
