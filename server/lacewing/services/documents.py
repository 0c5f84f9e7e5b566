"""The open documents: their texts as they are now, and where they were edited of late."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lacewing.project.decoding import to_utf8
from lacewing.project.retrieve.types import EditedPlace
from lacewing.services.recent_changes import RecentChanges
from lacewing.services.recent_edits import RecentEdits
from lacewing.syntax.source import PARSED_BYTES, Source, source_of

if TYPE_CHECKING:
    from lacewing.project.workspace import Project


class Documents:
    """What editors show, by absolute path, and the last `changes`. Thread-safe; iterating goes over a copy."""

    def __init__(self) -> None:
        self._sources: dict[Path, Source] = {}
        self._edits = RecentEdits()
        self.changes = RecentChanges()

    def __iter__(self) -> Iterator[Source]:
        return iter(tuple(self._sources.values()))

    def open(self, path: Path, data: bytes) -> None:
        """The document `path` was opened with this text."""
        self._edits.see(path, data)
        self.changes.see(path, data)

    def put(self, source: Source) -> None:
        """The document `source.path` was opened, or has another text now."""
        self._sources[source.path] = source
        self._edits.see(source.path, source.data)
        self.changes.see(source.path, source.data)

    def drop(self, path: Path) -> None:
        """The document was closed."""
        self._sources.pop(path, None)
        self._edits.forget(path)
        self.changes.forget(path)

    def source(self, path: Path) -> Source:
        """The open document of `path`, else the file as UTF-8. Raises OSError when there is neither."""
        opened = self._sources.get(path)
        if opened is not None:
            return opened
        raw = path.read_bytes()
        decoded = to_utf8(raw)  # as the index reads it: its offsets are for that text
        data = decoded.data if decoded is not None else raw
        return source_of(path, data) if len(data) <= PARSED_BYTES else Source(path, data, None)

    def text_in(self, project: Project, path: str) -> bytes | None:
        """What the file `path` of a project says now, None when the rules leave it out or it cannot be read."""
        opened = self._sources.get(project.root / path)
        if opened is not None and project.included(opened.path):
            return opened.data
        return project.read(path)

    def unsaved_in(self, project: Project) -> dict[str, bytes]:
        """The texts of a project's open documents by their paths in it."""
        return {path: source.data for path, source in self._named(project.relative)}

    def paths_in(self, project: Project) -> frozenset[str]:
        """The open documents of a project by their paths in it."""
        return frozenset(path for path, _ in self._named(project.relative))

    def edits_in(self, project: Project) -> tuple[EditedPlace, ...]:
        """Where a project's open documents were edited of late, the last place first."""
        places = ((project.relative(place.path), place) for place in self._edits.places())
        return tuple(EditedPlace(path, place.line, place.end_line) for path, place in places if path is not None)

    def _named(self, relative: Callable[[Path], str | None]) -> Iterator[tuple[str, Source]]:
        for source in self:
            path = relative(source.path)
            if path is not None:
                yield path, source
