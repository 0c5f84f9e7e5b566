"""Where secrets stand in a text that is about to be lexed: they are neither learned nor suggested.

What a secret is a detector decides that is handed in. It looks at lines only in which a token could belong to one, as
looking at every line takes longer than all the rest of learning.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Protocol

# Names of secrets, and signs of addresses with passwords in them.
_TELLING = re.compile(r"passw|passphrase|pwd|secret|key|token|credential|bearer|auth|口令|密码|密钥|^@$")
_LETTER_AND_DIGIT = re.compile(r"(?=.*\d).*[A-Za-z]", re.DOTALL)
_RANDOM_LENGTH = 10
_BLOCK = "PRIVATE KEY"


class Detector(Protocol):
    """Finds secrets."""

    def find(self, text: str) -> Sequence[tuple[int, int, str]]:
        """Where in `text` (code points) each secret starts and ends, and its kind, in order."""


class Secrets:
    """Asks `detector`; about every line, where `every_line` says that it knows secrets that show by no sign."""

    def __init__(self, detector: Detector, every_line: bool = False) -> None:
        self._detector = detector
        self.every_line = every_line

    def could_be(self, piece: str) -> bool:
        """Whether a line that holds the token `piece` may hold a secret."""
        if len(piece) >= _RANDOM_LENGTH and _LETTER_AND_DIGIT.match(piece):
            return True
        return bool(_TELLING.search(piece.casefold()))

    def find(self, text: str, suspicious: Sequence[int]) -> list[tuple[int, int]]:
        """The spans of secrets in the lines that hold the offsets `suspicious`, which ascend."""
        if self.every_line or _BLOCK in text:
            return [(start, end) for start, end, _ in self._detector.find(text)]
        lines: list[tuple[int, int]] = []
        for offset in suspicious:
            if not lines or offset > lines[-1][1]:
                end = text.find("\n", offset)
                lines.append((text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end))
        begins = [0, *accumulate(end - start + 1 for start, end in lines)]
        found = []
        for start, end, _ in self._detector.find("\n".join(text[start:end] for start, end in lines)):
            at = bisect_right(begins, start) - 1
            moved = lines[at][0] - begins[at]
            found.append((start + moved, end + moved))
        return found
