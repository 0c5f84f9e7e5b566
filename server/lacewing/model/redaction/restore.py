"""Secrets put back into an answer, which comes in pieces that may cut a placeholder anywhere."""

from __future__ import annotations

import re
from collections.abc import Mapping


class Restorer:
    """Feed pieces of an answer; get text in which the placeholders of `secrets` are what they stand for."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self._secrets = secrets
        self._held = ""
        longest_first = sorted(secrets, key=len, reverse=True)
        # Not before a digit: REDACTED_TOKEN_1 is no part of REDACTED_TOKEN_12, which may be another request's.
        self._regex = re.compile("(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\d)") if secrets else None

    def feed(self, piece: str) -> str:
        """What can be shown once `piece` has come."""
        if self._regex is None:
            return piece
        text = self._held + piece
        keep = self._unfinished(text)
        self._held = text[len(text) - keep :]
        return self._restored(text[: len(text) - keep])

    def end(self) -> str:
        """What was held back, now that nothing follows."""
        text, self._held = self._held, ""
        return self._restored(text)

    def _restored(self, text: str) -> str:
        return self._regex.sub(lambda match: self._secrets[match[0]], text) if self._regex else text

    def _unfinished(self, text: str) -> int:
        """The length of the longest end of `text` with which a placeholder begins (or that is one, so far)."""
        longest = max(map(len, self._secrets))
        for length in range(min(longest, len(text)), 0, -1):
            tail = text[-length:]
            if any(placeholder.startswith(tail) for placeholder in self._secrets):
                return length
        return 0
