"""Where the texts of open documents were changed of late: a few lines each, the newest first.

A text is compared with the one seen before it, whatever the editor did in between. Places move with the lines above
them. Knows nothing of folders, retrieval or LSP.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from pathlib import Path

from lacewing.text.diff import LineChange, line_changes

PLACES_KEPT = 32
_PLACE_LINES = 12  # neighbouring edits become one place up to this length
_GAP = 2  # lines between edits that are neighbours
_LONGEST_EDIT = 200  # lines; what is longer was generated or read anew and is no place where somebody works


@dataclass(frozen=True, slots=True)
class RecentEdit:
    """Lines of the open file `path` as it is now: from 0-based `line` up to `end_line`, that one left out."""

    path: Path
    line: int
    end_line: int


class RecentEdits:
    """The places edited last, at most `PLACES_KEPT`. Thread-safe."""

    def __init__(self) -> None:
        self._texts: dict[Path, bytes] = {}
        self._places: list[RecentEdit] = []
        self._lock = threading.Lock()

    def see(self, path: Path, data: bytes) -> None:
        """The open document `path` says `data` now. What it said when it was first seen is no edit."""
        with self._lock:
            before = self._texts.get(path)
            self._texts[path] = data
            if before is None or before is data:
                return
            # From the last change to the first, so that the lines above each one are still numbered as before.
            for change in reversed(line_changes(before, data)):
                self._move(path, change)
                edited = _edited_lines(path, change)
                if edited is not None:
                    self._add(edited)

    def forget(self, path: Path) -> None:
        """The document is no longer open."""
        with self._lock:
            self._texts.pop(path, None)
            self._places = [place for place in self._places if place.path != path]

    def places(self) -> list[RecentEdit]:
        """The places, the one edited last first."""
        return list(self._places)

    def _move(self, path: Path, change: LineChange) -> None:
        moved = []
        for place in self._places:
            after = _moved(place, change) if place.path == path else place
            if after is not None:
                moved.append(after)
        self._places = moved

    def _add(self, place: RecentEdit) -> None:
        kept = []
        for other in self._places:
            if other.path == place.path and _near(other, place):
                low, high = min(other.line, place.line), max(other.end_line, place.end_line)
                if high - low <= _PLACE_LINES:
                    place = replace(place, line=low, end_line=high)
                    continue
                cut = _without(other, place)
                if cut is None:
                    continue
                other = cut
            kept.append(other)
        self._places = [place, *kept][:PLACES_KEPT]


def _edited_lines(path: Path, change: LineChange) -> RecentEdit | None:
    """The place a change makes; None when it is white space only, or more than somebody types."""
    removed, added = (
        [row.strip() for row in change.removed],
        [row.strip() for row in change.added],
    )
    if [row for row in removed if row] == [row for row in added if row] or len(added) > _LONGEST_EDIT:
        return None
    if not any(added):
        return RecentEdit(path, change.line, change.line + 1)
    first = next(at for at, row in enumerate(added) if row)
    last = next(at for at in range(len(added) - 1, -1, -1) if added[at])
    return RecentEdit(path, change.line + first, change.line + last + 1)


def _moved(place: RecentEdit, change: LineChange) -> RecentEdit | None:
    """Where a place of the same file lies after a change; None when nothing is left of it."""
    end, grown = change.line + len(change.removed), len(change.added) - len(change.removed)
    if place.end_line <= change.line:
        return place
    if place.line >= end:
        return replace(place, line=place.line + grown, end_line=place.end_line + grown)
    if len(change.added) > _LONGEST_EDIT:
        return None
    first = min(place.line, change.line)
    last = place.end_line + grown if place.end_line > end else change.line + len(change.added)
    return replace(place, line=first, end_line=last) if last > first else None


def _near(one: RecentEdit, other: RecentEdit) -> bool:
    return one.line <= other.end_line + _GAP and other.line <= one.end_line + _GAP


def _without(old: RecentEdit, new: RecentEdit) -> RecentEdit | None:
    """What of `old` lies outside `new`, above it if there is such."""
    if old.line < new.line:
        return replace(old, end_line=min(old.end_line, new.line))
    if old.end_line > new.end_line:
        return replace(old, line=max(old.line, new.end_line))
    return None
