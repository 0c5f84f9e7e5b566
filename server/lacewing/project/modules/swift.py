"""Swift: all files of a module see each other without an import ("The Swift Programming Language", Access Control).

Which files make a module is said by a build that is not read: the whole project counts as one.
"""

from __future__ import annotations

from collections.abc import Sequence

from lacewing.project.facts import Import
from lacewing.project.modules.convention import Convention, Target
from lacewing.project.modules.files import ProjectPaths


def find(_files: ProjectPaths, _importing: str, _imported: Import) -> Sequence[Target]:
    """Nothing: an import opens another module, and the project's are not told apart."""
    return ()


CONVENTION = Convention(
    find, packages="container", spread="project", implicit_self=True, own=frozenset(["self", "Self"])
)
