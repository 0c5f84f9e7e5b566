"""The expression that ends a text: names, accesses, calls and subscripts. Reads characters; needs no tree."""

from __future__ import annotations

_OPENER_OF = {")": "(", "]": "["}


def expression_before(text: str) -> str:
    """The last postfix expression of `text`, without blanks around; "" when it ends in none."""
    at = len(text.rstrip())
    end = at
    while at > 0:
        character = text[at - 1]
        if character.isalnum() or character in "_$.?":
            at -= 1
        elif character in _OPENER_OF:
            opened = _matching(text, at - 1)
            if opened is None:
                break
            at = opened
        elif text[at - 2 : at] in ("->", "::"):
            at -= 2
        elif character in "\"'" and (opened := _quoted(text, at - 1)) is not None and at == end:
            at = opened
        else:
            break
    return text[at:end].strip("?.")


def _matching(text: str, at: int) -> int | None:
    """Where the bracket closed at `at` was opened, None when it was not."""
    depth = 0
    for place in range(at, -1, -1):
        if text[place] in ")]}":
            depth += 1
        elif text[place] in "([{":
            depth -= 1
            if depth == 0:
                return place
    return None


def _quoted(text: str, at: int) -> int | None:
    """Where the quotes closed at `at` were opened on the same line, None when they were not."""
    place = text.rfind(text[at], text.rfind("\n", 0, at) + 1, at)
    return place if place >= 0 else None
