"""Scala: packages as files declare them, whatever their folders (language specification §9)."""

from __future__ import annotations

from lacewing.project.modules.convention import Convention
from lacewing.project.modules.java import find, spell

CONVENTION = Convention(find, spell=spell, packages="module", implicit_self=True)
