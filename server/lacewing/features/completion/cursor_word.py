"""The word under the cursor and what it is a member of, read from the text: it holds in broken code too."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lacewing.features.completion.place import Place
from lacewing.syntax.postfix import expression_before
from lacewing.text.position import Span

_BEFORE = re.compile(r"[\w$]*\Z")
_AFTER = re.compile(r"[\w$]*")
_ACCESS = re.compile(r"(?:\?\.|->|::|\.)\s*\Z")
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
    return CursorWord(stem, span, expression_before(before[: access.start()]))
