"""Markdown around code: a chat model's fences and the prose before and after them."""

from __future__ import annotations

import re
from dataclasses import replace

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation

_FENCED = re.compile(r"^[ \t]*(```+|~~~+)[\w+#.\-]*[ \t]*\n(.*?)(?:^[ \t]*\1[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"\A\s*`([^`\n]+)`\s*\Z")
_PROSE = re.compile(
    r"\A(?:sure|certainly|here(?:'s| is| are)|the (?:completed|missing|following)|this (?:code|is)|to complete"
    r"|I (?:would|will|have)|I'(?:ll|ve))\b[^\n]*(?::|\.|!)\s*(?:\n|\Z)",
    re.IGNORECASE,
)


def strip_fences(candidate: Candidate, _situation: Situation) -> Candidate | None:
    """What a model put in its first fence, or its text without a line of prose before it."""
    if candidate.origin != "model":
        return candidate
    text = candidate.text
    fenced = _FENCED.search(text)
    if fenced:
        return replace(candidate, text=fenced.group(2).removesuffix("\n"))
    if inline := _INLINE.match(text):
        return replace(candidate, text=inline.group(1))
    text = _PROSE.sub("", text, count=1)
    # A closing fence alone: the model was prompted behind the opening one.
    closing = re.search(r"^[ \t]*(?:```|~~~)[ \t]*$", text, re.MULTILINE)
    return replace(candidate, text=text[: closing.start()].rstrip("\n") if closing else text)
