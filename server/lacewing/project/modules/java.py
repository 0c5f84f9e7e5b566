"""Java: packages, and types that are found by their file's name or else by the package that a file declares.

Language specification §7. Source roots need not be known: a package is the end of a folder's path.
"""

from __future__ import annotations

from collections.abc import Sequence

from lacewing.project.facts import Import
from lacewing.project.modules.convention import Convention, Target
from lacewing.project.modules.files import ProjectPaths

SUFFIXES = (".java", ".kt", ".scala")


def find(files: ProjectPaths, importing: str, imported: Import) -> Sequence[Target]:
    """`a.b.C` and `a.b.C.D` the type, `a.b.*` the package, and static imports the members of `a.b.C`."""
    parts = [part for part in imported.module.split(".") if part]
    if imported.name and imported.name not in ("*", imported.module):
        parts.append(imported.name)
    inner = ["*"] if imported.name == "*" else []
    for end in range(len(parts), 0, -1):
        for suffix in SUFFIXES:
            for path in files.ending_with("/".join(parts[:end]) + suffix, importing):
                return [Target(path, ".".join([*parts[end - 1 :], *inner]))]
    return [Target("", ".".join([*parts, *inner]))]


CONVENTION = Convention(find, packages="module", implicit_self=True)
