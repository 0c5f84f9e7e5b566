"""What a question can be answered by: functions, heads of types, sections of documents, each with its text.

Cut at line ends only, so that no secret is cut in two before it can be seen to be one.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lacewing.project.facts import Symbol

_FUNCTIONS = frozenset(["function", "method", "constructor", "property"])
_TYPES = frozenset(["class", "interface", "struct", "enum", "type"])
_HEAD_LINES = 24
LONGEST_TEXT = 1000
"""Bytes of a unit's text: some 250 to 400 tokens, as small embedding models read no more than 512."""


class Unit(NamedTuple):
    """Lines of a file from 0-based `line` to `end_line`, that one left out; `title`: its qualified name or heading."""

    line: int
    end_line: int
    title: str


def units_of(symbols: Sequence[Symbol]) -> Iterator[Unit]:
    """The units of a file, in its order; what is defined inside a function is part of that."""
    inside_until = -1
    lines = sorted({symbol.line for symbol in symbols})
    for symbol in symbols:
        if symbol.line <= inside_until or not symbol.name:
            continue
        if symbol.kind in _FUNCTIONS:
            inside_until = symbol.end_line
            yield Unit(symbol.line, symbol.end_line + 1, symbol.qualified_name)
        elif symbol.kind in _TYPES:
            yield Unit(symbol.line, min(symbol.end_line + 1, symbol.line + _HEAD_LINES), symbol.qualified_name)
        elif symbol.kind == "heading":
            at = bisect_right(lines, symbol.line)
            following = lines[at] if at < len(lines) else symbol.end_line + 1
            yield Unit(symbol.line, max(symbol.line + 1, min(following, symbol.end_line + 1)), symbol.name)


def unit_text(path: str, unit: Unit, rows: Sequence[bytes]) -> str:
    """What is compared with a question: where a unit is, what it is called, its first lines; "" where they are long."""
    taken: list[bytes] = []
    left = LONGEST_TEXT
    for row in rows[unit.line : unit.end_line]:
        left -= len(row) + 1
        if left < 0:
            break
        taken.append(row)
    code = b"\n".join(taken).decode("utf-8", "replace")
    return f"{path}\n{unit.title}\n{code}" if taken else ""


def key_of(text: str) -> bytes:
    """The key under which the vector of a text is kept."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()
