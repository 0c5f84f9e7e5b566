"""The last check: put the text into the file, parse, and keep only what brings no new syntax error.

A text that would is cut at its last boundary at which the file parses as well as before, or dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.place import Place
from lacewing.features.completion.types import InlineCompletion
from lacewing.text.edit import TextEdit
from lacewing.text.position import Span

_MAX_PARSES = 10
_LEAST_PART = 2
# Ends of tokens at which a text may be cut.
_BOUNDARY = re.compile(r"(?<=\w)(?=\W)|(?<=[^\w\s])")


def settle(candidate: Candidate, place: Place) -> InlineCompletion | None:
    """The exact edit for `candidate`, made shorter where that saves it; None when it cannot be offered or is none."""
    if place.source.language is None:
        return _completion(candidate, candidate.text, candidate.overwrites[0], place)
    before = place.source.errors_at(place.offset)
    parses = 0
    for text in _shorter(candidate.text):
        tries = candidate.overwrites if text == candidate.text else (0,)
        found = []
        for order, overwritten in enumerate(tries):
            edit = _edit(text, overwritten, place)
            found.append((_errors_after(edit, place), order, overwritten))
            parses += 1
        errors, _, overwritten = min(found)
        if errors <= before:
            return _completion(candidate, text, overwritten, place)
        if parses >= _MAX_PARSES:
            return None
    return None


def _shorter(text: str) -> Iterator[str]:
    """`text`, then what is left of it up to each earlier boundary, longest first; never less than a short word."""
    yield text
    ends = [match.start() for match in _BOUNDARY.finditer(text)]
    for end in reversed(ends):
        cut = text[:end].rstrip()
        if len(cut.strip()) < _LEAST_PART:
            return
        if cut != text:
            yield cut


def _errors_after(edit: TextEdit, place: Place) -> int:
    return place.source.edited(edit).errors_at(place.offset)


def _edit(text: str, overwritten: int, place: Place) -> TextEdit:
    """`overwritten` counts characters of the line behind the cursor."""
    size = len(place.line_suffix[:overwritten].encode("utf-8", "replace"))
    return TextEdit(Span(place.offset, place.offset + size), text)


def _completion(candidate: Candidate, text: str, overwritten: int, place: Place) -> InlineCompletion | None:
    if text == place.line_suffix[:overwritten]:
        return None  # it stands there already
    span = _edit(text, overwritten, place).span
    return InlineCompletion(span, text, candidate.origin, candidate.confidence)
