"""A repository's index for benches that write its files anew: what it knows of the line being written.

The open file's text overlays the one on disk as it is when its line begins, as in an editor that sends its changes; as
an editor closes brackets by itself, those still open are closed behind it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from lacewing.features.completion.symbols import IndexSymbols
from lacewing.project.extract import extract
from lacewing.project.libraries import Libraries, shipped_stubs
from lacewing.project.workspace import Project
from lacewing.syntax.source import source_of

_BRACKETS = re.compile(
    r"//[^\n]*|#[^\n]*|/\*.*?(?:\*/|\Z)|\"\"\".*?(?:\"\"\"|\Z)|\"(?:\\.|[^\"\\\n])*\"|`[^`]*`|'(?:\\.|[^'\\\n])*'|[()\[\]{}]",
    re.DOTALL,
)
_CLOSES = {"(": ")", "[": "]", "{": "}"}


_SETTINGS = re.compile(r"(?:go\.(?:mod|work)|tsconfig.*\.json|package\.json|pyproject\.toml|setup\.cfg|Cargo\.toml)\Z")


class IndexedRepository:
    """The index of `files` below `root`, of a copy without the others in the folder `place`, which is made."""

    def __init__(self, root: Path, files: Iterable[str], place: Path) -> None:
        self._root = place / "files"
        settings = [path.relative_to(root).as_posix() for path in root.rglob("*") if _SETTINGS.match(path.name)]
        for name in dict.fromkeys([*files, *settings]):
            copy = self._root / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / name, copy)
        self._project = Project(self._root, cache_dir=place / "cache")
        self._project.update_index()
        self._libraries = Libraries([stubs] if (stubs := shipped_stubs()) else [], at_once=True)
        self._shown: tuple[str, str] = ("", "")

    def symbols(self, path: str, prefix: str) -> LineSymbols:
        """What is known where `prefix` of the file `path` ends."""
        return LineSymbols(self, path, prefix)

    def show(self, path: str, text: str) -> IndexSymbols:
        """Let `text` be what the file holds, and ask at its end."""
        if (path, text) != self._shown:
            if path != self._shown[0] and self._shown[0]:
                self._project.index.drop_overlay(self._shown[0])
            self._shown = (path, text)
            source = source_of(self._root / path, (text + closers(text)).encode())
            if source.language is not None:
                self._project.index.set_overlay(path, extract(source.data, source.language), source)
        return IndexSymbols(self._project.index, path, len(text.encode()), self._libraries)

    def close(self) -> None:
        """Close the index."""
        self._project.close()


class LineSymbols:
    """Shows the file to the index when something is asked of it."""

    def __init__(self, repository: IndexedRepository, path: str, prefix: str) -> None:
        self._repository = repository
        self._path = path
        self._text = prefix[: prefix.rfind("\n") + 1]

    def members(self, receiver: str) -> list[str]:
        """See `IndexSymbols`."""
        return self._repository.show(self._path, self._text).members(receiver)

    def parameters(self, callee: str) -> list[str]:
        """See `IndexSymbols`."""
        return self._repository.show(self._path, self._text).parameters(callee)

    def importable(self, module: str) -> list[str]:
        """See `IndexSymbols`."""
        return self._repository.show(self._path, self._text).importable(module)


def closers(text: str) -> str:
    """The brackets that `text` leaves open, closed."""
    opened: list[str] = []
    for match in _BRACKETS.finditer(text):
        mark = match.group()
        if mark in _CLOSES:
            opened.append(mark)
        elif mark in ")]}" and opened:
            opened.pop()
    return "\n" + "\n".join(_CLOSES[mark] for mark in reversed(opened)) + "\n" if opened else ""
