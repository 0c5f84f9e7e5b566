"""Kotlin: packages as files declare them, whatever their folders (language specification, "Packages and imports").

Kotlin and Java import each other's types.
"""

from __future__ import annotations

from lacewing.project.modules.convention import Convention
from lacewing.project.modules.java import find, spell

# Extension functions are members that stand in any file.
CONVENTION = Convention(find, spell=spell, packages="module", spread="project", implicit_self=True)
