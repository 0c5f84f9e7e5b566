"""Markdown around code: a chat model's fences and the prose before and after them."""

from __future__ import annotations

import re
from dataclasses import replace

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation

_FENCED = re.compile(r"^[ \t]*(```+|~~~+)[\w+#.\-]*[ \t]*\n(.*?)(?:^[ \t]*\1[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_FENCE_LINE = re.compile(r"^[ \t]*(?:```+|~~~+)([\w+#.\-]*)[ \t]*$", re.MULTILINE)
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
    closing = _only_closing(text)
    if closing is not None:
        return replace(candidate, text=_PROSE.sub("", text[:closing], count=1).rstrip("\n"))
    if fenced := _FENCED.search(text):
        return replace(candidate, text=fenced.group(2).removesuffix("\n"))
    if inline := _INLINE.match(text):
        return replace(candidate, text=inline.group(1))
    return replace(candidate, text=_PROSE.sub("", text, count=1))


def _only_closing(text: str) -> int | None:
    """Where a fence stands that only closes: the model was prompted behind the opening one."""
    fences = list(_FENCE_LINE.finditer(text))
    if len(fences) != 1 or fences[0].group(1):
        return None
    before = text[: fences[0].start()].rstrip()
    return fences[0].start() if before and not before.endswith(":") else None
