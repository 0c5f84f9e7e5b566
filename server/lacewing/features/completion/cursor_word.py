"""The word under the cursor and what it is a member of, read from the text: it holds in broken code too."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lacewing.features.completion.place import Place
from lacewing.text.position import Span

_BEFORE = re.compile(r"[\w$]*\Z")
_AFTER = re.compile(r"[\w$]*")
_ACCESS = re.compile(r"(?:\?\.|->|::|\.)\s*\Z")
_OPENER_OF = {")": "(", "]": "["}
_LOOK_BACK = 400


@dataclass(frozen=True, slots=True)
class CursorWord:
    """`stem` is the word before the cursor, `span` all of it (letters after the cursor too), in bytes.

    `receiver` is the expression before the access mark (`.`, `->`, `::`, `?.`), None when there is no such mark.
    """

    stem: str
    span: Span
    receiver: str | None


def word_at(place: Place) -> CursorWord:
    """The word at the cursor; its stem is "" between words."""
    found = _BEFORE.search(place.line_prefix)
    stem = found.group() if found else ""
    after = _AFTER.match(place.line_suffix)
    rest = after.group() if after and stem else ""
    span = Span(place.offset - len(stem.encode()), place.offset + len(rest.encode()))
    before = place.prefix[-_LOOK_BACK:]
    before = before[: len(before) - len(stem)]
    access = _ACCESS.search(before)
    number = re.search(r"(?<![\w.])\d+\.\Z", before)
    if access is None or number:
        return CursorWord(stem, span, None)
    return CursorWord(stem, span, _expression_before(before[: access.start()]))


def _expression_before(text: str) -> str:
    """The last postfix expression of `text`: names, accesses, calls and subscripts, without blanks around."""
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
