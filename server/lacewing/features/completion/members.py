"""The members of a receiver: of its type where the syntax near it shows one, else what stood behind such a receiver."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lacewing.features.completion.place import Place
from lacewing.project.facts import Facts, Symbol
from lacewing.project.index import Index, Located
from lacewing.project.resolve import Resolver, resolver_of

_SELF = frozenset(["self", "cls", "this", "super", "super()"])
_TYPES = frozenset(["class", "interface", "struct", "enum", "type", "namespace"])
_BASES_DEEP = 5


def members_of(receiver: str, place: Place, index: Index, path: str) -> list[Located]:
    """What may stand behind `receiver` at `place`, own members before inherited ones."""
    resolver = resolver_of(index)
    facts = resolver.facts(path)
    if facts is None:
        return []
    # The cursor may stand at the very end of the enclosing definition, which then does not hold it any more.
    inside = max(0, place.offset - 1)
    if receiver in _SELF:
        owner = resolver.enclosing_type(facts, inside)
        return _of_types([Located(path, owner)], index) if owner else []
    if modules := _exported(receiver, facts, path, resolver, index):
        return modules
    name = resolver.type_of(path, facts, receiver, inside) or _constructed(receiver, place) or receiver
    name = name.split("(")[0].rpartition(".")[2]
    return _of_types([at for at in resolver.resolve(path, name) if at.symbol.kind in _TYPES], index)


def seen_behind(receiver: str, facts: Facts | None) -> list[str]:
    """Names that stand behind the same receiver elsewhere in the file, the most frequent first."""
    counts: dict[str, int] = {}
    for reference in facts.references if facts else ():
        if reference.receiver == receiver:
            counts[reference.name] = counts.get(reference.name, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))


def _of_types(types: Iterable[Located], index: Index) -> list[Located]:
    found: dict[str, Located] = {}
    waiting = [(located, 0) for located in types]
    while waiting:
        located, depth = waiting.pop(0)
        for member in index.members_of(located.symbol.qualified_name):
            found.setdefault(member.symbol.name, member)
        if depth < _BASES_DEEP:
            for base in located.symbol.bases:
                name = re.split(r"[\[<(]", base)[0].replace("::", ".").rpartition(".")[2].strip()
                waiting += [(at, depth + 1) for at in index.symbols_named(name) if _other_type(at, located.symbol)]
    return list(found.values())


def _other_type(located: Located, symbol: Symbol) -> bool:
    return located.symbol.kind in _TYPES and located.symbol.qualified_name != symbol.qualified_name


def _exported(receiver: str, facts: Facts, path: str, resolver: Resolver, index: Index) -> list[Located]:
    """The top-level symbols of the module that the receiver names."""
    files = [
        file
        for imported in facts.imports
        if receiver in (imported.alias, imported.bound, imported.module)
        for file in resolver.imported_files(path, imported)
    ]
    return [
        Located(file, symbol)
        for file in dict.fromkeys(files)
        for symbol in index.symbols_in(file)
        if not symbol.container
    ]


def _constructed(receiver: str, place: Place) -> str:
    """The type of a local name by its nearest assignment above: `x = Type(…)`, `x := &Type{…}`, `Type x = …`."""
    last = re.escape(receiver.replace("?", "").split(".")[-1])
    if not last.isidentifier():
        return ""
    before = place.prefix[-20_000:]
    patterns = (
        rf"\b{last}\s*(?::=|=)\s*(?:await\s+)?(?:new\s+)?[&*]?(?:\w+\.)*([A-Z]\w*)\s*[({{<]",
        rf"\b{last}\s*:\s*[\"']?(?:\w+\.)*([A-Z]\w*)",
        rf"\b([A-Z]\w*)(?:<[^;\n]*>)?\s*[*&]*\s+{last}\b",
        rf"\bwith\s+(?:\w+\.)*([A-Z]\w*)\([^\n]*\bas\s+{last}\b",
    )
    nearest = [match for pattern in patterns for match in re.finditer(pattern, before)]
    return max(nearest, key=lambda match: match.start()).group(1) if nearest else ""
