"""A text that broke off: the model had no tokens left, or enough of it had been read."""

from __future__ import annotations

import re
from dataclasses import replace

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation

# A last word that may have gone on, and what stands open before it.
_LOOSE_END = re.compile(r"[^\w)\]}\"'`;]*\w*\Z")


def trim_unfinished(candidate: Candidate, _situation: Situation) -> Candidate | None:
    """Drop the last line of several, and of one its last word with the marks before it: both may be half written."""
    if candidate.finished or candidate.text.endswith("\n"):
        return candidate
    head, several, _ = candidate.text.rpartition("\n")
    if several:
        return replace(candidate, text=head) if head.strip() else None
    text = _LOOSE_END.sub("", candidate.text)
    return replace(candidate, text=text) if re.search(r"\w", text) else None
