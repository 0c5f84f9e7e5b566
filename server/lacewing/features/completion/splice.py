"""The last check: put the text into the file, parse, and keep only what brings no new syntax error.

A text that would is cut at its last boundary at which the file parses as well as before, or dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import tree_sitter

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.place import Place
from lacewing.features.completion.types import InlineCompletion
from lacewing.syntax.source import EmbeddedSource
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
            found.append((added_errors(_edit(text, overwritten, place), place), order, overwritten))
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


def added_errors(edit: TextEdit, place: Place) -> int:
    """How many more syntax errors the file has with the edit, code of other languages in it included; below zero when
    it has fewer. Code that the edit leaves where and as it is, is not parsed again."""
    before, after = place.source.whole, place.source.edited(edit)
    shift = len(edit.new_text.encode("utf-8", "replace")) - (edit.span.end - edit.span.start)

    def untouched(part: EmbeddedSource, begin: int, end: int, moved: int) -> tuple[int, int, str] | None:
        span = part.region.span
        if span.end < begin:
            return span.start, span.end, part.region.language.name
        return (span.start - moved, span.end - moved, part.region.language.name) if span.start > end else None

    old = [(part, untouched(part, edit.span.start, edit.span.end, 0)) for part in before.parts]
    new = [(part, untouched(part, edit.span.start, edit.span.end + shift, shift)) for part in after.parts]
    same = {key for _, key in old if key} & {key for _, key in new if key}
    at = place.offset
    return (
        _errors(after.tree) + sum(_errors_inside(part, at) for part, key in new if key not in same)
        - _errors(before.tree) - sum(_errors_inside(part, at) for part, key in old if key not in same)
    )  # fmt: skip


def _errors_inside(part: EmbeddedSource, offset: int) -> int:
    """The errors of one part and those in it; examples and templates need not be whole, but where they are written."""
    counted = part.role in ("code", "expression") or part.region.holds(offset, part.data)
    return (_errors(part.tree) if counted else 0) + sum(_errors_inside(inner, offset) for inner in part.parts)


def _errors(tree: tree_sitter.Tree | None) -> int:
    return len(error_spans(tree.root_node)) if tree is not None else 0


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
