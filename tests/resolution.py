"""Small projects on disk, and what names in them resolve to, as short texts: `path:Qualified.name`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lacewing.project.extract import extract
from lacewing.project.index import Located
from lacewing.project.resolve import Resolver, resolver_of
from lacewing.project.workspace import Project
from lacewing.syntax.language import language_for_path
from lacewing.syntax.source import source_of

MARK = "█"


class Tree:
    """An indexed project of some files; one with a `█` is open, and questions about it are asked for that place."""

    def __init__(self, folder: Path, files: dict[str, str]) -> None:
        self.root = folder / "root"
        self._marks: dict[str, int] = {}
        for name, text in files.items():
            self.write(name, text)
        self.project = Project(self.root, cache_dir=folder / "cache")
        self.project.update_index()
        for name, text in files.items():
            if MARK in text:
                self.edit(name, text)

    def write(self, name: str, text: str) -> None:
        """Put a file on disk; not indexed by itself."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self._without_mark(name, text))

    def edit(self, name: str, text: str) -> None:
        """Let an open document hold `text`."""
        data = self._without_mark(name, text)
        language = language_for_path(name)
        assert language is not None
        self.project.index.set_overlay(name, extract(data, language), source_of(self.root / name, data))

    @property
    def resolver(self) -> Resolver:
        """The resolver for the present state."""
        return resolver_of(self.project.index)

    def names(self, here: str, *wanted: str) -> list[list[str]]:
        """What each of `wanted` (`name` or `receiver.name`, the last dot divides) resolves to at the mark of `here`."""
        found = []
        for text in wanted:
            receiver, _, name = text.rpartition(".")
            found.append(shown(self.resolver.resolve(here, name, receiver, self._marks.get(here))))
        return found

    def name(self, here: str, text: str) -> list[str]:
        """What one name resolves to."""
        return self.names(here, text)[0]

    def types(self, here: str, receiver: str) -> list[str]:
        """The types of an expression at the mark of `here`."""
        return shown(self.resolver.receiver_types(here, receiver, self._marks.get(here)))

    def members(self, here: str, receiver: str) -> list[str]:
        """The members of the types of an expression, by qualified name."""
        types = self.resolver.receiver_types(here, receiver, self._marks.get(here))
        return [at.symbol.qualified_name for each in types for at in self.resolver.members_of_type(each)]

    def scope(self, here: str) -> dict[str, list[str]]:
        """The typed names that the mark of `here` sees."""
        return {name: shown(types) for name, types in self.resolver.typed_names_in_scope(here, self._marks[here])}

    def _without_mark(self, name: str, text: str) -> bytes:
        before, found, after = text.partition(MARK)
        if found:
            self._marks[name] = len(before.encode())
        return (before + after).encode()


def shown(found: Iterable[Located]) -> list[str]:
    """Definitions as texts."""
    return [f"{at.path}:{at.symbol.qualified_name}" for at in found]
