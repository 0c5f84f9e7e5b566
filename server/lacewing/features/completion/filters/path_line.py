"""A first line that only says which file the answer is for."""

from __future__ import annotations

import re
from dataclasses import replace

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation

_PATH_LINE = re.compile(
    r"\A\s*(?P<mark>#+|//+|--|/\*+|<!--|;+|%)?[ \t]*(?:file(?:name)?[ \t]*:|path[ \t]*:)?[ \t]*"
    r"`?(?P<path>[\w@.\-]*(?:[/\\][\w@.\- +\[\]()]+)*\.\w{1,8})`?[ \t]*(?:\*/|-->)?[ \t]*\n",
    re.IGNORECASE,
)


def drop_path_line(candidate: Candidate, situation: Situation) -> Candidate | None:
    """Remove a model's first line when it is the path or the name of a file, in a comment or not, and more follows."""
    found = _PATH_LINE.match(candidate.text)
    if candidate.origin != "model" or found is None or not candidate.text[found.end() :].strip():
        return candidate
    name = re.split(r"[/\\]", found["path"])[-1]
    if name != situation.place.source.path.name and not (found["mark"] and re.search(r"[/\\]", found["path"])):
        return candidate
    return replace(candidate, text=candidate.text[found.end() :])
