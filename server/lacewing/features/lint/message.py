"""Templates of messages and fixes: `{name}` stands for the text of a capture, `{name:line}` for its line number."""

from __future__ import annotations

import re

from lacewing.syntax.queries import Captures

_PLACE = re.compile(r"\{([a-z_][a-z0-9_-]*)(:line)?\}")
_LONGEST = 60


def fill(template: str, match: Captures, data: bytes, *, brief: bool) -> str:
    """`template` with the captures of `match` filled in; a name that captured nothing gives an empty text.

    `brief` is for reading: a long text or one over several lines is cut to fit a message.
    """

    def text(place: re.Match[str]) -> str:
        nodes = match.get(place[1])
        if not nodes:
            return ""
        if place[2]:
            return str(nodes[0].start_point.row + 1)
        found = data[nodes[0].start_byte : nodes[-1].end_byte].decode("utf-8", "replace")
        return _shorten(found) if brief else found

    return _PLACE.sub(text, template)


def places(template: str) -> set[str]:
    """The capture names that `template` uses."""
    return {place[1] for place in _PLACE.finditer(template)}


def _shorten(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
