"""Navigation bound to a folder: which languages it answers for, and paths as whole ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from lacewing.syntax.source import Source
from lacewing.text.position import Span

# Features are imported by the methods that call them, as in `lacewing.services.services`.
if TYPE_CHECKING:
    from lacewing.features.navigation.options import NavigationOptions
    from lacewing.features.navigation.types import Fold, FoundSymbol, Highlight, OutlineEntry, Signatures, Site
    from lacewing.services.folder import Folder

Goal = Literal["definition", "declaration", "type", "implementation"]


class Navigation:
    """The questions about one text of a file in `folder`, by which path `relative` the index knows it."""

    def __init__(self, folder: Folder, source: Source, relative: str) -> None:
        self._folder = folder
        self._source = source
        self._path = relative
        self._options: NavigationOptions = folder.config.navigation

    def goto(self, goal: Goal, offset: int) -> tuple[Span, list[Site]] | None:
        """The name at byte `offset` and the places it leads to; None when no name stands there."""
        if not self._options.definition or self._is_off():
            return None
        from lacewing.features.navigation import definition

        index, libraries = self._folder.project.index, self._folder.libraries
        if goal == "definition":
            led = definition.definitions(self._source, self._path, offset, index, libraries)
            return (led[0], _whole(led[1], self._folder.root)) if led is not None else None
        find = {
            "declaration": definition.declarations,
            "type": definition.type_definitions,
            "implementation": definition.implementations,
        }[goal]
        found = find(self._source, self._path, offset, index)
        return (found[0], _whole(found[1], self._folder.root)) if found is not None else None

    def references(self, offset: int, declared: bool) -> list[Site]:
        """Where what the name at byte `offset` means is used, its definitions among them when `declared`."""
        if not self._options.references or self._is_off():
            return []
        from lacewing.features.navigation.references import references

        index, most = self._folder.project.index, self._options.max_references
        return _whole(references(self._source, self._path, offset, index, declared, most), self._folder.root)

    def highlights(self, offset: int) -> list[Highlight]:
        """The places of that name in the file."""
        if not self._options.highlight or self._is_off():
            return []
        from lacewing.features.navigation.references import highlights

        return highlights(self._source, self._path, offset, self._folder.project.index)

    def signatures(self, offset: int) -> Signatures | None:
        """The ways to call what the cursor stands in the arguments of."""
        if not self._options.signature_help or self._is_off():
            return None
        from lacewing.features.navigation.signatures import signatures

        return signatures(self._source, self._path, offset, self._folder.project.index, self._folder.libraries)

    def outline(self) -> list[OutlineEntry]:
        """The definitions of the file."""
        if not self._options.document_symbols or self._is_off():
            return []
        from lacewing.features.navigation.outline import outline

        return outline(self._source)

    def folds(self) -> list[Fold]:
        """The lines that can be folded."""
        if not self._options.folding or self._is_off():
            return []
        from lacewing.features.navigation.folding import folds

        return folds(self._source)

    def selection_ranges(self, offset: int) -> list[Span]:
        """The spans around byte `offset`, each inside the next; [] where that is switched off."""
        if not self._options.selection or self._is_off():
            return []
        from lacewing.features.navigation.selection import selection_ranges

        return selection_ranges(self._source, offset)

    def _is_off(self) -> bool:
        language = self._source.language
        return language is None or language.name in self._options.disabled_languages


def search(folders: Iterable[Folder], query: str, limit: int) -> list[FoundSymbol]:
    """The definitions of all folders whose names fit, best first."""
    from lacewing.features.navigation.workspace_symbols import workspace_symbols

    found: list[FoundSymbol] = []
    for folder in folders:
        options = folder.config.navigation
        if options.workspace_symbols:
            inside = workspace_symbols(folder.project.index, query, limit, options.disabled_languages)
            found += [replace(each, site=replace(each.site, path=str(folder.root / each.site.path))) for each in inside]
    return found[:limit]


def _whole(sites: list[Site], root: Path) -> list[Site]:
    return [replace(site, path=str(root / site.path)) for site in sites]
