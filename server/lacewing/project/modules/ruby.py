"""Ruby: required files give all that they define; constants are found by their nesting, whoever loads their files.

`require` searches a load path that only the program knows: any file with that path counts, one below `lib` first. Since
constants are found in the whole project, what an autoloader (Zeitwerk) loads by name needs no rule of its own.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from lacewing.project.facts import Import
from lacewing.project.imported import Imported
from lacewing.project.modules.convention import Convention, Target, Wanted
from lacewing.project.modules.files import ProjectPaths, joined


def find(files: ProjectPaths, importing: str, imported: Import) -> Sequence[Target]:
    """The required file."""
    path = imported.module if imported.module.endswith(".rb") else imported.module + ".rb"
    if path.startswith("."):
        found = files.existing([joined(posixpath.dirname(importing), path)])
    else:
        found = files.ending_with(f"lib/{path}", importing) or files.ending_with(path.lstrip("/"), importing)
    return [Target(found[0], "*")] if found else ()


def spell(_files: ProjectPaths, wanted: Wanted) -> Iterator[Imported]:
    """By `require_relative` where the file does so, else by its path below `lib` where the file requires any."""
    path = wanted.path.removesuffix(".rb")
    if any(each.module.startswith("./") for each in wanted.own.imports):
        relative = posixpath.relpath(path, posixpath.dirname(wanted.importing) or ".")
        yield Imported(f"./{relative}" if not relative.startswith(".") else relative, "*")
    elif wanted.own.imports:
        yield Imported(path.rpartition("lib/")[2], "*")


CONVENTION = Convention(
    find,
    spell=spell,
    reexports=True,
    packages="container",
    partial=True,
    spread="project",
    separator="::",
    implicit_self=True,
    calls_bare=True,
    own=frozenset(["self"]),
)
