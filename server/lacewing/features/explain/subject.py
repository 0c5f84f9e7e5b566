"""What is being asked about: the definition behind a name, the definition around a place, or one named in words."""

from __future__ import annotations

import re

from lacewing.project.facts import Facts
from lacewing.project.index import Index, Located
from lacewing.project.resolve import resolve

_EXPLAINED = frozenset(
    ["class", "interface", "struct", "enum", "type", "function", "method", "constructor", "macro", "property"]
)


def subject_at(facts: Facts, path: str, offset: int, index: Index) -> Located | None:
    """The definition that the name at byte `offset` refers to, else the innermost function or type around it."""
    named = named_at(facts, path, offset, index)
    if named is not None:
        return named
    around = [s for s in facts.symbols if s.start <= offset <= s.end and s.kind in _EXPLAINED]
    return Located(path, max(around, key=lambda symbol: symbol.start)) if around else None


def named_at(facts: Facts, path: str, offset: int, index: Index) -> Located | None:
    """The definition of the name that stands at byte `offset`: what hover is about. None for anything else."""
    for symbol in facts.symbols:
        if symbol.name_start <= offset <= symbol.name_end:
            return Located(path, symbol)
    for reference in facts.references:
        if reference.start <= offset <= reference.start + len(reference.name.encode()):
            return next(iter(resolve(index, path, reference.name, reference.receiver, reference.start)), None)
    return None


def find_symbol(index: Index, text: str) -> list[Located]:
    """Definitions that `text` names: `name`, `Type.name`, `file.py::Type.name`, in the order of how well they fit."""
    file, separator, name = text.rpartition("::")
    parts = [part for part in re.split(r"[.#]|::", name) if part]
    if not parts:
        return []
    found = [
        located
        for located in index.symbols_named(parts[-1])
        if located.symbol.qualified_name.split(".")[-len(parts) :] == parts
        and (not separator or located.path == file or located.path.endswith("/" + file))
    ]
    return sorted(
        found, key=lambda at: (at.symbol.kind not in _EXPLAINED, len(at.symbol.qualified_name.split(".")), at.path)
    )
