"""Values that look random: nobody writes such text, so it is a key of some kind (or a hash, which can be spared).

Randomness is Shannon's entropy of the characters of one run (bits a character), as detect-secrets and others measure
it. Names, paths and words in a row have high entropy too; they are told apart by how they are built of words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from lacewing.model.redaction.types import Found

_RUN = re.compile(r"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9][A-Za-z0-9+/_-]{19,}={0,2}(?![A-Za-z0-9+/_-])")
_HEX = re.compile(r"[0-9a-f]+|[0-9A-F]+")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
# What a name is made of: words, numbers at their ends, and what joins them.
_WORD = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])|[0-9]+")
# Before a hash that says of what kind it is: no secret, and models need not be confused by it.
_HASHED = re.compile(r"(?i)(?:sha-?\d+|sha|md5|blake\w*|checksum|integrity|digest)[\"':= -]{1,6}\Z")
_HEX_BITS = 3.2
_HEX_LENGTH = 32
_BITS = 3.9
_MOST_IN_WORDS = 0.72


def find_random(text: str) -> Iterator[Found]:
    """Every run of characters in `text` that looks random."""
    for match in _RUN.finditer(text):
        if looks_random(match[0]) and not _HASHED.search(text, max(0, match.start() - 24), match.start()):
            yield Found(match.start(), match.end(), "SECRET")


def looks_random(run: str) -> bool:
    """Whether `run` (of the base64 alphabets) is no name, path or number but something drawn at random."""
    if run.isdigit() or not any(c.isdigit() for c in run) or _UUID.fullmatch(run):
        return False
    if _HEX.fullmatch(run):
        return len(run) >= _HEX_LENGTH and bits_per_character(run) >= _HEX_BITS
    if bits_per_character(run) < _BITS:
        return False
    in_words = sum(len(word[0]) for word in _WORD.finditer(run) if len(word[0]) > 2 or word[0].isdigit())
    joined = sum(run.count(c) for c in "_-/")
    return in_words + joined < _MOST_IN_WORDS * len(run)


def bits_per_character(text: str) -> float:
    """Shannon's entropy of the characters of `text`."""
    total = len(text)
    return -sum(n / total * math.log2(n / total) for n in Counter(text).values())
