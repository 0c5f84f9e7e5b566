"""Lua: `require "a.b"` is `a/b.lua` or `a/b/init.lua` below some root of `package.path`, which only the program knows.

Any file with that path counts, the nearest first. See `package.searchers` in the reference manual of Lua 5.4 (§6.3).
"""

from __future__ import annotations

from collections.abc import Sequence

from lacewing.project.facts import Import
from lacewing.project.modules.convention import Convention, Target
from lacewing.project.modules.files import ProjectPaths


def find(files: ProjectPaths, importing: str, imported: Import) -> Sequence[Target]:
    """The module's file."""
    stem = imported.module.replace(".", "/").strip("/")
    if not stem:
        return ()
    for suffix in (".lua", "/init.lua"):
        if found := files.ending_with(stem + suffix, importing):
            return [Target(found[0], imported.name)]
    return ()


CONVENTION = Convention(find, flat=False, own=frozenset(["self"]), parents=frozenset())
