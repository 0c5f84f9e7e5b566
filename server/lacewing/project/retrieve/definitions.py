"""Retriever: signatures of what the code around the cursor names, and of the members of the types in play."""

from __future__ import annotations

from lacewing.project.facts import Facts, Symbol
from lacewing.project.index import Index, Located
from lacewing.project.resolve import Resolver, resolver_of
from lacewing.project.retrieve.types import Piece, RetrievalQuery

_NEAR_LINES = 40
_NAMES_AT_MOST = 60
_MEMBERS_AT_MOST = 24
_TYPES = frozenset(["class", "interface", "struct", "enum", "type"])


def find(query: RetrievalQuery, index: Index) -> list[Piece]:
    """Signatures of definitions outside the file, those named nearest to the cursor first."""
    resolver = resolver_of(index)
    facts = resolver.facts(query.path)
    if facts is None:
        return []
    line = query.source.lines.line_of(query.offset)
    pieces: dict[tuple[str, int], Piece] = {}
    for distance, name, receiver, offset in _names_near(facts, line):
        for located in resolver.resolve(query.path, name, receiver, offset)[:3]:
            if located.path == query.path:
                continue
            score = 1.0 / (1.0 + distance / 8)
            _keep(pieces, located, f"definition of `{name}`, named near the cursor", score)
            if located.symbol.kind in _TYPES:
                _keep_members(pieces, index, located, score)
    _keep_imported(pieces, resolver, query.path, facts)
    return sorted(pieces.values(), key=lambda piece: (-piece.score, piece.path, piece.line))


def _names_near(facts: Facts, line: int) -> list[tuple[int, str, str, int]]:
    """Distinct names used near `line` as (distance in lines, name, receiver, offset), nearest first."""
    nearest: dict[tuple[str, str], tuple[int, str, str, int]] = {}
    for reference in facts.references:
        distance = abs(reference.line - line)
        key = (reference.name, reference.receiver)
        if distance <= _NEAR_LINES and (key not in nearest or distance < nearest[key][0]):
            nearest[key] = (distance, reference.name, reference.receiver, reference.start)
    return sorted(nearest.values())[:_NAMES_AT_MOST]


def _keep_members(pieces: dict[tuple[str, int], Piece], index: Index, owner: Located, score: float) -> None:
    members = [at for at in index.members_of(owner.symbol.qualified_name) if at.path == owner.path]
    for member in [at for at in members if at.symbol.visibility != "private"][:_MEMBERS_AT_MOST]:
        _keep(pieces, member, f"member of `{owner.symbol.name}`, named near the cursor", score * 0.6)


def _keep_imported(pieces: dict[tuple[str, int], Piece], resolver: Resolver, path: str, facts: Facts) -> None:
    """What the file imports by name, used nearby or not: it was imported to be used."""
    for imported in facts.imports:
        if imported.name and imported.name != "*":
            for located in resolver.exported(resolver.imported_files(path, imported), imported.name)[:1]:
                _keep(pieces, located, f"imported as `{imported.bound}`", 0.12)


def _keep(pieces: dict[tuple[str, int], Piece], located: Located, reason: str, score: float) -> None:
    key = (located.path, located.symbol.start)
    if key not in pieces or pieces[key].score < score:
        pieces[key] = Piece(located.path, located.symbol.line, _signature(located.symbol), reason, score)


def _signature(symbol: Symbol) -> str:
    first = symbol.docstring.strip().split("\n", 1)[0]
    owner = f"{symbol.container}: " if symbol.container else ""
    return f"{owner}{symbol.signature}" + (f"  # {first}" if first else "")
