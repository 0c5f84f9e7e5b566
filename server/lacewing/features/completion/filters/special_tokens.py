"""Control tokens that a model let slip into its text: everything from the first one on is cut off."""

from __future__ import annotations

import re
from dataclasses import replace

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation

# The shapes in which models write them: <|fim_middle|>, <fim_suffix>, </s>, <EOT>, <｜fim▁begin｜>, [/INST].
_SPECIAL = re.compile(
    r"<\|[\w\-]{2,40}\|>|<｜[^｜\n]{2,40}｜>|</?s>(?=\s*\Z)|<(?:fim_\w+|EOT|PRE|SUF|MID|END|file_sep|endoftext|eos)>"
    r"|\[/?INST\]|<(?:start|end)_of_turn>"
)
_FILE_START = re.compile(r"\A(?:<\|?(?:fim_middle|MID)\|?>\s?)")


def cut_special_tokens(candidate: Candidate, _situation: Situation) -> Candidate | None:
    """Cut a model's text at its first control token; one that only opens the answer is removed."""
    if candidate.origin != "model":
        return candidate
    text = _FILE_START.sub("", candidate.text)
    found = _SPECIAL.search(text)
    return replace(candidate, text=text[: found.start()] if found else text)
