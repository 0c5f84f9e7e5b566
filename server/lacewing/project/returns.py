"""What functions without a declared result return, where that is a plain expression: a hint at its type. Pure."""

from __future__ import annotations

from operator import attrgetter

import tree_sitter

from lacewing.project.expression_text import expression_text
from lacewing.project.facts import Symbol

_FUNCTION_LIKE = frozenset(["function", "method", "property"])


def with_returned(symbols: tuple[Symbol, ...], returned: list[tree_sitter.Node], data: bytes) -> tuple[Symbol, ...]:
    """`symbols` (in document order), each function without a result told of the last of `returned` in its own body."""
    functions = [(number, symbol) for number, symbol in enumerate(symbols) if symbol.kind in _FUNCTION_LIKE]
    last: dict[int, tree_sitter.Node] = {}
    stack: list[tuple[int, Symbol]] = []
    upcoming = 0
    for node in sorted(returned, key=attrgetter("start_byte")):
        start = node.start_byte
        while upcoming < len(functions) and functions[upcoming][1].start <= start:
            stack.append(functions[upcoming])
            upcoming += 1
        while stack and stack[-1][1].end <= start:
            stack.pop()
        if stack and not stack[-1][1].result:
            last[stack[-1][0]] = node
    if not last:
        return symbols
    told = list(symbols)
    for number, node in last.items():
        # As `_replace(returned=…)`, which takes four times as long.
        told[number] = tuple.__new__(Symbol, (*told[number][:-1], expression_text(node, data)))
    return tuple(told)
