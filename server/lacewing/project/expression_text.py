"""An expression of a tree as a short text that still says what is called on what. Pure."""

from __future__ import annotations

import re

import tree_sitter

from lacewing.project.signatures import one_line

_LONGEST = 160  # bytes kept as they are
_LOOKED_AT = 4000  # bytes of longer ones, whose arguments are left out
_STRINGS = re.compile(rb'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|`(?:[^`\\]|\\.)*`')
_INNERMOST = re.compile(rb"\([^()]+\)|\{[^{}]+\}|\[[^\[\]]+\]")
_ROUNDS = 8


def expression_text(node: tree_sitter.Node, data: bytes) -> str:
    """The expression on one line; of a long one without what its brackets hold, "" when it is long even then."""
    start, end = node.start_byte, node.end_byte
    if end - start <= _LONGEST:
        return one_line(data[start:end].decode("utf-8", "replace"))
    if end - start > _LOOKED_AT:
        return ""
    raw = _STRINGS.sub(b'""', data[start:end])
    for _ in range(_ROUNDS):
        shorter = _INNERMOST.sub(_emptied, raw)
        if shorter == raw:
            break
        raw = shorter
    return one_line(raw.decode("utf-8", "replace")) if len(raw) <= _LONGEST else ""


def _emptied(match: re.Match[bytes]) -> bytes:
    text = match.group()
    return text[:1] + text[-1:]
