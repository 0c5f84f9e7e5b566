"""Semicolons that a language lets out at the end of a line, where its grammar fails to see them. Reads characters."""

from __future__ import annotations

import functools
import re

from lacewing.syntax.language import Language

_WORD = re.compile(rb"[\w$]+$")
_OPEN_WORDS = frozenset(
    b"abstract as await case default delete else extends in infer instanceof is keyof new of return satisfies throw"
    b" typeof yield".split()
)
_MOST_LINES = 40
"""So many lines of comments are looked through for the code before."""


@functools.cache
def _pattern(language: Language) -> re.Pattern[bytes] | None:
    """`unended` of `language.toml`: the blank, its group, that is read as a semicolon where an expression or a type
    may have ended before it."""
    pattern: str = language.extra.get("unended", "")
    return re.compile(pattern.encode()) if pattern else None


def with_line_ends(data: bytes, language: Language) -> bytes:
    """`data` with a semicolon for a blank wherever the grammar needs one; `data` itself when it needs none."""
    pattern = _pattern(language)
    if pattern is None:
        return data
    places = [match.start(1) for match in pattern.finditer(data) if _may_end(data, match.start())]
    if not places:
        return data
    ended = bytearray(data)
    for place in places:
        ended[place] = ord(";")
    return bytes(ended)


def _may_end(data: bytes, end: int) -> bool:
    """Whether the code before `end` (where a line ends) can be the end of a type or an expression."""
    code = _code_before(data, end)
    if code.endswith(b"=>") or not code:
        return False
    word = _WORD.search(code)
    return word[0] not in _OPEN_WORDS if word else code[-1:] in b")]}>\"'`"


def _code_before(data: bytes, end: int) -> bytes:
    """The last line before `end` that holds more than a comment, without blanks and comments at its end."""
    for _ in range(_MOST_LINES):
        start = data.rfind(b"\n", 0, end) + 1
        line = data[start:end].strip()
        if line.endswith(b"*/"):
            opened = data.rfind(b"/*", 0, end)
            if opened < 0:
                return b""
            end = opened
            continue
        code = line.partition(b"//")[0].rstrip() if line.startswith(b"//") or b" //" in line else line
        if code or start == 0:
            return code
        end = start - 1
    return b""
