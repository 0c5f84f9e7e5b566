"""Where in the project a name is used that means the same: never in comments or texts, unsaved documents included."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lacewing.features.navigation.assigned_again import assigned_again
from lacewing.features.navigation.subject import Subject, site_of, subject_at
from lacewing.features.navigation.types import Highlight, Site
from lacewing.project.facts import Import
from lacewing.project.index import Index, Located
from lacewing.project.resolve import Resolver, resolver_of
from lacewing.syntax.occurrences import is_written
from lacewing.syntax.source import Source
from lacewing.text.position import Span

_FILES_AT_MOST = 5000
_Place = tuple[str, int]


def references(source: Source, path: str, offset: int, index: Index, declared: bool, limit: int) -> list[Site]:
    """The uses of the name at byte `offset`, by file and place, its definitions among them when `declared`."""
    subject = subject_at(source, path, offset, index)
    if subject is None:
        return []
    if subject.local is not None:
        spans = subject.local.spans
        return [Site(path, each, each) for each in spans if declared or each != subject.local.definition][:limit]
    meant = list(subject.located)
    if not meant:
        return []
    found = {(site.path, site.span.start): site for site in _uses(meant, index, limit)}
    for at in meant:
        key = (at.path, at.symbol.name_start)
        if declared:
            found[key] = site_of(at)
        else:
            found.pop(key, None)
    return [found[key] for key in sorted(found)][:limit]


def highlights(source: Source, path: str, offset: int, index: Index) -> list[Highlight]:
    """The places of the same name in this file; asked at every move of a cursor, so that other files are not read."""
    subject = subject_at(source, path, offset, index)
    if subject is None:
        return []
    if subject.local is not None:
        spans: Iterable[Span] = subject.local.spans
        definition = subject.local.definition
        return [Highlight(each, each == definition or is_written(source, each)) for each in spans]
    meant = list(subject.located)
    if not meant:
        return [Highlight(each, is_written(source, each)) for each in _same_text(path, subject, index)]
    written = {at.symbol.name_start for at in meant if at.path == path}
    spans = {Span(at.symbol.name_start, at.symbol.name_end) for at in meant if at.path == path}
    for at in meant:
        spans |= set(assigned_again(at, index, resolver_of(index)) if at.path == path else ())
    for name, import_ in _names_in(path, meant, index, resolver_of(index)):
        spans |= {site.span for site in _uses_in(path, name, import_, meant, index, resolver_of(index))}
    return [
        Highlight(each, each.start in written or is_written(source, each))
        for each in sorted(spans, key=lambda span: span.start)
    ]


def files_that_may_use(name: str, index: Index) -> list[str]:
    """The files that may hold `name`, sorted; open documents always may."""
    return sorted({*index.files_mentioning(name, _FILES_AT_MOST), *index.open_facts()})


def _uses(meant: list[Located], index: Index, limit: int) -> list[Site]:
    resolver = resolver_of(index)
    found: list[Site] = []
    by_name: dict[str, None] = {at.symbol.name: None for at in meant}
    files = [path for name in by_name for path in files_that_may_use(name, index)]
    imports: dict[str, list[Import | None]] = {}
    for path in dict.fromkeys(files):
        for name, import_ in _names_in(path, meant, index, resolver):
            if import_ is not None:
                found += [site for site in (_imported_at(path, import_, index),) if site is not None]
            if name not in by_name:
                imports.setdefault(name, []).append(import_)
                found += _uses_in(path, name, None, meant, index, resolver)
    for at in meant:
        found += [Site(at.path, each, each) for each in assigned_again(at, index, resolver)]
    for name in by_name:
        places = _places(meant)
        for use in index.references_to(name, limit):
            reference = use.reference
            if _means(resolver.resolve(use.path, reference.name, reference.receiver, reference.start), places):
                end = reference.start + len(reference.name.encode())
                found.append(Site(use.path, Span(reference.start, end), Span(reference.start, end)))
    return found


def _names_in(path: str, meant: list[Located], index: Index, resolver: Resolver) -> list[tuple[str, Import | None]]:
    """The names under which a file may know what is `meant`, each with the import that brings it."""
    found: list[tuple[str, Import | None]] = [(name, None) for name in {at.symbol.name for at in meant}]
    outline = index.outline(path)
    names, places = {at.symbol.name for at in meant}, _places(meant)
    for each in outline.imports if outline is not None else ():
        if each.name in names and any(_place(at) in places for at in resolver.symbols_imported(path, each)):
            found.append((each.bound or each.name, each))
    return found


def _uses_in(
    path: str, name: str, import_: Import | None, meant: list[Located], index: Index, resolver: Resolver
) -> list[Site]:
    """The uses in one file that is known to be indexed."""
    facts = index.facts(path)
    places = _places(meant)
    found = []
    if import_ is not None and (site := _imported_at(path, import_, index)) is not None:
        found.append(site)
    for each in facts.references if facts is not None else ():
        if each.name == name and _means(resolver.resolve(path, name, each.receiver, each.start), places):
            span = Span(each.start, each.start + len(name.encode()))
            found.append(Site(path, span, span))
    return found


def _imported_at(path: str, import_: Import, index: Index) -> Site | None:
    """Where the import names what it brings."""
    data = index.text(path)
    if data is None:
        return None
    pattern = rb"(?<![\w$])" + re.escape(import_.name.encode()) + rb"(?![\w$])"
    matches = list(re.finditer(pattern, data[import_.start : import_.end]))
    if not matches:
        return None
    start = import_.start + (matches[-1] if not import_.alias else matches[0]).start()
    span = Span(start, start + len(import_.name.encode()))
    return Site(path, span, span)


def _same_text(path: str, subject: Subject, index: Index) -> list[Span]:
    """The same name behind the same receiver: all that can be said of what is not the project's."""
    facts = index.facts(path)
    size = len(subject.name.encode())
    return [
        Span(each.start, each.start + size)
        for each in (facts.references if facts is not None else ())
        if each.name == subject.name and each.receiver == subject.receiver
    ]


def _means(found: list[Located], places: set[_Place]) -> bool:
    return any(_place(at) in places for at in found)


def _places(meant: list[Located]) -> set[_Place]:
    return {_place(at) for at in meant}


def _place(at: Located) -> _Place:
    return at.path, at.symbol.name_start
