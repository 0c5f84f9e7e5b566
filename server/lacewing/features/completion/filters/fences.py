"""Markdown around code: a chat model's fences and the prose before and after them."""

from __future__ import annotations

import re
from dataclasses import replace

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation

_FENCED = re.compile(r"^[ \t]*(```+|~{3,4})[\w+#.\-]*[ \t]*\n(.*?)(?:^[ \t]*\1[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_WHOLE = re.compile(r"(```+|~~~+)(?:markdown|md)?[ \t]*\n(.*?)\n?\1", re.DOTALL)
_INTRODUCED = re.compile(r"\s*[^\n]*:[ \t]*\n\s*(```+|~~~+)(?:markdown|md)?[ \t]*\n(.*?)\n?\1", re.DOTALL)
_FENCE_LINE = re.compile(r"^[ \t]*(?:```+|~{3,4})([\w+#.\-]*)[ \t]*$", re.MULTILINE)
_INLINE = re.compile(r"\A\s*`([^`\n]+)`\s*\Z")
_PROSE = re.compile(
    r"\A(?:sure|certainly|here(?:'s| is| are)|the (?:completed|missing|following)|this (?:code|is)|to complete"
    r"|I (?:would|will|have)|I'(?:ll|ve))\b[^\n]*(?::|\.|!)\s*(?:\n|\Z)",
    re.IGNORECASE,
)


def strip_fences(candidate: Candidate, situation: Situation) -> Candidate | None:
    """What a model put in its first fence, or its text without a line of prose before it."""
    if candidate.origin != "model":
        return candidate
    text = candidate.text
    language = situation.place.source.language
    if language is not None and language.role == "prose":  # where fences and such sentences are the text itself
        whole = _WHOLE.fullmatch(text.strip()) or _INTRODUCED.match(text)
        return replace(candidate, text=whole.group(2)) if whole else candidate
    closing = _only_closing(text)
    if closing is not None:
        return replace(candidate, text=_PROSE.sub("", text[:closing], count=1).rstrip("\n"))
    fenced = _FENCED.search(text)
    before = text[: fenced.start()].strip() if fenced else ""
    if before and not before.endswith(":") and not _PROSE.match(text):
        return replace(candidate, text=text[: fenced.start()].rstrip("\n") if fenced else text)
    if fenced:
        return replace(candidate, text=fenced.group(2).removesuffix("\n"))
    quotes = language.quotes if language is not None else ()
    if "`" not in quotes and (inline := _INLINE.match(text)):
        return replace(candidate, text=inline.group(1))
    return replace(candidate, text=_PROSE.sub("", text, count=1))


def _only_closing(text: str) -> int | None:
    """Where a fence stands that only closes: the model was prompted behind the opening one."""
    fences = list(_FENCE_LINE.finditer(text))
    if len(fences) != 1 or fences[0].group(1):
        return None
    before = text[: fences[0].start()].rstrip()
    return fences[0].start() if before and not before.endswith(":") else None
