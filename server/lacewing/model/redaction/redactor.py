"""Text without its secrets: each is replaced by a placeholder that stays the same for a session."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lacewing.model.redaction.detect import Detector, merged
from lacewing.model.redaction.types import Found, OwnPattern

_MARK = "REDACTED"
# So many secrets of one session keep their placeholders; those beyond are replaced too, but cannot be put back.
_MOST_SECRETS = 100_000
_SHORTEST_KNOWN = 6
# Shorter values are too common to be replaced wherever they stand.
_SHORTEST_BARE = 8


@dataclass(slots=True)
class Redactions:
    """What was replaced in one request: `secrets` by placeholder. Only these may be put back into its answer."""

    secrets: dict[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.secrets)


class Redactor:
    """Replaces secrets by `REDACTED_<KIND>_<number>`, which models copy as they copy any constant.

    `known` are secrets by value: the keys in use, say. Thread-safe.
    """

    def __init__(self, own: Sequence[OwnPattern] = (), known: Sequence[str] = ()) -> None:
        self._detector = Detector(own)
        self._known = tuple(sorted({value for value in known if len(value) >= _SHORTEST_KNOWN}, key=len, reverse=True))
        self._placeholders: dict[str, str] = {}
        self._numbers: defaultdict[str, int] = defaultdict(int)
        self._lock = threading.Lock()

    def values_in(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The secrets of `texts` that are as secret where nothing around them says so."""
        found = (text[each.start : each.end] for text in texts for each in self._detector.find(text))
        return tuple(dict.fromkeys(value for value in found if len(value) >= _SHORTEST_BARE and not value.isalpha()))

    def redact(self, text: str, into: Redactions, also: Sequence[str] = ()) -> str:
        """`text` without secrets, nor the values `also`; what was replaced is added to `into`."""
        parts: list[str] = []
        at = 0
        for each in self._found(text, also):
            placeholder = self._placeholder(text[each.start : each.end], each.kind, text)
            into.secrets[placeholder] = text[each.start : each.end]
            parts += text[at : each.start], placeholder
            at = each.end
        return "".join(parts) + text[at:] if parts else text

    def placeholders(self) -> tuple[str, ...]:
        """Every placeholder that stands for a secret so far."""
        with self._lock:
            return tuple(self._placeholders.values())

    def straddling(self, before: str, after: str) -> bool:
        """Whether a secret stands on both sides of the place between `before` and `after`."""
        left, right = before[before.rfind("\n") + 1 :], after.split("\n", 1)[0]
        place = len(left)
        return any(each.start < place < each.end for each in self._found(left + right, ()))

    def _found(self, text: str, also: Sequence[str]) -> list[Found]:
        found = self._detector.find(text)
        bare = [value for value in (*self._known, *also) if value in text]
        for value in bare:
            found += _occurrences(text, value)
        return merged(found) if bare else found

    def _placeholder(self, secret: str, kind: str, text: str) -> str:
        with self._lock:
            placeholder = self._placeholders.get(secret)
            if placeholder is None:
                if len(self._placeholders) >= _MOST_SECRETS:
                    return f"{_MARK}_{kind}"
                placeholder = self._next(kind)
                while placeholder in text:  # somebody wrote that: it must not turn into a secret in the answer
                    placeholder = self._next(kind)
                self._placeholders[secret] = placeholder
            return placeholder

    def _next(self, kind: str) -> str:
        self._numbers[kind] += 1
        return f"{_MARK}_{kind}_{self._numbers[kind]}"


def _occurrences(text: str, value: str) -> list[Found]:
    found = []
    at = text.find(value)
    while at >= 0:
        found.append(Found(at, at + len(value), "SECRET"))
        at = text.find(value, at + len(value))
    return found
