"""Typing-through: while the user types what is shown, or takes letters back, the answer comes from memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.place import Place
from lacewing.features.completion.types import InlineCompletion

_KEPT = 32
_CLOSERS = frozenset(")]}\"'`")


@dataclass(frozen=True, slots=True)
class _Shown:
    """`text` was offered between `before` and `after`, the file's bytes around the edit."""

    before: bytes
    after: bytes
    text: bytes
    confidence: float


class ShownTexts:
    """The last offered texts of each file. Thread-safe; keep one for a folder or a session."""

    def __init__(self) -> None:
        self._by_path: OrderedDict[str, OrderedDict[int, _Shown]] = OrderedDict()
        self._lock = threading.Lock()

    def remember(self, path: str, place: Place, completion: InlineCompletion) -> None:
        """`completion` is about to be shown at `place`."""
        data = place.source.data
        shown = _Shown(
            data[: completion.span.start],
            data[completion.span.end :],
            completion.text.encode("utf-8", "replace"),
            completion.confidence,
        )
        with self._lock:
            kept = self._by_path.setdefault(path, OrderedDict())
            kept.pop(completion.span.start, None)
            kept[completion.span.start] = shown
            self._by_path.move_to_end(path)
            while len(kept) > _KEPT:
                kept.popitem(last=False)
            while len(self._by_path) > _KEPT:
                self._by_path.popitem(last=False)

    def recall(self, path: str, place: Place) -> Candidate | None:
        """What is left of a text offered before, when all that was typed since agrees with it."""
        data, offset = place.source.data, place.offset
        with self._lock:
            kept = list(self._by_path.get(path, {}).items())
        for start, shown in reversed(kept):
            typed = offset - start
            if not 0 <= typed < len(shown.text) or not data.startswith(shown.before):
                continue
            if shown.text[:typed] == data[start:offset] and _same_rest(data[offset:], shown):
                text = shown.text[typed:].decode("utf-8", "replace")
                return Candidate(text, "cache", shown.confidence)
        return None

    def refused(self, path: str, place: Place) -> int:
        """How many texts that were offered on the cursor's line were not taken: what was typed disagrees with them."""
        data, line_start = place.source.data, place.source.lines.line_start(place.line)
        with self._lock:
            kept = list(self._by_path.get(path, {}).items())
        count = 0
        for start, shown in kept:
            if line_start <= start <= place.offset and data.startswith(shown.before):
                typed = data[start : place.offset]
                count += not (shown.text.startswith(typed) or typed.startswith(shown.text))
        return count

    def forget(self, path: str) -> None:
        """The file was closed, or nothing about it holds any more."""
        with self._lock:
            self._by_path.pop(path, None)


def _same_rest(rest: bytes, shown: _Shown) -> bool:
    """Whether the text behind the cursor is the same, but for closers that the editor typed by itself."""
    if not rest.endswith(shown.after):
        return False
    between = rest[: len(rest) - len(shown.after)].decode("utf-8", "replace")
    return len(between) <= 8 and all(character in _CLOSERS or character == " " for character in between)
