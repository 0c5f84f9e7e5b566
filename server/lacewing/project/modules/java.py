"""Java: packages are folders below some source root (language specification §7), types are found by their file's name.

Kotlin and Java name each other; that is Kotlin's convention.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from lacewing.project.facts import Import, Outline
from lacewing.project.modules.convention import Convention, Target
from lacewing.project.modules.files import ProjectPaths


def find(files: ProjectPaths, importing: str, imported: Import) -> Sequence[Target]:
    """`a.b.C` and `a.b.C.D` the type, `a.b.*` the package, and static imports the members of `a.b.C`."""
    whole = [part for part in imported.module.split(".") if part]
    if imported.name and imported.name not in ("*", imported.module):
        whole.append(imported.name)
    if imported.name == "*":
        for folder in files.folders_ending_with("/".join(whole), importing):
            return [Target(file, "*") for file in files.in_folder(folder)]
    for end in range(len(whole), 0, -1):
        for path in files.ending_with("/".join(whole[:end]) + ".java", importing):
            inner = whole[end - 1 :] + (["*"] if imported.name == "*" else [])
            return [Target(path, ".".join(inner))]
    return ()


def neighbours(files: ProjectPaths, path: str, outline: Outline) -> Sequence[str]:
    """The package: the file's folder, and those of the same package below other source roots (tests)."""
    package = next((symbol.name for symbol in outline.symbols if symbol.kind == "module"), "")
    folders = files.folders_ending_with(package.replace(".", "/"), path) if package else [posixpath.dirname(path)]
    return [other for folder in folders for other in files.in_folder(folder) if other != path]


CONVENTION = Convention(find, neighbours, implicit_self=True)
