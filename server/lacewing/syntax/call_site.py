"""The call whose arguments a place stands in, read from the text around it: it holds while the call is being written.

The tree only says where strings and comments are. What is called is known as text; what it means is not known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import tree_sitter

from lacewing.syntax.postfix import expression_before
from lacewing.syntax.source import Source
from lacewing.text.position import Span

_LOOK_BACK = 3_000
_SKIPPED = re.compile(r"comment|string|char_literal|rune|template|heredoc|regex")
_KEYWORD = re.compile(r"\s*(?P<name>[^\W\d]\w*)\s*(?:=(?![=>])|:(?!:))")
_NAME = re.compile(r"(?P<receiver>.*?)(?:\?\.|->|::|\.)?(?P<name>[^\W\d][\w$]*[!?]?)\Z", re.DOTALL)
_NO_CALL = frozenset(
    ["if", "while", "for", "switch", "match", "catch", "return", "in", "and", "or", "not", "is", "elif", "with"]
) | frozenset(
    [
        "assert",
        "await",
        "yield",
        "lambda",
        "except",
        "fn",
        "func",
        "function",
        "def",
        "sizeof",
        "typeof",
        "when",
        "else",
    ]
)
_DEFINES = re.compile(
    r"(?:^|[\s;{}])(?:def|func|fn|function|fun|sub|class|interface|struct|async\s+def|macro_rules!)\s+(?:\([^()]*\)\s*)?"
    r"[\w$.:]*\Z"
)


@dataclass(frozen=True, slots=True)
class CallSite:
    """A call being written: `callee` as text, split into `receiver` ("" for none) and `name`.

    `opened` is the byte offset of its bracket, `position` how many arguments stand before the cursor's, `keyword` the
    name under which that one is passed ("" for none), `passed` the names of all others that are passed by name.
    """

    callee: str
    receiver: str
    name: str
    opened: int
    position: int
    keyword: str
    passed: tuple[str, ...]
    constructs: bool
    """Whether `new` stands before it."""


def call_around(source: Source, offset: int) -> CallSite | None:
    """The innermost call whose arguments hold byte `offset`; None outside of all and in definitions' own brackets."""
    code = source.at(offset)
    begin = max(0, offset - _LOOK_BACK)
    after = min(len(source.data), offset + _LOOK_BACK // 3)
    text = _blanked(code, begin, after, offset)
    at, cursor, pieces_end = offset - begin, offset - begin, offset - begin
    commas: list[int] = []
    while (opened := _opening(text, at, commas)) is not None:
        if text[opened : opened + 1] == b"(":
            call = _call(source, begin + opened)
            if call is None:
                return None
            if call[1]:
                starts = [opened + 1, *(comma + 1 for comma in reversed(commas))]
                pieces = [text[a:b] for a, b in zip(starts, [*(c - 1 for c in starts[1:]), pieces_end], strict=True)]
                rest = _following(text, cursor)
                return _made(call[0], begin + opened, pieces, rest)
        elif text[opened : opened + 1] == b"{" and _is_block(text, opened):
            return None
        commas.clear()
        at = pieces_end = opened
    return None


def _made(callee: str, opened: int, pieces: list[bytes], rest: list[bytes]) -> CallSite | None:
    constructs = bool(re.match(r"new\s", callee))
    plain = re.sub(r"^(?:new|await|throw|return)\s+", "", callee)
    match = _NAME.match(plain)
    if match is None:
        return None
    names = [_keyword_of(piece) for piece in pieces]
    passed = [name for name in [*names[:-1], *map(_keyword_of, rest)] if name]
    return CallSite(
        plain, match["receiver"], match["name"], opened, len(pieces) - 1, names[-1], tuple(passed), constructs
    )


def _keyword_of(piece: bytes) -> str:
    match = _KEYWORD.match(piece.decode("utf-8", "replace"))
    return match["name"] if match is not None else ""


def _opening(text: bytes, at: int, commas: list[int]) -> int | None:
    """Where the bracket around `at` is opened; `commas` receives those outside of inner brackets, nearest first."""
    depth = 0
    while at > 0:
        at -= 1
        byte = text[at : at + 1]
        if byte in b")]}":
            depth += 1
        elif byte in b"([{":
            if not depth:
                return at
            depth -= 1
        elif byte == b"," and not depth:
            commas.append(at)
        elif byte == b";" and not depth:
            return None
    return None


def _following(text: bytes, at: int) -> list[bytes]:
    """The arguments behind the cursor's own, up to the closing bracket."""
    depth, starts, end = 0, [], len(text)
    for place in range(at, len(text)):
        byte = text[place : place + 1]
        if byte in b"([{":
            depth += 1
        elif byte in b")]}":
            if not depth:
                end = place
                break
            depth -= 1
        elif byte == b"," and not depth:
            starts.append(place + 1)
        elif byte in b";" and not depth:
            end = place
            break
    return [text[a:b] for a, b in zip(starts, [*(s - 1 for s in starts[1:]), end], strict=True)] if starts else []


def _call(source: Source, opened: int) -> tuple[str, bool] | None:
    """What is called at the bracket and whether it is a call at all; None where a definition's parameters begin."""
    before = source.data[max(0, opened - _LOOK_BACK // 6) : opened].decode("utf-8", "replace").rstrip()
    if before.endswith(">") and (start := _angle(before)) >= 0:
        before = before[:start].removesuffix("::")
    callee = expression_before(before)
    if not callee or callee in _NO_CALL:
        return "", False
    head = before[: len(before) - len(callee)]
    if _DEFINES.search(before):
        return None
    if re.search(r"\bnew\s+\Z", head):
        callee = f"new {callee}"
    return callee, True


def _angle(text: str) -> int:
    depth = 0
    for at in range(len(text) - 1, max(-1, len(text) - 200), -1):
        depth += (text[at] == ">") - (text[at] == "<")
        if not depth:
            return at if at and (text[at - 1].isalnum() or text[at - 1] in "_:") else -1
    return -1


def _is_block(text: bytes, opened: int) -> bool:
    before = text[:opened].rstrip()
    return before.endswith((b")", b"=>", b"|", b"->")) or bool(re.search(rb"\b(?:else|do|try|in)\Z", before))


def _blanked(source: Source, begin: int, end: int, offset: int) -> bytes:
    """The text from `begin` to `end` with strings and comments blank, but for one that the cursor stands behind."""
    text = bytearray(source.data[begin:end])
    if source.tree is not None:
        for span in _skipped(source.tree.root_node, begin, end):
            if span.start < offset or span.end > offset:
                start, stop = max(span.start, begin) - begin, min(span.end, end) - begin
                text[start:stop] = b" " * (stop - start)
    return bytes(text)


def _skipped(root: tree_sitter.Node, begin: int, end: int) -> list[Span]:
    found = []
    stack = [root]
    while stack:
        node = stack.pop()
        if node.end_byte <= begin or node.start_byte >= end:
            continue
        broken = node.has_error and node.end_byte - node.start_byte >= _LOOK_BACK // 10
        if _SKIPPED.search(node.type) and node.is_named and "list" not in node.type and not broken:
            found.append(Span(node.start_byte, node.end_byte))
        else:
            stack.extend(node.children)
    return found
