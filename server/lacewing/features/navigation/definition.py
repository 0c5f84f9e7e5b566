"""Where what a name means is defined, declared, typed and implemented."""

from __future__ import annotations

from lacewing.features.navigation.references import files_that_may_use
from lacewing.features.navigation.subject import Subject, site_of, site_of_file, subject_at
from lacewing.features.navigation.types import Site
from lacewing.project.index import Index, Located
from lacewing.project.libraries import Libraries
from lacewing.project.resolve import Resolver, resolver_of
from lacewing.syntax.source import Source
from lacewing.text.position import Span

_FUNCTIONS = frozenset(["function", "method", "constructor"])
_TYPES = frozenset(["class", "interface", "struct", "enum", "type"])
_DERIVED_AT_MOST = 200
_FILES_ON_THE_WAY = 12
_WAITED_SECONDS = 2.0


def definitions(
    source: Source, path: str, offset: int, index: Index, libraries: Libraries | None = None
) -> tuple[Span, list[Site]] | None:
    """The name at byte `offset` and where it is defined, best first, in `libraries` when the project does not; None
    where no name stands."""
    subject = subject_at(source, path, offset, index)
    if subject is None:
        return None
    bodies = [at for at in subject.located if not _only_declares(at)]
    found = _sites(subject, path, bodies or list(subject.located))
    return subject.span, found or (_in_libraries(source, path, offset, index, libraries) if libraries else [])


def declarations(source: Source, path: str, offset: int, index: Index) -> tuple[Span, list[Site]] | None:
    """As `definitions`, but prototypes and abstract methods where there are any."""
    subject = subject_at(source, path, offset, index)
    if subject is None:
        return None
    declared = [at for at in subject.located if _only_declares(at)]
    return subject.span, _sites(subject, path, declared or list(subject.located))


def type_definitions(source: Source, path: str, offset: int, index: Index) -> tuple[Span, list[Site]] | None:
    """Where the types of the value that the name stands for are defined; a type's own place for a type."""
    subject = subject_at(source, path, offset, index)
    if subject is None:
        return None
    text = f"{subject.receiver}.{subject.name}" if subject.receiver else subject.name
    # Behind the name: what it is just being given counts.
    found = resolver_of(index).receiver_types(path, text, subject.span.end)
    if not found and subject.located:
        at = subject.located[0]
        container = f"{at.symbol.container.rpartition('.')[2]}." if at.symbol.container else ""
        found = resolver_of(index).receiver_types(at.path, container + at.symbol.name, at.symbol.end)
    return subject.span, [site_of(at) for at in found]


def implementations(source: Source, path: str, offset: int, index: Index) -> tuple[Span, list[Site]] | None:
    """The types that derive from a type, and those of their methods that override a method."""
    subject = subject_at(source, path, offset, index)
    if subject is None:
        return None
    resolver = resolver_of(index)
    found: list[Located] = []
    for at in subject.located:
        if at.symbol.kind in _TYPES:
            found += derived_types(at, index)
        elif at.symbol.kind in _FUNCTIONS and at.symbol.container:
            owner = resolver.enclosing_type(at.path, at.symbol.name_start)
            for derived in derived_types(owner, index) if owner is not None else ():
                found += _own_members(resolver, derived, at.symbol.name)
    return subject.span, _unique([site_of(at) for at in found] or _sites(subject, path, list(subject.located)))


def _in_libraries(source: Source, path: str, offset: int, index: Index, libraries: Libraries) -> list[Site]:
    """The definition in what is installed; its files are read on the way, which is waited for: somebody asked."""
    for _ in range(_FILES_ON_THE_WAY):
        subject = subject_at(source, path, offset, index, libraries)
        found = _sites(subject, path, list(subject.located)) if subject is not None else []
        if found or not libraries.settle(_WAITED_SECONDS):
            return found
    return []


def derived_types(owner: Located, index: Index) -> list[Located]:
    """The project's types that extend or implement `owner`, directly or not, the nearest first."""
    resolver = resolver_of(index)
    found: dict[tuple[str, int], Located] = {}
    level = [owner]
    while level and len(found) < _DERIVED_AT_MOST:
        names = {at.symbol.name for at in level}
        upper = {(at.path, at.symbol.start) for at in level}
        level = []
        for name in sorted(names):
            for located in _naming_as_base(name, index):
                key = (located.path, located.symbol.start)
                above = {(at.path, at.symbol.start) for at in resolver.bases_of_type(located)}
                if key not in found and key != (owner.path, owner.symbol.start) and upper & above:
                    found[key] = located
                    level.append(located)
    return list(found.values())


def _naming_as_base(name: str, index: Index) -> list[Located]:
    return [
        Located(path, symbol)
        for path in files_that_may_use(name, index)
        for symbol in index.symbols_in(path)
        if any(name in base for base in symbol.bases)
    ]


def _own_members(resolver: Resolver, owner: Located, name: str) -> list[Located]:
    container = owner.symbol.qualified_name
    members = resolver.members_of_type(owner)
    return [at for at in members if at.symbol.name == name and at.symbol.container == container]


def _only_declares(at: Located) -> bool:
    return at.symbol.kind in _FUNCTIONS and at.symbol.body_start >= at.symbol.end


def _sites(subject: Subject, path: str, located: list[Located]) -> list[Site]:
    found = [site_of(at) for at in located]
    found += [site_of_file(file) for file in subject.files]
    found += subject.parameters
    if subject.local is not None:
        found.append(Site(path, subject.local.definition, subject.local.definition))
    return _unique(found)


def _unique(sites: list[Site]) -> list[Site]:
    return list(dict.fromkeys(sites))
