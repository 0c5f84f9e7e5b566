"""C#: namespaces, wherever their files lie (language specification, §14)."""

from __future__ import annotations

from collections.abc import Sequence

from lacewing.project.facts import Import
from lacewing.project.modules.convention import Convention, Target
from lacewing.project.modules.files import ProjectPaths


def find(_files: ProjectPaths, _importing: str, imported: Import) -> Sequence[Target]:
    """All of a namespace or a type (`using static`), or what an alias stands for."""
    module = imported.module.removeprefix("global::").replace("::", ".")
    return [Target("", ".".join(part for part in (module, imported.name) if part))]


CONVENTION = Convention(
    find,
    packages="container",
    partial=True,
    spread="project",
    implicit_self=True,
    own=frozenset(["this"]),
    parents=frozenset(["base"]),
)
