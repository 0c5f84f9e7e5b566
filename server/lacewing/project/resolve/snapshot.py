"""One state of the project for resolution: its files as views, their paths, and where their imports lead.

A new one is made after every change, as often as at every keystroke; it takes over from the one before what the
change leaves as it was.
"""

from __future__ import annotations

from collections.abc import Sequence

from lacewing.project.facts import Import
from lacewing.project.index import Index, Located
from lacewing.project.modules import ProjectPaths, Target
from lacewing.project.resolve.views import FileView, Views

_TARGETS_KEPT = 50_000


class Snapshot:
    """The state of `index` now; `before` is an earlier one of the same index."""

    def __init__(self, index: Index, before: Snapshot | None = None) -> None:
        self.generation = generation_of(index)
        self._index = index
        self._open = index.open_facts()
        stored_same = before is not None and before.generation[2:] == self.generation[2:]
        self._views: Views = before._views if before is not None and stored_same else Views(index)
        same_paths = stored_same and before is not None and before._open.keys() == self._open.keys()
        self.paths: ProjectPaths
        self._targets: dict[tuple[str, str, str], Sequence[Target]]
        if before is not None and same_paths and before.generation[1] == self.generation[1]:
            self.paths, self._targets = before.paths, before._targets
        else:
            self.paths, self._targets = ProjectPaths(index.files(), index.configuration), {}
        self._named: dict[str, list[Located]] = {}

    def view(self, path: str) -> FileView | None:
        """The file's view, None when it isn't in the index."""
        return self._views.get(path, self._open.get(path))

    def targets(self, view: FileView, imported: Import) -> Sequence[Target]:
        """Where an import of the file leads."""
        key = (view.path, imported.module, imported.name)
        known = self._targets.get(key)
        if known is None:
            if len(self._targets) > _TARGETS_KEPT:
                self._targets.clear()
            known = self._targets[key] = view.convention.find(self.paths, view.path, imported)
        return known

    def symbols_named(self, name: str) -> list[Located]:
        """Definitions of that name in the whole project."""
        if name not in self._named:
            self._named[name] = self._index.symbols_named(name)
        return [at for at in self._named[name] if at.symbol.kind != "extension"]

    def extensions_of(self, name: str) -> list[Located]:
        """The symbols by which files give the type `name` bases that it has not where it is defined."""
        self.symbols_named(name)
        return [at for at in self._named[name] if at.symbol.kind == "extension"]

    def members_of(self, container: str) -> list[Located]:
        """Definitions in containers of that (dotted) name in the whole project."""
        return self._index.members_of(container)


def generation_of(index: Index) -> tuple[int, ...]:
    """Another value whenever an answer may be another: changes of open documents, of configuration, of the rest."""
    opened, *stored = index.generation()
    return (opened, index.configuration.generation(), *stored)
