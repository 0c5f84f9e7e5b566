"""A model that begins by writing again what stands before the cursor."""

from __future__ import annotations

from dataclasses import replace

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation
from lacewing.features.completion.place import Place

_LEAST = 3
_LEAST_LINE, _LEAST_LOOSE = 4, 8
_LINES_ABOVE = 8


def strip_repeated_prefix(candidate: Candidate, situation: Situation) -> Candidate | None:
    """Remove lines that stand right above the cursor, and the cursor's line as far as the cursor, from the beginning of
    a model's text."""
    if candidate.origin != "model":
        return candidate
    place = situation.place
    text = _without_lines_above(candidate.text, place)
    if text is not None:
        return replace(candidate, text=text)
    text = _without_line(candidate.text, place)
    return candidate if text is None else replace(candidate, text=text)


def _without_lines_above(text: str, place: Place) -> str | None:
    """`text` behind the lines above the cursor and the cursor's own, with which it begins; None when it does not.

    Where only white space stands before the cursor, chance has to be ruled out: the lines are longer than a bracket, or
    are repeated with the white space at their beginning and the cursor's.
    """
    lines = text.split("\n")
    above = [place.line_text(line).rstrip() for line in range(max(0, place.line - _LINES_ABOVE), place.line)]
    own = place.line_prefix.lstrip()
    for count in range(min(len(above), len(lines) - 1), 0, -1):
        repeated = [line.rstrip() for line in lines[:count]]
        rest = "\n".join(lines[count:])
        if not rest.strip() or [line.strip() for line in repeated] != [line.strip() for line in above[-count:]]:
            continue
        if own.strip() and rest.lstrip(" \t").startswith(own):
            return rest.lstrip(" \t")[len(own) :]
        exactly = repeated == above[-count:] and rest.startswith(place.line_prefix) and any(repeated)
        telling = exactly and (place.line_prefix or place.width(above[-1]) or not above[-1].strip().isalnum())
        least = _LEAST_LINE if repeated == above[-count:] else _LEAST_LOOSE
        if not own.strip() and (telling or any(len(line.strip()) >= least for line in repeated)):
            return rest
    return None


def _without_line(text: str, place: Place) -> str | None:
    """`text` behind the cursor's line, or its last word, as far as the cursor; None when it does not begin so."""
    before, stripped = place.line_prefix.lstrip(), text.lstrip()
    if place.indent and before.strip() and text.startswith(place.line_prefix):
        return text[len(place.line_prefix) :]
    telling = len(before.strip()) >= _LEAST or (len(before) > 1 and before[-1:].isalnum() and not before[0].isalnum())
    if telling and stripped.startswith(before):
        return stripped[len(before) :]
    # The word under the cursor again, when the rest of the line is not repeated: `retu█` -> `return x`.
    word_start = len(before)
    while word_start and (before[word_start - 1].isalnum() or before[word_start - 1] == "_"):
        word_start -= 1
    word = before[word_start:]
    long_enough = len(word) >= _LEAST or (len(word) > 1 and word == before)
    if long_enough and text.startswith(word) and text[len(word) : len(word) + 1].isalnum():
        return text[len(word) :]
    return None
