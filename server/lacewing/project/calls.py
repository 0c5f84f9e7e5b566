"""Who calls what, from the matches of `calls.scm`."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter

import tree_sitter

from lacewing.project.facts import Call, Symbol
from lacewing.project.node_texts import NodeTexts
from lacewing.syntax.queries import Captures

_NOT_CALLERS = frozenset(["variable", "constant", "field", "enum_member", "type", "macro"])
# An argument list counts its children; anything else in its place (a generator, a template string) is one argument.
_ARGUMENT_LISTS = frozenset(["argument_list", "arguments"])


def read_calls(
    matches: list[tuple[int, Captures]],
    symbols: tuple[Symbol, ...],
    data: bytes,
    texts: NodeTexts,
    lines: list[int],
    comment_marks: tuple[bytes, ...],
) -> tuple[Call, ...]:
    """The calls in document order from (start, captures) pairs; `lines` holds the offsets where lines begin."""
    calls = []
    owners = [symbol for symbol in symbols if symbol.kind not in _NOT_CALLERS]
    upcoming = 0
    stack: list[Symbol] = []
    matches.sort(key=itemgetter(0))
    for start, captures in matches:
        while upcoming < len(owners) and owners[upcoming].start <= start:
            owner = owners[upcoming]
            while stack and stack[-1].end <= owner.start:
                stack.pop()
            stack.append(owner)
            upcoming += 1
        while stack and stack[-1].end <= start:
            stack.pop()
        name = captures["name"][0]
        name_start = name.start_byte
        receiver, arguments = captures.get("receiver"), captures.get("arguments")
        calls.append(
            Call(
                texts.name(name_start, name.end_byte),
                texts.receiver(receiver[0]) if receiver else "",
                start,
                captures["call"][0].end_byte,
                bisect_right(lines, name_start) - 1,
                _caller(stack, start),
                _argument_count(arguments[0], data, comment_marks) if arguments else 0,
            )
        )
    return tuple(calls)


def _caller(stack: list[Symbol], start: int) -> str:
    """The innermost symbol that runs the call; a call in a decorator runs in what surrounds the decorated symbol."""
    for symbol in reversed(stack):
        if not symbol.decorators or start >= symbol.name_start:
            return symbol.qualified_name
    return ""


def _argument_count(arguments: tree_sitter.Node, data: bytes, comment_marks: tuple[bytes, ...]) -> int:
    if arguments.type not in _ARGUMENT_LISTS:
        return 1
    count = arguments.named_child_count
    if count == 0:
        return 0
    text = data[arguments.start_byte : arguments.end_byte]
    for mark in comment_marks:
        if mark in text:
            return count - sum(child.is_extra for child in arguments.named_children)
    return count
