"""What the name at a place means: definitions of the project, a file, or a local name of its file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lacewing.features.navigation.types import Site
from lacewing.project.callables import callables
from lacewing.project.facts import Facts, Import, Reference
from lacewing.project.index import Index, Located
from lacewing.project.libraries import Libraries
from lacewing.project.resolve import Resolver, resolver_of
from lacewing.syntax.call_site import call_around
from lacewing.syntax.occurrences import LocalUses, member_places, name_at, uses_of_local
from lacewing.syntax.source import Source
from lacewing.text.position import Span

_NOTHING = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Subject:
    """The name at `span`, and what it means: `located` definitions, whole `files`, a `parameter` of a function that
    is called with a name, or a `local` name; `receiver` is what stands before it."""

    name: str
    span: Span
    receiver: str = ""
    located: tuple[Located, ...] = ()
    files: tuple[str, ...] = ()
    parameters: tuple[Site, ...] = ()
    local: LocalUses | None = None


def subject_at(
    source: Source, path: str, offset: int, index: Index, libraries: Libraries | None = None
) -> Subject | None:
    """What the name at byte `offset` of the file `path` means; None where no name stands.

    Of a library's name nothing but itself is known without `libraries`.
    """
    facts = index.facts(path)
    if facts is None:
        return None
    resolver = resolver_of(index, libraries)
    if (imported := _imported(source, path, offset, facts, resolver)) is not None:
        return imported
    span = name_at(source.at(offset), offset)
    if span is None:
        return None
    name = source.data[span.start : span.end].decode("utf-8", "replace")
    for symbol in facts.symbols:
        if symbol.name_start == span.start and symbol.name == name:
            return Subject(name, span, located=tuple(_same(facts, path, symbol.qualified_name, span.start)))
    local = uses_of_local(source, offset)
    if local is not None and not (local.whole_file and _is_defined(facts, local)):
        return Subject(name, span, local=local)
    reference = _reference(facts, span, name)
    if reference is not None:
        found = resolver.resolve(path, reference.name, reference.receiver, reference.start)
        files = () if found else tuple(_module(resolver, path, reference))
        return Subject(name, span, reference.receiver, tuple(found), files)
    found = _assigned_again(source.at(offset), resolver, path, name, span, facts)
    if found:
        return Subject(name, span, located=tuple(found))
    return Subject(name, span, parameters=tuple(_named_argument(source, path, span, name, index)))


def site_of(located: Located) -> Site:
    """Where a definition stands."""
    symbol = located.symbol
    return Site(located.path, Span(symbol.name_start, symbol.name_end), Span(symbol.start, symbol.end))


def site_of_file(path: str) -> Site:
    """The beginning of a file."""
    return Site(path, _NOTHING, _NOTHING)


def _same(facts: Facts, path: str, qualified: str, start: int) -> list[Located]:
    """The definition that begins there, then the others of its name in the file (overloads, a prototype)."""
    same = [symbol for symbol in facts.symbols if symbol.qualified_name == qualified and symbol.kind != "extension"]
    return [Located(path, symbol) for symbol in sorted(same, key=lambda symbol: symbol.name_start != start)]


def _is_defined(facts: Facts, local: LocalUses) -> bool:
    return any(symbol.name_start == local.definition.start for symbol in facts.symbols)


def _reference(facts: Facts, span: Span, name: str) -> Reference | None:
    for each in facts.references:
        if each.start == span.start or (each.name == name and span.start < each.start < span.end):
            return each
    return None


def _module(resolver: Resolver, path: str, reference: Reference) -> list[str]:
    text = f"{reference.receiver}.{reference.name}" if reference.receiver else reference.name
    return resolver.module_files(path, text, reference.start)


def _assigned_again(
    source: Source, resolver: Resolver, path: str, name: str, span: Span, facts: Facts
) -> list[Located]:
    """A name of the file or a field that is assigned again: no reference, and not its first definition."""
    receiver = next((text for place, text in member_places(source, name) if place == span), "")
    if receiver:
        return resolver.resolve(path, name, receiver, span.start)
    if any(symbol.name == name and not symbol.container for symbol in facts.symbols):
        return resolver.resolve(path, name, "", span.start)
    return []


def _named_argument(source: Source, path: str, span: Span, name: str, index: Index) -> list[Site]:
    """The parameter that `name=…` in a call sets."""
    call = call_around(source, span.start)
    if call is None:
        return []
    found = []
    for each in callables(resolver_of(index), path, call):
        symbol = each.located.symbol
        if name in (parameter.name for parameter in each.parameters):
            data = source.data if each.located.path == path else (index.text(each.located.path) or b"")
            head = data[symbol.name_end : symbol.body_start]
            match = re.search(rb"(?<![\w$])" + re.escape(name.encode()) + rb"(?![\w$])", head)
            if match is not None:
                start = symbol.name_end + match.start()
                at = Span(start, start + len(name.encode()))
                found.append(Site(each.located.path, at, Span(symbol.start, symbol.end)))
    return found


def _imported(source: Source, path: str, offset: int, facts: Facts, resolver: Resolver) -> Subject | None:
    """What the part of an import at `offset` means: the imported definition, or the file behind the module's name."""
    here = [each for each in facts.imports if each.start <= offset <= each.end]
    if not here:
        return None
    span = name_at(source.at(offset), offset)
    name = source.data[span.start : span.end].decode("utf-8", "replace") if span else ""
    for each in here:
        if span is not None and name and name in (each.name, each.alias):
            symbols = tuple(resolver.symbols_imported(path, each))
            modules = () if symbols else tuple(resolver.imported_files(path, each))
            return Subject(name, span, located=symbols, files=modules)
    each = here[0]
    start = source.data.find(each.module.encode(), each.start, each.end)
    if not each.module or not start <= offset <= start + len(each.module.encode()):
        return None
    whole = Span(start, start + len(each.module.encode()))
    module = _up_to_the_part(each.module, offset - start) if "/" not in each.module else each.module
    files = resolver.imported_files(path, Import(module, "", "", each.line, each.start, each.end))
    located = () if files else tuple(resolver.symbols_imported(path, each))
    return Subject(name or each.module, span or whole, located=located, files=tuple(files[:1]))


def _up_to_the_part(module: str, at: int) -> str:
    """The dotted module up to the part that holds byte `at`."""
    end = re.compile(r"[\w$-]*").match(module, min(at, len(module)))
    return module[: end.end()] if end is not None else module
