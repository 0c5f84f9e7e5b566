"""The members of a receiver: of its type where the syntax shows one, else what stood behind such a receiver."""

from __future__ import annotations

from lacewing.features.completion.place import Place
from lacewing.project.facts import Facts
from lacewing.project.index import Index, Located
from lacewing.project.resolve import resolver_of


def members_of(receiver: str, place: Place, index: Index, path: str) -> list[Located]:
    """What may stand behind `receiver` at `place`, own members before inherited ones."""
    resolver = resolver_of(index)
    # The cursor may stand at the very end of the enclosing definition, which then does not hold it any more.
    inside = max(0, place.offset - 1)
    if modules := resolver.module_members(path, receiver, inside):
        return modules
    found: dict[str, Located] = {}
    for located in resolver.receiver_types(path, receiver, inside):
        for member in resolver.members_of_type(located):
            found.setdefault(member.symbol.name, member)
    return list(found.values())


def seen_behind(receiver: str, facts: Facts | None) -> list[str]:
    """Names that stand behind the same receiver elsewhere in the file, the most frequent first."""
    counts: dict[str, int] = {}
    for reference in facts.references if facts else ():
        if reference.receiver == receiver:
            counts[reference.name] = counts.get(reference.name, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))
