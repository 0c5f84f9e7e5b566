"""Definitions of the whole project found by some letters of their names."""

from __future__ import annotations

from collections.abc import Collection

from lacewing.features.navigation.subject import site_of
from lacewing.features.navigation.types import FoundSymbol
from lacewing.project.index import Index, Located
from lacewing.syntax.language import language_for_path
from lacewing.text.matching import match_quality

_LOOKED_AT = 400
_SAME_LETTER = 2000
_SHORTEST = 2
_TYPES = frozenset(["class", "interface", "struct", "enum", "type", "namespace", "module"])
_SMALL = frozenset(["variable", "field", "constant", "enum_member"])


def workspace_symbols(index: Index, query: str, limit: int, without: Collection[str] = ()) -> list[FoundSymbol]:
    """The `limit` best: exact names first, then beginnings, beginnings of words, parts; types before functions before
    fields. Words before the last one (`client send`, `http/client.send`) narrow path and container. Definitions in
    languages `without` are left out; an empty query finds types, by path."""
    words = [word for word in query.replace("::", " ").replace("#", " ").replace("/", " ").split() if word]
    last = words[-1].rpartition(".")[2] if words else ""
    found = {(at.path, at.symbol.start): at for at in index.search(query, _LOOKED_AT)} if last else {}
    if len(found) < limit and len(last) >= _SHORTEST:
        for at in index.symbols_with_prefix(last[0], _SAME_LETTER):
            around = f"{at.path} {at.symbol.container}".lower()
            if all(word.lower() in around for word in words[:-1]):
                found.setdefault((at.path, at.symbol.start), at)
    kept = [at for at in found.values() if not without or _language(at) not in without]
    scored = [(score, at) for at in kept if (score := _score(at, last))]
    scored.sort(key=lambda each: (-each[0], len(each[1].symbol.name), each[1].path, each[1].symbol.start))
    return [
        FoundSymbol(at.symbol.name, at.symbol.kind, at.symbol.container or at.path, site_of(at))
        for _, at in scored[:limit]
    ]


def _score(at: Located, typed: str) -> float:
    quality = match_quality(at.symbol.name, typed)
    if not quality:
        return 0.0
    kind = at.symbol.kind
    exact = at.symbol.name.lower() == typed.lower()
    return quality + 0.5 * exact + (0.1 if kind in _TYPES else -0.1 if kind in _SMALL else 0.0)


def _language(at: Located) -> str:
    language = language_for_path(at.path)
    return language.name if language is not None else ""
