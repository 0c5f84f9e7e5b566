"""The project for resolution together with the libraries that it uses: their files are views like its own.

Only Python's are known (`lacewing.project.libraries`). What the project holds itself always comes first.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from lacewing.project.definitions import OpenDefinitions
from lacewing.project.facts import Import
from lacewing.project.index import Index
from lacewing.project.libraries import BUILTINS, Libraries
from lacewing.project.modules import Target
from lacewing.project.resolve.snapshot import Snapshot
from lacewing.project.resolve.views import FileView

_STYLE = "python"
_VIEWS_KEPT = 100
_TARGETS_KEPT = 5_000
_RENAMED = {
    "Dict": "dict", "List": "list", "Set": "set", "FrozenSet": "frozenset", "Tuple": "tuple", "Type": "type",
    "Text": "str", "DefaultDict": "collections.defaultdict", "OrderedDict": "collections.OrderedDict",
    "Counter": "collections.Counter", "Deque": "collections.deque", "ChainMap": "collections.ChainMap",
}  # fmt: skip
"""`typing`'s names for what is defined elsewhere."""


class WithLibraries(Snapshot):
    """A snapshot in which imports that lead out of the project go on in libraries."""

    def __init__(self, index: Index, before: Snapshot | None, libraries: Libraries) -> None:
        super().__init__(index, before)
        self._known = libraries.generation
        self._libraries = libraries
        self._library_views: dict[str, FileView | None] = {}
        self._library_targets: dict[tuple[str, str, str], Sequence[Target]] = {}
        if isinstance(before, WithLibraries):  # what is read of a library stays as it is
            self._library_targets = before._library_targets
            self._library_views = {path: view for path, view in before._library_views.items() if view is not None}
        self.generation = (*self.generation, self._known)

    def view(self, path: str) -> FileView | None:
        """The view of a file of the project or, by its absolute path, of a library; None until that was read."""
        if not path.startswith("/"):
            return super().view(path)
        if path not in self._library_views:
            if len(self._library_views) > _VIEWS_KEPT:
                self._library_views.clear()
            outline = self._libraries.outline(path)
            known = OpenDefinitions(outline) if outline is not None else None
            self._library_views[path] = FileView(path, known, None, self._index) if known is not None else None
        found = self._library_views[path]
        if found is None:
            self._note_unlasting()  # it may be read soon
        return found

    def targets(self, view: FileView, imported: Import) -> Sequence[Target]:
        """Where an import leads: in the project, else in a library."""
        found = () if view.path.startswith("/") else super().targets(view, imported)
        if found or view.style != _STYLE:
            return found
        key = (view.path, imported.module, imported.name)
        if key not in self._library_targets:
            if len(self._library_targets) > _TARGETS_KEPT:
                self._library_targets.clear()
            self._library_targets[key] = self._outside(view.path, imported)
        return self._library_targets[key]

    def builtin_files(self, view: FileView) -> Sequence[str]:
        """The file of the names that Python knows without an import."""
        return self._libraries.find(BUILTINS) if view.style == _STYLE else ()

    def renamed(self, view: FileView, name: str) -> str:
        """What `typing` calls `name` is this."""
        return _RENAMED.get(name.rpartition(".")[2], "") if view.style == _STYLE else ""

    def _outside(self, path: str, imported: Import) -> list[Target]:
        module, name = imported.module, imported.name
        if module.startswith("."):
            return self._beside(path, module, name)
        found = [Target(file, name) for file in self._libraries.find(module)] if module else []
        if name and name != "*":
            found += [Target(file) for file in self._libraries.find(f"{module}.{name}")]
        return found

    def _beside(self, path: str, module: str, name: str) -> list[Target]:
        """What a relative import in a library's file means."""
        if not path.startswith("/"):
            return []
        folder = posixpath.dirname(path)
        for _ in range(len(module) - len(module.lstrip(".")) - 1):
            folder = posixpath.dirname(folder)
        root = next((root for root in self._libraries.roots if folder.startswith(root)), "")
        package = folder[len(root) :].strip("/").replace("/", ".").replace("-stubs", "")
        whole = ".".join(part for part in (package, module.lstrip(".")) if part)
        return self._outside(path, Import(whole, name, "", 0, 0, 0)) if whole else []
