"""Cutting a line of code at places outside of its brackets and strings. Pure; broken code is cut somewhere or not."""

from __future__ import annotations

_OPEN = {"(": ")", "[": "]", "{": "}"}
_CLOSE = frozenset(_OPEN.values())
_QUOTES = "\"'`"


def closing(text: str, start: int) -> int:
    """Where the bracket that opens at `start` closes; the end of the text when it doesn't."""
    depth = 0
    at = start
    while at < len(text):
        character = text[at]
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth -= 1
            if depth == 0:
                return at
        elif character in _QUOTES:
            at = _string_end(text, at)
        at += 1
    return len(text)


def closing_angle(text: str, start: int) -> int:
    """Where the `<` at `start` closes, -1 when it doesn't: it was a comparison."""
    depth = 0
    for at in range(start, len(text)):
        character = text[at]
        if character == "<":
            depth += 1
        elif character == ">" and text[at - 1] not in "-=":
            depth -= 1
            if depth == 0:
                return at
        elif character in ";\"'":
            return -1
    return -1


def split_outside(text: str, separator: str, angles: bool = False) -> list[str]:
    """The parts of `text` between `separator`s outside of brackets (and of `<…>` where `angles`)."""
    parts = []
    depth = begin = at = 0
    width = len(separator)
    while at < len(text):
        character = text[at]
        if depth == 0 and text.startswith(separator, at):
            parts.append(text[begin:at])
            begin = at = at + width
            continue
        if character in _OPEN or (angles and character == "<"):
            depth += 1
        elif character in _CLOSE or (angles and character == ">" and text[at - 1] not in "-="):
            depth = max(0, depth - 1)
        elif character in _QUOTES:
            at = _string_end(text, at)
        at += 1
    return [*parts, text[begin:]]


def _string_end(text: str, start: int) -> int:
    """The end of the string that begins at `start`; `start` itself for a lone quote (a lifetime, an apostrophe)."""
    at = start + 1
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == text[start]:
            return at
        at += 1
    return start
