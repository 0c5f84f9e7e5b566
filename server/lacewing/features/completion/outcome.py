"""What became of a ghost text: taken, typed, typed otherwise, or nobody knows."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from lacewing.features.completion.types import InlineCompletion
from lacewing.syntax.source import Source

_KEPT = 16
_MOST_BYTES = 1_000_000
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Pending:
    """`completion` was shown in `data` for the cursor at byte `offset`; `language` is the text's, "" if unknown."""

    data: bytes
    offset: int
    language: str
    completion: InlineCompletion

    def outcome(self, data: bytes, offset: int) -> float | None:
        """How right the text was, when the file is `data` with the cursor at `offset`; None while that is open.

        1 where all of it stands there now; where something else does, the share that does stand there if that is at
        least half, else 0. Raises LookupError when it cannot be said any more, as the user went elsewhere.
        """
        start, end = self.completion.span.start, self.completion.span.end
        text = self.completion.text.encode("utf-8", "replace")
        typed = data[start:offset]
        elsewhere = offset < start or typed.count(b"\n") > text.count(b"\n") + 1
        if elsewhere or data[:start] != self.data[:start] or not data.endswith(self.data[end:]):
            raise LookupError("the file has changed elsewhere")
        if typed.startswith(text):
            return 1.0
        if text.startswith(typed) or data == self.data:
            return None
        agreed = next((at for at, (one, other) in enumerate(zip(text, typed, strict=False)) if one != other), 0)
        known = self.offset - start
        share = (agreed - known) / max(1, len(text) - known)
        return share if share >= _HALF else 0.0


class PendingTexts:
    """The text that each file shows, or showed last. Thread-safe."""

    def __init__(self) -> None:
        self._by_path: OrderedDict[str, Pending] = OrderedDict()
        self._lock = threading.Lock()

    def show(self, path: str, source: Source, offset: int, completion: InlineCompletion) -> None:
        """`completion` is about to be shown; what was shown before is not waited for any more."""
        if len(source.data) > _MOST_BYTES:
            return
        language = source.language.name if source.language else ""
        with self._lock:
            self._by_path[path] = Pending(source.data, offset, language, completion)
            self._by_path.move_to_end(path)
            while len(self._by_path) > _KEPT:
                self._by_path.popitem(last=False)

    def take(self, path: str) -> Pending | None:
        """What was shown in `path`, which is not waited for any more."""
        with self._lock:
            return self._by_path.pop(path, None)

    def settled(self, path: str, source: Source, offset: int) -> tuple[Pending, float] | None:
        """What was shown in `path` with its outcome, once there is one; it is not waited for then."""
        with self._lock:
            pending = self._by_path.get(path)
            if pending is None:
                return None
            try:
                outcome = pending.outcome(source.data, offset)
            except LookupError:
                del self._by_path[path]
                return None
            if outcome is None:
                return None
            del self._by_path[path]
            return pending, outcome
