"""The last check: put the text into the file, parse, and keep only what brings no new syntax error.

A text that would is cut at its last boundary at which the file parses as well as before, or dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.place import Place
from lacewing.features.completion.types import InlineCompletion
from lacewing.syntax.added_errors import added_errors
from lacewing.syntax.tree import error_spans
from lacewing.text.edit import TextEdit
from lacewing.text.position import Span

_MAX_PARSES = 10
_LEAST_PART = 2
# How well a text fits: for each error that it mends, when it had to be cut, when it closes what is closed behind it.
_MENDED, _MOST_MENDED, _CUT, _COVERED = 0.05, 3, 0.2, 0.05
# Ends of tokens at which a text may be cut.
_BOUNDARY = re.compile(r"(?<=\w)(?=\W)|(?<=[^\w\s])")


@dataclass(frozen=True, slots=True)
class Settled:
    """A completion, and how many syntax errors it adds: none, or less."""

    completion: InlineCompletion
    added: int


def settle(candidate: Candidate, place: Place) -> Settled | None:
    """The exact edit for `candidate`, made shorter where that saves it; None when it cannot be offered or is none."""
    if place.source.language is None:
        return _settled(candidate, candidate.text, candidate.overwrites[0], place, 0)
    broken = _broken_here(place)
    kept: Settled | None = None
    parses = 0
    for text in _shorter(candidate.text):
        tries = candidate.overwrites if text == candidate.text else (0,)
        found = []
        for order, overwritten in enumerate(tries):
            found.append(
                (added_errors(place.source, _edit(text, overwritten, place), place.offset), order, overwritten)
            )
            parses += 1
        added, _, overwritten = min(found)
        # Where the hole itself is an error, a text that leaves one has mended it and made another, unless none does it.
        if added < 0 or (added == 0 and not broken):
            return _settled(candidate, text, overwritten, place, added)
        if added == 0 and kept is None:
            kept = _settled(candidate, text, overwritten, place, added)
        if parses >= _MAX_PARSES:
            break
    return kept


def _broken_here(place: Place) -> bool:
    """Whether the code has a syntax error at the cursor as it stands."""
    tree = place.source.tree
    line = place.source.lines.line_start(place.line)
    end = place.source.lines.line_end(place.line)
    if tree is None or not tree.root_node.has_error:
        return False
    return any(span.start <= end and line <= span.end for span in error_spans(tree.root_node))


def _shorter(text: str) -> Iterator[str]:
    """`text`, then what is left of it up to each earlier boundary, longest first; never less than a short word."""
    yield text
    ends = [match.start() for match in _BOUNDARY.finditer(text)]
    for end in reversed(ends):
        cut = text[:end].rstrip()
        if len(cut.strip()) < _LEAST_PART or not re.search(r"\w", cut):
            return
        if cut != text:
            yield cut


def _edit(text: str, overwritten: int, place: Place) -> TextEdit:
    """`overwritten` counts characters of the line behind the cursor."""
    size = len(place.line_suffix[:overwritten].encode("utf-8", "replace"))
    return TextEdit(Span(place.offset, place.offset + size), text)


def _settled(candidate: Candidate, text: str, overwritten: int, place: Place, added: int) -> Settled | None:
    if text == place.line_suffix[:overwritten]:
        return None  # it stands there already
    span = _edit(text, overwritten, place).span
    whole = candidate.whole and text == candidate.text
    mended = _MENDED * min(_MOST_MENDED, -added)
    fit = round(mended - _CUT * (text != candidate.text) + _COVERED * (overwritten == candidate.overwrites[0] > 0), 3)
    found = InlineCompletion(span, text, candidate.origin, candidate.confidence, whole=whole, fit=fit)
    return Settled(found, added)
