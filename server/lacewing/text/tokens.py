"""Tokens of any text as bytes, whatever its language: words, numbers, operators and line ends, each with its place."""

from __future__ import annotations

import re
from typing import NamedTuple

_PIECE = re.compile(
    rb"\n|[A-Za-z_$\x80-\xff][\w$\x80-\xff]*|\d[\w.]*"
    rb"|===|!==|>>>|\.\.\.|\*\*=|//=|=>|->|:=|==|!=|<=|>=|&&|\|\||\+\+|--|<<|>>|::|\?\?|\?\.|<-|[-+*/%&|^]=|\*\*|//|\S"
)
_WORD = re.compile(rb"[A-Za-z_$\x80-\xff]")


class Token(NamedTuple):
    """`text` from byte `start` to `end`; a line end is the token "\\n"."""

    text: bytes
    start: int
    end: int


def tokens_of(data: bytes, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `data` from byte `start` to `end`. White space within lines is none."""
    found = _PIECE.finditer(data, start, len(data) if end is None else end)
    return [Token(match.group(), match.start(), match.end()) for match in found]


def is_word(text: bytes) -> bool:
    """Whether a token is a name or keyword."""
    return _WORD.match(text) is not None
