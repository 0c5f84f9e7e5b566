"""Next edits of the open folders: what was changed last in a document, and where else that is still to be done."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lacewing.services.documents import Documents
from lacewing.services.folder import Folder
from lacewing.services.models import Models
from lacewing.syntax.source import source_of

if TYPE_CHECKING:
    from lacewing.features.next_edit.types import Change, NextEdit, ProjectView

_FILES = 200  # that hold the words of a change; common words are in more, and say little
_WORTH_ASKING = 0.1  # the chance from which a place is one to ask a model about


class NextEdits:
    """Answers for the last change; the same one is worked out once. Thread-safe."""

    def __init__(self, documents: Documents, models: Models, folder_of: Callable[[Path], Folder | None]) -> None:
        self._documents = documents
        self._models = models
        self._folder_of = folder_of
        self._lock = threading.Lock()
        self._known: tuple[object, list[NextEdit]] = (None, [])
        self._refused: set[str] = set()

    def find(self, path: Path) -> list[NextEdit]:
        """The next edits after the last change in a document of the folder of `path`, likeliest first.

        Their paths are whole ones.
        """
        folder = self._folder_of(path)
        changes = self._changes(folder) if folder is not None else []
        if folder is None or not changes:
            return []
        options = folder.config.next_edit
        key = (folder.root, self._documents.changes.version, folder.project.index.generation(), options)
        with self._lock:
            if self._known[0] != key:
                self._known = (key, self._search(folder, changes, options.threshold))
            return [each for each in self._known[1] if each.kind not in self._refused]

    async def find_with_model(self, path: Path) -> list[NextEdit]:
        """The edit that a model makes where `find` finds none: at the likeliest place, else near the last change."""
        folder = self._folder_of(path)
        model = self._models.for_folder(folder, "chat") if folder is not None else None
        changes = self._changes(folder) if folder is not None and model is not None else []
        if folder is None or model is None or not changes or not folder.config.next_edit.model:
            return []
        from lacewing.features.next_edit.by_model import KIND, next_edit_by_model

        if KIND in self._refused:
            return []
        place = next(iter(self._search(folder, changes, _WORTH_ASKING)), None)
        relative = str(Path(place.path).relative_to(folder.root)) if place is not None else changes[0].path
        data = self._documents.text_in(folder.project, relative)
        if data is None or not folder.project.may_leave(folder.root / relative):
            return []
        source = source_of(folder.root / relative, data)
        line = source.lines.line_of(place.edit.span.start) if place is not None else _last_line(changes[0])
        shown = [change for change in changes if folder.project.may_leave(folder.root / change.path)]
        found = await next_edit_by_model(shown, relative, source, line, model) if shown else None
        return [replace(found, path=str(folder.root / found.path))] if found is not None else []

    def refuse(self, kind: str) -> None:
        """Edits of this `kind` are not wanted any more."""
        self._refused.add(kind)

    def _changes(self, folder: Folder) -> list[Change]:
        from lacewing.features.next_edit.types import Change

        changes = self._documents.changes.changes()
        named = [(folder.project.relative(each.path), each) for each in changes]
        if not folder.config.next_edit.enabled or not named or named[0][0] is None:
            return []  # what was changed last belongs to another folder
        included = [(path, each) for path, each in named if path is not None and folder.project.included(each.path)]
        return [Change(path, each.before, each.after) for path, each in included]

    def _search(self, folder: Folder, changes: Sequence[Change], least: float) -> list[NextEdit]:
        from lacewing.features.next_edit.next_edits import next_edits

        found = next_edits(changes, self._project(folder), least, folder.config.next_edit.max_edits)
        return [replace(each, path=str(folder.root / each.path)) for each in found]

    def _project(self, folder: Folder) -> ProjectView:
        from lacewing.features.next_edit.types import ProjectView

        index = folder.project.index
        return ProjectView(
            folder.root,
            lambda path: self._documents.text_in(folder.project, path),
            lambda words: index.files_mentioning(" ".join(words), _FILES),
            index,
        )


def _last_line(change: Change) -> int:
    """The 0-based line behind what was changed."""
    from lacewing.text.diff import line_changes

    differences = line_changes(change.before, change.after)
    return differences[-1].line + len(differences[-1].added) if differences else 0
