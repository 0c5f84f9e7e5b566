"""Java: packages, and types that are found by their file's name or else by the package that a file declares.

Language specification §7. Source roots need not be known: a package is the end of a folder's path.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lacewing.project.facts import Import, Outline
from lacewing.project.imported import Imported
from lacewing.project.modules.convention import Convention, Target, Wanted
from lacewing.project.modules.files import ProjectPaths

SUFFIXES = (".java", ".kt", ".scala")


def find(files: ProjectPaths, importing: str, imported: Import) -> Sequence[Target]:
    """`a.b.C` and `a.b.C.D` the type, `a.b.*` the package, and static imports the members of `a.b.C`."""
    parts = [part for part in imported.module.split(".") if part]
    if imported.name and imported.name not in ("*", imported.module):
        parts.append(imported.name)
    inner = ["*"] if imported.name == "*" else []
    for end in range(len(parts), 0, -1):
        if parts[end - 1][:1].islower():
            continue  # by all conventions a package or a member, and none of a type's file
        for suffix in SUFFIXES:
            for path in files.ending_with("/".join(parts[:end]) + suffix, importing):
                return [Target(path, ".".join([*parts[end - 1 :], *inner]))]
    return [Target("", ".".join([*parts, *inner]))]


def spell(_files: ProjectPaths, wanted: Wanted) -> Iterator[Imported]:
    """A type by its package and the types around it; what stands beside types (Kotlin, Scala) by its package."""
    symbol, package = wanted.symbol, _package(wanted.outline)
    is_type = symbol.kind in ("class", "interface", "enum", "struct", "type", "annotation")
    if package and package != _package(wanted.own) and (is_type or not symbol.container):
        yield Imported(".".join(part for part in (package, symbol.container) if part), symbol.name)


def _package(outline: Outline) -> str:
    return next((symbol.name for symbol in outline.symbols if symbol.kind == "module"), "")


CONVENTION = Convention(find, spell=spell, packages="module", implicit_self=True)
