"""A rewrite in a few words, for people."""

from __future__ import annotations

from lacewing.features.next_edit.rewrite import Rewrite

_LONGEST = 40


def reason_of(rewrite: Rewrite) -> str:
    """What is done: “`a` → `b`, as you just did”."""
    old = _short(" ".join("…" if text is None else text.decode("utf-8", "replace") for text in rewrite.old))
    new = _short("".join("…" if isinstance(part, int) else part.decode("utf-8", "replace") for part in rewrite.new))
    if not old:
        return f"insert `{new}`"
    return f"remove `{old}`" if not new else f"`{old}` → `{new}`"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
