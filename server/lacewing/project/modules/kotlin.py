"""Kotlin: packages as files declare them, whatever their folders (language specification, "Packages and imports").

Kotlin and Java import each other's types.
"""

from __future__ import annotations

from collections.abc import Sequence

from lacewing.project.facts import Import
from lacewing.project.modules.convention import Convention, Target
from lacewing.project.modules.files import ProjectPaths
from lacewing.project.modules.java import find as find_in_java
from lacewing.project.modules.java import spell


def find(files: ProjectPaths, importing: str, imported: Import) -> Sequence[Target]:
    """As in Java; what a companion object holds are members of its class."""
    parts = [part for part in imported.module.split(".") if part != "Companion"]
    return find_in_java(files, importing, imported._replace(module=".".join(parts)))


# Extension functions are members that stand in any file.
CONVENTION = Convention(find, spell=spell, packages="module", spread="project", implicit_self=True, extensions=True)
