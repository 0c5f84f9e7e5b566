"""What was changed of late in open documents: each change with the text before and after it, the last one first.

Edits of one place are one change, however many keys they took; an edit elsewhere begins another. Knows nothing of
folders, features or LSP.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from lacewing.text.diff import line_changes

KEPT = 8
_GAP = 2  # lines between edits that are still one change
_LONGEST = 200  # changed lines; what is more was generated or read anew
_LARGEST = 1_000_000  # bytes of a text


@dataclass(frozen=True, slots=True)
class TextChange:
    """The document `path` said `before`, then `after`."""

    path: Path
    before: bytes
    after: bytes


class RecentChanges:
    """The last changes. Thread-safe. `version` is another number whenever `changes` may say something else."""

    def __init__(self) -> None:
        self.version = 0
        self._texts: dict[Path, bytes] = {}
        self._open: TextChange | None = None
        self._done: list[TextChange] = []
        self._lock = threading.Lock()

    def see(self, path: Path, data: bytes) -> None:
        """The open document `path` says `data` now. What it said when it was first seen is no change."""
        with self._lock:
            before = self._texts.get(path)
            self._texts[path] = data
            if before is None or before == data:
                return
            self.version += 1
            if len(data) > _LARGEST or len(before) > _LARGEST:
                self._forget(path)
                return
            opened = self._open
            if opened is None or opened.path != path or not _is_near(opened, data):
                self._finish()
                opened = TextChange(path, before, before)
            self._open = TextChange(path, opened.before, data)
            if _changed_lines(opened.before, data) > _LONGEST:
                self._forget(path)

    def forget(self, path: Path) -> None:
        """The document is no longer open."""
        with self._lock:
            self._texts.pop(path, None)
            self._forget(path)

    def changes(self) -> tuple[TextChange, ...]:
        """The changes, the last one first; the first is still going on."""
        with self._lock:
            opened = [self._open] if self._open is not None and self._open.before != self._open.after else []
            return (*opened, *reversed(self._done))[:KEPT]

    def _finish(self) -> None:
        if self._open is not None and self._open.before != self._open.after:
            self._done = [*self._done, self._open][-KEPT:]
        self._open = None

    def _forget(self, path: Path) -> None:
        self.version += 1
        self._done = [change for change in self._done if change.path != path]
        if self._open is not None and self._open.path == path:
            self._open = None


def _is_near(change: TextChange, data: bytes) -> bool:
    """Whether what differs between the change's text and `data` lies in the lines of the change, or next to them."""
    whole = line_changes(change.before, data)
    if not whole:
        return True
    latest = line_changes(change.after, data)
    known = line_changes(change.before, change.after)
    if not known:
        return True
    grown = 0
    spans = []
    for each in known:
        spans.append((each.line + grown, each.line + grown + len(each.added)))
        grown += len(each.added) - len(each.removed)
    low, high = spans[0][0] - _GAP, spans[-1][1] + _GAP
    return all(low <= each.line and each.line + len(each.removed) <= high for each in latest)


def _changed_lines(before: bytes, after: bytes) -> int:
    return sum(max(len(each.removed), len(each.added)) for each in line_changes(before, after))
