"""One state of the project for resolution: its files as views, their paths, and where their imports lead.

A new one is made after every change, as often as at every keystroke; it takes over from the one before what the
change leaves as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

from lacewing.project.facts import Import
from lacewing.project.index import Index, Located
from lacewing.project.modules import ProjectPaths, Target
from lacewing.project.resolve.reexports import Reexports
from lacewing.project.resolve.views import FileView, Views

_TARGETS_KEPT = 50_000
_NAMES_KEPT = 5_000
_VIEWS_SEEN = 100
_FEW = 8

_Value = TypeVar("_Value")


class Snapshot:
    """The state of `index` now; `before` is an earlier one of the same index."""

    def __init__(self, index: Index, before: Snapshot | None = None) -> None:
        self.generation = generation_of(index)
        self._index = index
        self._open = index.open_facts()
        stored_same = before is not None and before.generation[2 : len(self.generation)] == self.generation[2:]
        self._views: Views = before._views if before is not None and stored_same else Views(index)
        self._views.keep_open(self._open)
        self.paths: ProjectPaths
        self._unstored: frozenset[str]
        self._targets: dict[tuple[str, str, str], Sequence[Target]]
        if before is not None and stored_same and before._has_same_paths(self):
            self.paths, self._targets, self._unstored = before.paths, before._targets, before._unstored
        else:
            self.paths, self._targets = ProjectPaths(index.files(), index.configuration), {}
            self._unstored = frozenset(path for path in self._open if not index.is_stored(path))
        self._seen: dict[str, FileView | None] = {}
        same_open = stored_same and before is not None and before._open.keys() == self._open.keys()
        self._named: dict[str, list[Located]] = before._named if before is not None and same_open else {}
        self._rare: dict[str, list[Located] | None] = before._rare if before is not None and same_open else {}
        same_paths = before is not None and stored_same and before.paths is self.paths
        self._lasting: dict[Hashable, Any] = {}
        if before is not None and same_paths and same_open:
            self._lasting = before._lasting
        self._reexports: Reexports = before._reexports if before is not None and same_paths else Reexports()
        self._unlasting: dict[Hashable, Any] = {}
        self._notes = 0

    def _has_same_paths(self, after: Snapshot) -> bool:
        """Whether the next snapshot, of the same stored files, knows the same paths and configuration."""
        opened = after._open.keys()
        return (
            self.generation[1] == after.generation[1]
            and self._unstored <= opened
            and all(path in self.paths for path in opened)
        )

    def view(self, path: str) -> FileView | None:
        """The file's view, None when it isn't in the index."""
        if path in self._open:
            self._note_unlasting()
        if path not in self._seen:
            if len(self._seen) > _VIEWS_SEEN:
                self._seen.clear()
            self._seen[path] = self._views.get(path, self._open.get(path))
        return self._seen[path]

    def known(self, key: Hashable) -> Any:
        """What was remembered under `key`; None when nothing was."""
        known = self._lasting.get(key)
        if known is None and key in self._unlasting:
            self._note_unlasting()
            known = self._unlasting[key]
        return known

    def remember(self, key: Hashable, find: Callable[[], _Value]) -> _Value:
        """What `find` gives, from now on known under this key; for later snapshots too when it rests on closed files
        alone. Not to be changed."""
        before = self._notes
        found = find()
        kept = self._lasting if before == self._notes else self._unlasting
        if len(kept) > _NAMES_KEPT:
            kept.clear()
        kept[key] = found
        return found

    def may_give(self, file: str, name: str) -> bool:
        """Whether `file` may give away `name`: what it says no to, need not be asked."""
        return self._reexports.may_give(self, file, name, self._open)

    def _note_unlasting(self) -> None:
        """What is being worked out rests on what may be another in the next snapshot."""
        self._notes += 1

    def targets(self, view: FileView, imported: Import) -> Sequence[Target]:
        """Where an import of the file leads."""
        key = (view.path, imported.module, imported.name)
        known = self._targets.get(key)
        if known is None:
            if len(self._targets) > _TARGETS_KEPT:
                self._targets.clear()
            known = self._targets[key] = view.convention.find(self.paths, view.path, imported)
        return known

    def builtin_files(self, _view: FileView) -> Sequence[str]:
        """Files outside of the project whose names code of the file sees without an import."""
        return ()

    def renamed(self, _view: FileView, _name: str) -> str:
        """The builtin type that a type of this name stands for, "" for none."""
        return ""

    def files_declaring(self, package: str) -> list[str]:
        """Files that say that what they define belongs to a package or namespace of this dotted name."""
        spellings = dict.fromkeys([package, package.replace(".", "\\")])
        found = [at for name in spellings for at in self.symbols_named(name)]
        return list(dict.fromkeys(at.path for at in found if at.symbol.kind in ("module", "namespace")))

    def symbols_named(self, name: str) -> list[Located]:
        """Definitions of that name in the whole project."""
        opened = [Located(view.path, each) for view in self._opened() for each in view.named.of(name)]
        return [at for at in self._stored(name) if at.symbol.kind != "extension"] + opened

    def rarely_named(self, name: str) -> list[Located]:
        """Definitions of that name in the whole project; [] when there are more than a few, which is soon found out."""
        if name not in self._rare:
            if len(self._rare) > _NAMES_KEPT:
                self._rare.clear()
            found = self._index.symbols_named(name, _FEW + 1)
            self._rare[name] = [at for at in found if at.path not in self._open] if len(found) <= _FEW else None
        closed = self._rare[name]
        if closed is None:
            return []
        return closed + [Located(view.path, each) for view in self._opened() for each in view.named.of(name)]

    def extensions_of(self, name: str) -> list[Located]:
        """The symbols by which files give the type `name` bases that it has not where it is defined."""
        opened = [Located(view.path, each) for view in self._opened() for each in view.extensions.of(name)]
        return [at for at in self._stored(name) if at.symbol.kind == "extension"] + opened

    def _stored(self, name: str) -> list[Located]:
        """Symbols of that name in closed files."""
        if name not in self._named:
            if len(self._named) > _NAMES_KEPT:
                self._named.clear()
            self._named[name] = [at for at in self._index.symbols_named(name) if at.path not in self._open]
        return self._named[name]

    def _opened(self) -> list[FileView]:
        return [view for path in self._open if (view := self.view(path)) is not None]

    def members_of(self, container: str) -> list[Located]:
        """Definitions in containers of that (dotted) name in the whole project."""
        return self._index.members_of(container)


def generation_of(index: Index) -> tuple[int, ...]:
    """Another value whenever an answer may be another: changes of open documents, of configuration, of the rest."""
    opened, *stored = index.generation()
    return (opened, index.configuration.generation(), *stored)
