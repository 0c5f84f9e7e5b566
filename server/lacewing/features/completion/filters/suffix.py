"""What stands behind the cursor already: never doubled, but overwritten or left out.

An editor has often typed the closing `)` or `"` by itself, and a model likes to finish what the line holds already.
Which of the possible overlaps is meant is left to the parse check; this filter lists them.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation

_CLOSER_OF = {"(": ")", "[": "]", "{": "}"}
_CLOSERS = frozenset(_CLOSER_OF.values())
_QUOTES = frozenset("\"'`")
_ONLY_MARKS = re.compile(r"[^\w]*\Z")


def fit_suffix(candidate: Candidate, situation: Situation) -> Candidate | None:
    """Trim the repeated real code behind the cursor; say how many closers there the text may overwrite."""
    rest = situation.place.line_suffix.rstrip()
    if not rest.strip():
        return replace(candidate, overwrites=(len(situation.place.line_suffix),))
    head, newline, _ = candidate.text.partition("\n")
    if newline and head.rstrip().endswith(rest):
        # The line is finished as it stands: what follows belongs to new lines, which do not fit before the rest.
        return replace(candidate, text=head.rstrip(), overwrites=(len(rest),))
    text = candidate.text
    overlap = _overlap(text, rest)
    if not _ONLY_MARKS.match(rest):
        if overlap == len(rest):
            return replace(candidate, text=text[: len(text) - overlap])
        return replace(candidate, overwrites=(overlap, 0) if overlap else (0,))
    possible = {overlap, _closed_by(text, rest), 0}
    return replace(candidate, overwrites=tuple(sorted(possible, reverse=True)))


def _overlap(text: str, rest: str) -> int:
    """The longest beginning of `rest` with which `text` ends."""
    for length in range(min(len(text), len(rest)), 0, -1):
        in_word = rest[length - 1].isalnum() and rest[length : length + 1].isalnum()
        if not in_word and text.endswith(rest[:length]):
            return length
    return 0


def _closed_by(text: str, rest: str) -> int:
    """How many characters of `rest` the closers, which `text` does not open itself, stand in for, in order."""
    closers = _unopened(text, rest[:1] if rest[:1] in _QUOTES else "")
    at = matched = 0
    for closer in closers:
        while at < len(rest) and rest[at].isspace():
            at += 1
        if at == len(rest) or rest[at] != closer:
            break
        at += 1
        matched = at
    return matched


def _unopened(text: str, quote: str) -> list[str]:
    """The closing brackets and quotes of `text` whose opening ones stand before it; `quote` is open at its start."""
    found: list[str] = []
    stack: list[str] = []
    inside = quote
    escaped = False
    for character in text:
        if escaped or character == "\\":
            escaped = not escaped
            continue
        if inside:
            if character == inside:
                if inside == quote and not found and not stack:
                    found.append(quote)
                inside = ""
        elif character in _QUOTES:
            inside = character
        elif character in _CLOSER_OF:
            stack.append(_CLOSER_OF[character])
        elif character in _CLOSERS:
            if stack:
                stack.pop()
            else:
                found.append(character)
    return found
