"""Holes in real files, cut where somebody would be typing: what stands around the cursor, and what is missing there.

Kinds: "token" (the rest of a word), "argument" (all between brackets, the closing one being there already), "rest" (the
rest of a line, sometimes with the closers that an editor typed by itself), "line", "block" (a body of several lines),
"function" (one that a comment or docstring before it describes).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

import tree_sitter

from lacewing.features.completion.place import Place
from lacewing.features.completion.trigger import region_at
from lacewing.project.extract import extract_outline
from lacewing.syntax.queries import cursor_for, load_query
from lacewing.syntax.source import Source, source_of
from lacewing.syntax.tree import error_spans

KINDS = ("token", "argument", "rest", "line", "block", "function")
MOST_LINES = 12
_LONGEST = 300
_CLOSER_OF = {"(": ")", "[": "]", "{": "}"}
_DOCUMENTED = ("function", "method", "constructor")


@dataclass(frozen=True, slots=True)
class Hole:
    """`data` is the file as it stands with byte `offset` for the cursor, `whole` what it is to become, `truth` the text
    that a model should give: it may close what `data` has closed behind the cursor."""

    source: Source
    offset: int
    truth: str
    kind: str
    whole: bytes

    @property
    def place(self) -> Place:
        """The cursor in its file."""
        return Place(self.source.at(self.offset), self.offset)


def errors_in(source: Source) -> int:
    """ERROR and MISSING nodes of the file and of all code of other languages in it, examples left out."""
    count = 0
    for part in source.all_parts():
        if part.role in ("code", "expression") and part.tree is not None:
            count += len(error_spans(part.tree.root_node))
    return count


def holes_in(source: Source, chance: random.Random, count: int) -> Iterator[Hole]:
    """Up to `count` holes of each kind in one file, whose text must be UTF-8."""
    spans: dict[str, list[tuple[int, int]]] = {kind: [] for kind in KINDS}
    for part in source.all_parts():
        if part.role != "code" or part.tree is None or part.language is None or part.language.role == "prose":
            continue
        for kind, start, end in _spans(part):
            spans[kind].append((start, end))
    if source.language is not None and source.language.role == "prose":
        spans["line"] += [(start, end) for kind, start, end in _lines(source) if kind == "line"]
    for kind, found in spans.items():
        for start, end in chance.sample(found, min(len(found), count)):
            hole = _hole(source, kind, start, end, chance)
            if hole is not None:
                yield hole


def _spans(part: Source) -> Iterator[tuple[str, int, int]]:
    yield from _lines(part)
    yield from _leaves(part)
    yield from _blocks(part)
    yield from _functions(part)


def _lines(part: Source) -> Iterator[tuple[str, int, int]]:
    assert part.tree is not None
    root, data = part.tree.root_node, part.data
    for line in range(root.start_point[0], min(root.end_point[0] + 1, part.lines.line_count)):
        start, end = part.lines.line_start(line), part.lines.line_end(line)
        text = data[start:end]
        begin = start + len(text) - len(text.lstrip())
        end = start + len(text.rstrip())
        if data[end : end + 1] in (b" ", b"\t"):
            continue  # nobody has typed the white space yet
        if end - begin >= 4 and root.start_byte <= begin and end <= root.end_byte and end - begin < _LONGEST:
            yield "line", begin, end
            boundaries = [match.end() for match in re.finditer(rb"[\s(.,\[=]", data[begin:end])]
            if boundaries and boundaries[len(boundaries) // 2] < end - begin:
                yield "rest", begin + boundaries[len(boundaries) // 2], end


def _leaves(part: Source) -> Iterator[tuple[str, int, int]]:
    assert part.tree is not None
    stack = [part.tree.root_node]
    while stack:
        node = stack.pop()
        stack += node.children
        if not node.children:
            if node.is_named and re.fullmatch(rb"[\w$]{3,}", part.data[node.start_byte : node.end_byte]):
                yield "token", node.start_byte, node.end_byte
        elif node.children[0].type in _CLOSER_OF and node.children[-1].type == _CLOSER_OF[node.children[0].type]:
            start, end = node.children[0].end_byte, node.children[-1].start_byte
            inside = part.data[start:end]
            if 2 < end - start < 120 and b"\n" not in inside and inside.strip() == inside:
                yield "argument", start, end


def _blocks(part: Source) -> Iterator[tuple[str, int, int]]:
    assert part.tree is not None
    assert part.language is not None
    query = load_query(part.language, "blocks")
    if query is None:
        return
    for node in cursor_for(query).captures(part.tree.root_node).get("block", ()):
        inner = _inside(node, part.data)
        if inner is not None:
            yield "block", *inner


def _inside(node: tree_sitter.Node, data: bytes) -> tuple[int, int] | None:
    """The lines of a body without the brackets or tags around: from the first letter to the last."""
    start, end = node.start_byte, node.end_byte
    if node.child_count > 1:
        first, last = node.children[0], node.children[-1]
        start = first.end_byte if not first.is_named or "tag" in first.type else start
        end = last.start_byte if not last.is_named or "tag" in last.type else end
    if "element" in node.type and (start == node.start_byte or end == node.end_byte):
        return None
    if "statement" in node.type and start == node.start_byte and node.type != "body_statement":
        return None  # no body, but something that stands in one
    text = data[start:end]
    begin, finish = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
    lines = data.count(b"\n", begin, finish) + 1
    own_line = not data[data.rfind(b"\n", 0, begin) + 1 : begin].strip()
    if node.type.startswith(("block_mapping", "block_sequence")) and not data[:begin].rstrip().endswith(b":"):
        return None
    line_end = data.find(b"\n", finish)
    ends_line = not data[finish : line_end if line_end >= 0 else len(data)].strip()
    return (begin, finish) if 2 <= lines <= MOST_LINES and own_line and ends_line else None


def _functions(part: Source) -> Iterator[tuple[str, int, int]]:
    """Functions with a comment right before them, and what follows the docstring in those that have one."""
    assert part.language is not None
    data = part.data
    if part is not part.whole:
        return
    for symbol in extract_outline(data, part.language).symbols:
        lines = data.count(b"\n", symbol.start, symbol.end)
        if symbol.kind not in _DOCUMENTED or not symbol.docstring or not 1 <= lines < MOST_LINES:
            continue
        line_start = data.rfind(b"\n", 0, symbol.start) + 1
        above = data[data.rfind(b"\n", 0, max(0, line_start - 1)) + 1 : line_start].strip()
        if data[line_start : symbol.start].strip() or data[symbol.end : symbol.end + 400].split(b"\n")[0].strip():
            continue
        if above.endswith(b"*/") or above.startswith((b"//", b"#", b"--", b"///")):
            yield "function", symbol.start, symbol.end
        elif part.language.block_opener == ":":
            yield from _below_docstring(data, symbol.body_start, symbol.end)


def _below_docstring(data: bytes, body: int, end: int) -> Iterator[tuple[str, int, int]]:
    found = re.match(rb"""[rR]?("{3}|'{3}).*?\1[ \t]*\r?\n\s*""", data[body:end], re.DOTALL)
    if found and data[body + found.end() : end].strip():
        yield "function", body + found.end(), body + len(data[body:end].rstrip())


def _hole(source: Source, kind: str, start: int, end: int, chance: random.Random) -> Hole | None:
    data = source.data
    before, truth, after = data[:start], data[start:end], data[end:]
    if kind == "token":
        typed = chance.randrange(len(truth) - 1)
        before, truth = before + truth[:typed], truth[typed:]
    elif kind == "rest" and chance.random() < 0.6:
        after = _auto_closed(before, truth) + after
    elif kind == "line" and chance.random() < 0.15:
        indent = before[before.rfind(b"\n") + 1 :]
        before, truth = before[: len(before) - len(indent)], indent + truth
    elif kind == "block" and chance.random() < 0.3:
        before, truth, after = _between_brackets(before, truth, after)
    try:
        text = truth.decode("utf-8")
        before.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if before + after == data:
        return None
    holed = source_of(source.path, before + after)
    hole = Hole(holed, len(before), text, kind, data)
    if kind in ("token", "argument", "rest", "line", "function") and region_at(hole.place) in ("comment", "string"):
        return None
    if errors_in(holed) < errors_in(source):
        return None  # what is missing has the syntax error
    if text.count("\n") >= MOST_LINES + 1:
        return None
    return hole


def _auto_closed(before: bytes, truth: bytes) -> bytes:
    """The closers an editor put behind the cursor for what is open on its line, where the truth closes it all."""
    line = before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")
    opened = _open_brackets(line)
    rest = truth.decode("utf-8", "replace")
    balance = _open_brackets("".join(opened) + rest)
    return "".join(_CLOSER_OF[each] for each in reversed(opened)).encode() if not balance else b""


def _open_brackets(text: str) -> list[str]:
    """Brackets of `text` that are not closed in it; none when there are quotes, which would need a parser."""
    if any(quote in text for quote in "\"'`"):
        return []
    stack: list[str] = []
    for character in text:
        if character in _CLOSER_OF:
            stack.append(character)
        elif stack and character == _CLOSER_OF[stack[-1]]:
            stack.pop()
    return stack


def _between_brackets(before: bytes, truth: bytes, after: bytes) -> tuple[bytes, bytes, bytes]:
    """The cursor right between two brackets, all on one line, where it stood on a line of its own between them."""
    head, tail = before.rstrip(), after.lstrip()
    if not head.endswith(b"{") or not tail.startswith(b"}"):
        return before, truth, after
    return head, before[len(head) :] + truth + after[: len(after) - len(tail)], tail
