"""All that can be taken from a module: what its files define, and what they hand on from others."""

from __future__ import annotations

from collections.abc import Iterable

from lacewing.project.index import Located
from lacewing.project.resolve.names import Names
from lacewing.project.resolve.snapshot import Snapshot
from lacewing.project.resolve.views import FileView

_DEEP = 4
_HANDED_ON_AT_MOST = 400


class Exports:
    """Lists names in one snapshot. Not thread-safe."""

    def __init__(self, snapshot: Snapshot, names: Names) -> None:
        self._snapshot = snapshot
        self._names = names

    def names(self, files: Iterable[str]) -> dict[str, list[Located]]:
        """Each name with its definitions; [] where those are not known, as of modules."""
        found: dict[str, list[Located]] = {}
        for file in files:
            self._collect(file, found, set(), 0)
        return found

    def _collect(self, file: str, found: dict[str, list[Located]], seen: set[str], depth: int) -> None:
        view = self._snapshot.view(file)
        if view is None or file in seen or depth > _DEEP:
            return
        seen.add(file)
        for symbol in view.inside.get("", ()):
            found.setdefault(symbol.name, []).append(Located(file, symbol))
        if not view.convention.reexports:
            return
        for name in self._handed_on(view)[:_HANDED_ON_AT_MOST]:
            if name not in found:
                found[name] = self._names.exported([file], name)
        for each in view.starred_imports:
            for target in self._snapshot.targets(view, each):
                inner: dict[str, list[Located]] = {}
                self._collect(target.file, inner, seen, depth + 1)
                other = self._snapshot.view(target.file)
                for name, located in inner.items():
                    if other is not None and other.convention.starred(other.listed, name):
                        found.setdefault(name, located)

    def _handed_on(self, view: FileView) -> list[str]:
        """Names that the file imports so that others can take them: a stub says so by `as` and the same name."""
        stub = view.path.endswith(".pyi")
        return [
            name
            for name, imports in view.given_imports.items()
            if name.isidentifier() and (not stub or any(each.alias and each.alias == each.name for each in imports))
        ]
