"""Blocks that add members and bases to a type defined elsewhere: Rust's `impl`, Swift's `extension`.

Their members carry the type's path as their container. What such a block gives the type besides, a base (a trait, a
protocol), is added to the type's own symbol where that stands in the same file; else the block stays as a symbol of
kind "extension", named after the type and with those bases, for whoever looks at the whole project.
"""

from __future__ import annotations

from collections import defaultdict

from lacewing.project.facts import Symbol

_TYPES = frozenset(["class", "interface", "struct", "enum", "type"])


def with_extensions(symbols: list[Symbol], extensions: list[Symbol]) -> tuple[Symbol, ...]:
    """`symbols` of one file with the bases that `extensions` add, in document order; those of foreign types stay."""
    known = {symbol.qualified_name for symbol in symbols if symbol.kind in _TYPES}
    added: dict[str, list[str]] = defaultdict(list)
    result: list[Symbol] = []
    for extension in extensions:
        if extension.qualified_name in known:
            added[extension.qualified_name] += extension.bases
        elif extension.bases:
            result.append(extension)
    for symbol in symbols:
        bases = added.get(symbol.qualified_name) if symbol.kind in _TYPES else None
        result.append(symbol._replace(bases=tuple(dict.fromkeys([*symbol.bases, *bases]))) if bases else symbol)
    result.sort(key=lambda symbol: (symbol.start, -symbol.end))
    return tuple(result)
