"""Typing-through: while the user types what is shown, or takes letters back, the answer comes from memory.

A text is known again by what stands before its line and behind the cursor, and by the line as far as it is typed; so it
is found after letters were typed or deleted, after an editor closed a bracket, and after a text was accepted.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace

from lacewing.features.completion.hole import Hole, Since, Text, closes, hole_at, since, what_is_left
from lacewing.features.completion.place import Place
from lacewing.features.completion.types import InlineCompletion
from lacewing.text.position import Span

_KEPT = 48
_FILES = 32


@dataclass(frozen=True, slots=True)
class Recalled:
    """What is left of a text, for the cursor as it is now.

    With it the file is the one that was checked before, where `exact`; else it must be checked anew. What was not shown
    before has the model for its origin.
    """

    completion: InlineCompletion
    exact: bool

    @property
    def text(self) -> str:
        """What is left."""
        return self.completion.text


@dataclass(frozen=True, slots=True)
class _Entry:
    """`whole` is the text from the hole's anchor on; it was `offered`, or came too late and waits for its turn."""

    hole: Hole
    whole: bytes
    completion: InlineCompletion
    offered: bool


@dataclass(frozen=True, slots=True)
class _Match:
    entry: _Entry
    now: Since
    left: bytes


class ShownTexts:
    """The last texts of each file (by any name for it). Thread-safe; keep one for a session."""

    def __init__(self) -> None:
        self._by_path: OrderedDict[str, list[_Entry]] = OrderedDict()
        self._lock = threading.Lock()

    def remember(self, path: str, place: Place, completion: InlineCompletion, offered: bool = True) -> None:
        """`completion` is about to be shown at `place`, or, not `offered`, may be from the next request on."""
        text, span = Text(place.source.data), completion.span
        hole = hole_at(text, span.start, span.end)
        whole = hole.typed + completion.text.encode("utf-8", "replace")
        with self._lock:
            kept = self._by_path.setdefault(path, [])
            kept[:] = [entry for entry in kept if entry.hole != hole or entry.whole != whole]
            kept.append(_Entry(hole, whole, completion, offered))
            del kept[:-_KEPT]
            self._by_path.move_to_end(path)
            while len(self._by_path) > _FILES:
                self._by_path.popitem(last=False)

    def recall(self, path: str, place: Place) -> Recalled | None:
        """What is left of a text, when all that was typed since agrees with it.

        The text shown last goes before others, so that what stands on the screen stays; a later one takes its place
        only when it begins with what is left of it.
        """
        text = Text(place.source.data)
        with self._lock:
            kept = self._by_path.get(path, [])
            matches = [match for entry in reversed(kept) if (match := _match(entry, text, place.offset)) is not None]
            if not matches:
                return None
            chosen = next((match for match in matches if match.entry.offered), matches[0])
            longer = (m for m in matches if not m.entry.offered and m.left.startswith(chosen.left))
            chosen = next(longer, chosen)
            kept.remove(chosen.entry)
            kept.append(replace(chosen.entry, offered=True))
        behind = chosen.now.behind
        exact = behind == chosen.entry.hole.overwritten or closes(chosen.left, behind)
        completion = replace(
            chosen.entry.completion,
            span=Span(place.offset, place.offset + (len(behind) if exact else 0)),
            text=chosen.left.decode("utf-8", "replace"),
            origin="cache" if chosen.entry.offered else "model",
        )
        return Recalled(completion, exact)

    def refused(self, path: str, place: Place) -> int:
        """At how many cursors on its line texts were offered and not taken: what was typed disagrees with them."""
        text = Text(place.source.data)
        line_start = place.source.lines.line_start(place.line)
        with self._lock:
            offered = [entry for entry in self._by_path.get(path, []) if entry.offered]
        refused = (entry.hole for entry in offered if _is_refused(entry, text, place.offset))
        starts = {hole.anchor + len(hole.typed) for hole in refused}
        return sum(start >= line_start for start in starts)

    def forget(self, path: str) -> None:
        """The file was closed, or nothing about it holds any more."""
        with self._lock:
            self._by_path.pop(path, None)

    def clear(self) -> None:
        """Nothing holds any more: settings changed."""
        with self._lock:
            self._by_path.clear()


def _match(entry: _Entry, text: Text, offset: int) -> _Match | None:
    now = since(entry.hole, text, offset)
    left = what_is_left(entry.whole, entry.hole, now) if now is not None else b""
    return _Match(entry, now, left) if now is not None and left.strip() else None


def _is_refused(entry: _Entry, text: Text, offset: int) -> bool:
    now = since(entry.hole, text, offset)
    if now is None or not now.typed.startswith(entry.hole.typed):
        return False
    return not entry.whole.startswith(now.typed) and not now.typed.startswith(entry.whole)
