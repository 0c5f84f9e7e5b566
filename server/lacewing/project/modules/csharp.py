"""C#: namespaces, wherever their files lie (language specification, §14)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lacewing.project.facts import Import
from lacewing.project.imported import Imported
from lacewing.project.modules.convention import Convention, Target, Wanted
from lacewing.project.modules.files import ProjectPaths


def find(_files: ProjectPaths, _importing: str, imported: Import) -> Sequence[Target]:
    """All of a namespace or a type (`using static`), or what an alias stands for."""
    module = imported.module.removeprefix("global::").replace("::", ".")
    return [Target("", ".".join(part for part in (module, imported.name) if part))]


def spell(_files: ProjectPaths, wanted: Wanted) -> Iterator[Imported]:
    """The namespace around a type, where the file is not in it itself."""
    namespace = wanted.symbol.container
    own = [symbol.qualified_name for symbol in wanted.own.symbols if symbol.kind == "namespace"]
    declared = {symbol.qualified_name for symbol in wanted.outline.symbols if symbol.kind == "namespace"}
    if namespace in declared and not any(name == namespace or name.startswith(namespace + ".") for name in own):
        yield Imported(namespace, "*")


CONVENTION = Convention(
    find,
    spell=spell,
    packages="container",
    partial=True,
    spread="project",
    implicit_self=True,
    own=frozenset(["this"]),
    parents=frozenset(["base"]),
)
