"""What may stand behind a receiver: members of its type, names of a module; else what stood there before."""

from __future__ import annotations

from dataclasses import replace

from lacewing.features.completion.listing.entry import Entry, Found
from lacewing.features.completion.listing.request import ListRequest
from lacewing.project.facts import Facts
from lacewing.project.imported import Imported
from lacewing.project.index import Located

_MEMBER, _SEEN, _OUTSIDE, _UNIMPORTED = 0.6, 0.45, 0.5, 0.2
# Taken from a private name, three times as much from one that the language calls by itself.
_HIDDEN = 0.1


def members(request: ListRequest) -> Found:
    """Entries behind the receiver; what the file has used behind the same one before is worth more."""
    receiver = request.word.receiver or ""
    found = _known(receiver, request)
    for name in seen_behind(receiver, request.index.facts(request.path)):
        if name in found:
            found[name] = replace(found[name], worth=_MEMBER + 0.1)
        elif name != request.word.stem:
            found[name] = Entry("field", _SEEN)
    return found


def entry_of(located: Located, worth: float) -> Entry:
    """An entry for a definition, worth less when it is hidden."""
    symbol = located.symbol
    hidden = _HIDDEN * (symbol.visibility == "private") + 3 * _HIDDEN * symbol.name.startswith("__")
    return Entry(symbol.kind, worth - hidden, located)


def seen_behind(receiver: str, facts: Facts | None) -> list[str]:
    """Names that stand behind the same receiver elsewhere in the file, the most frequent first."""
    counts: dict[str, int] = {}
    for reference in facts.references if facts else ():
        if reference.receiver == receiver:
            counts[reference.name] = counts.get(reference.name, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))


def _known(receiver: str, request: ListRequest) -> Found:
    resolver, path, inside = request.resolver, request.path, request.inside
    if names := resolver.module_names(path, receiver, inside):
        found = names_of_module(names)
        return {**found, **_submodules(request, receiver, found)}
    found = {}
    for owner in resolver.receiver_types(path, receiver, inside):
        for member in resolver.members_of_type(owner):
            if member.symbol.kind != "extension" and member.symbol.name not in found:
                worth = _OUTSIDE if member.path.startswith("/") else _MEMBER
                found[member.symbol.name] = entry_of(member, worth)
    return found or _not_imported(receiver, request)


def names_of_module(names: dict[str, list[Located]]) -> Found:
    """Entries for what can be taken from a module."""
    found: Found = {}
    for name, located in names.items():
        if located and located[0].symbol.kind == "extension":
            continue
        worth = _OUTSIDE if located and located[0].path.startswith("/") else _MEMBER
        # What a module only imports for itself is rarely meant.
        made = entry_of(located[0], worth) if located else Entry("module", worth - 2 * _HIDDEN)
        found[name] = replace(made, worth=made.worth - _HIDDEN * (name.startswith("_") and bool(located)))
    return found


def _submodules(request: ListRequest, receiver: str, known: Found) -> Found:
    libraries = request.sources.libraries
    if libraries is None or request.style != "python":
        return {}
    files = request.resolver.module_files(request.path, receiver, request.inside)
    dotted = next((libraries.module_of(file) for file in files if file.startswith("/")), "")
    inner = libraries.submodules(dotted) if dotted else []
    return {name: Entry("module", _OUTSIDE - _HIDDEN) for name in inner if name not in known}


def _not_imported(receiver: str, request: ListRequest) -> Found:
    """The names of a module that the file has yet to import (`json.`)."""
    libraries = request.sources.libraries
    if libraries is None or request.style != "python" or not receiver.isidentifier():
        return {}
    if request.resolver.denotes(request.path, receiver, request.inside):
        return {}
    names = request.resolver.file_names(libraries.find(receiver))
    needed = Imported(receiver)
    return {
        name: replace(entry, worth=entry.worth - _UNIMPORTED, imported=needed)
        for name, entry in names_of_module(names).items()
    }
