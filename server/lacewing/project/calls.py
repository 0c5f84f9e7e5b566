"""Who calls what, from the matches of `calls.scm`."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter

import tree_sitter

from lacewing.project.facts import Call, Symbol
from lacewing.project.line_numbers import LineNumbers
from lacewing.project.node_texts import NodeTexts
from lacewing.syntax.queries import Captures

_NOT_CALLERS = frozenset(["variable", "constant", "field", "enum_member", "type", "macro"])
# An argument list counts its children; anything else in its place (a generator, a template string) is one argument.
_ARGUMENT_LISTS = frozenset(["argument_list", "arguments", "value_arguments"])
# A list in which nothing is parsed (what Rust's macros are given): its commas are counted.
_TOKEN_LISTS = frozenset(["token_tree"])
# An open symbol: its end, from where on it runs the calls in it (a decorator runs in what surrounds the decorated
# symbol), its qualified name.
_Running = tuple[int, int, str]


def read_calls(
    matches: list[tuple[int, Captures]],
    symbols: tuple[Symbol, ...],
    root: tree_sitter.Node,
    data: bytes,
    texts: NodeTexts,
    lines: LineNumbers,
    comment_marks: tuple[bytes, ...],
) -> tuple[Call, ...]:
    """The calls in document order from (start, captures) pairs below `root`; `lines` holds where lines begin."""
    calls: list[Call] = []
    # Where a comment may begin; one list for the file, as arguments nest and would be searched again and again.
    comments = sorted(
        match.start()
        for mark in comment_marks
        for match in re.compile(re.escape(mark)).finditer(data, root.start_byte, root.end_byte)
    )
    owners = [symbol for symbol in symbols if symbol.kind not in _NOT_CALLERS]
    upcoming, previous = 0, -1
    stack: list[_Running] = []
    matches.sort(key=itemgetter(0))
    for start, captures in matches:
        while upcoming < len(owners) and owners[upcoming].start <= start:
            owner = owners[upcoming]
            while stack and stack[-1][0] <= owner.start:
                stack.pop()
            stack.append((owner.end, owner.name_start if owner.decorators else 0, owner.qualified_name))
            upcoming += 1
        while stack and stack[-1][0] <= start:
            stack.pop()
        name = captures["name"][0]
        name_start = name.start_byte
        if name_start == name.end_byte:  # a name that the parser misses
            continue
        receiver, arguments = captures.get("receiver"), captures.get("arguments")
        if name_start == previous:  # among tokens the name alone matches too, with its receiver it counts
            if not receiver:
                continue
            calls.pop()
        previous = name_start
        calls.append(
            Call(
                texts.name(name_start, name.end_byte),
                texts.receiver(receiver[0]) if receiver else "",
                start,
                max(captures["call"][0].end_byte, arguments[0].end_byte if arguments else 0),
                lines.of(name_start),
                stack[-1][2] if stack and stack[-1][1] <= start else _caller(stack, start),
                _argument_count(arguments[0], comments) if arguments else 0,
            )
        )
    return tuple(calls)


def _caller(stack: list[_Running], start: int) -> str:
    """The innermost symbol that runs the call at `start`."""
    return next((name for _, runs_from, name in reversed(stack) if runs_from <= start), "")


def _argument_count(arguments: tree_sitter.Node, comments: list[int]) -> int:
    if arguments.type not in _ARGUMENT_LISTS:
        return _separated(arguments) if arguments.type in _TOKEN_LISTS else 1
    count = arguments.named_child_count
    if count == 0:
        return 0
    first = bisect_left(comments, arguments.start_byte)
    if first < len(comments) and comments[first] < arguments.end_byte:
        return count - sum(child.is_extra for child in arguments.named_children)
    return count


def _separated(tokens: tree_sitter.Node) -> int:
    """How many parts the commas directly in a bracketed list of tokens separate; one at its end separates nothing."""
    inner = [child.type for child in tokens.children[1:-1]]
    return sum(kind == "," for kind in inner[:-1]) + 1 if inner else 0
