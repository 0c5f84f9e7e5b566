"""Go: packages are folders, named by the module path of the `go.mod` above them (go.dev/ref/mod).

`replace` with a folder and the `use` lines of a `go.work` lead from one module to another. Where no `go.mod` can be
read, the folder whose path ends most like the import path is taken.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lacewing.project.configuration import Configuration
from lacewing.project.facts import Import
from lacewing.project.imported import Imported
from lacewing.project.modules.convention import Convention, Target, Wanted
from lacewing.project.modules.files import ProjectPaths, ancestors, joined


class GoModule(NamedTuple):
    """What is read of a `go.mod`: its module `path`, and folders that stand for module paths, relative to it."""

    path: str
    replaced: tuple[tuple[str, str], ...]


def find(files: ProjectPaths, importing: str, imported: Import) -> Sequence[Target]:
    """All files of the package but its tests."""
    return [
        Target(file, imported.name)
        for file in _package(files, importing, imported.module.strip('"'))
        if file.endswith(".go") and not file.endswith("_test.go") and file != importing
    ]


def neighbours(files: ProjectPaths, path: str) -> Sequence[str]:
    """The other files of the package."""
    return [other for other in files.siblings(path) if other.endswith(".go")]


def _package(files: ProjectPaths, importing: str, wanted: str) -> list[str]:
    known = False
    for folder, prefix in _modules(files, importing):
        known = True
        if wanted == prefix or wanted.startswith(prefix + "/"):
            inside = joined(folder, wanted[len(prefix) :].lstrip("/"))
            if found := files.in_folder(inside):
                return found
    if known:
        return []
    parts = wanted.split("/")
    for start in range(len(parts)):  # the module's own prefix is no folder
        for folder in files.folders_ending_with("/".join(parts[start:]), importing):
            return files.in_folder(folder)
    return []


def _modules(files: ProjectPaths, importing: str) -> Iterator[tuple[str, str]]:
    """Folders with the import path that each stands for: the file's own module first, then those it is joined with."""
    configuration = files.configuration
    for folder in ancestors(posixpath.dirname(importing)):
        module = go_mod(configuration, folder)
        if module is not None:
            yield folder, module.path
            for path, place in module.replaced:
                yield joined(folder, place), path
            break
    for folder in ancestors(posixpath.dirname(importing)):
        used = configuration.parsed(posixpath.join(folder, "go.work"), read_go_work)
        for place in used or ():
            inside = joined(folder, place)
            module = go_mod(configuration, inside)
            if module is not None:
                yield inside, module.path
        if used is not None:
            break


def go_mod(configuration: Configuration, folder: str) -> GoModule | None:
    """The `go.mod` of a folder, None when there is none or it names no module."""
    found: GoModule | None = configuration.parsed(posixpath.join(folder, "go.mod"), read_go_mod)
    return found if found is not None and found.path else None


_MODULE = re.compile(r'^\s*module\s+"?([^\s"]+)', re.MULTILINE)
_REPLACE = re.compile(
    r'^\s*(?:replace\s+)?"?([^\s"]+)"?(?:\s+v\S+)?\s+=>\s+"?(\.{1,2}(?:/[^\s"]*)?)"?\s*$', re.MULTILINE
)
_USE = re.compile(r'^\s*(?:use\s+)?"?(\.{0,2}(?:/[^\s"()]+)+|\.{1,2})"?\s*$', re.MULTILINE)
_COMMENT = re.compile(r"//[^\n]*")


def read_go_mod(text: str) -> GoModule:
    """The module's path ("" when none is named) and its replacements by folders."""
    text = _COMMENT.sub("", text)
    module = _MODULE.search(text)
    replaced = tuple((found[1], found[2]) for found in _REPLACE.finditer(text))
    return GoModule(module[1] if module else "", replaced)


def read_go_work(text: str) -> tuple[str, ...]:
    """The folders that a `go.work` uses, relative to it."""
    return tuple(found[1] for found in _USE.finditer(_COMMENT.sub("", text)))


def spell(files: ProjectPaths, wanted: Wanted) -> Iterator[Imported]:
    """The package: its names are used behind its own. Under an alias where the folder is called otherwise."""
    folder = posixpath.dirname(wanted.path)
    if wanted.symbol.container or folder == posixpath.dirname(wanted.importing):
        return
    name = next((symbol.name for symbol in wanted.outline.symbols if symbol.kind == "module"), "")
    for base, prefix in _modules(files, wanted.importing):
        if folder == base or folder.startswith(base + "/") or not base:
            inside = folder[len(base) :].strip("/")
            path = f"{prefix}/{inside}" if inside else prefix
            yield Imported(path, "", "" if name in ("", posixpath.basename(path)) else name)


CONVENTION = Convention(find, neighbours, spell=spell, packages_named=True, spread="folder", own=frozenset())
