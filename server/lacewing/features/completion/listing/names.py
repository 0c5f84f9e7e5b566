"""Bare names: those in scope, the language's own, definitions of the project to be imported, keywords."""

from __future__ import annotations

from dataclasses import replace
from weakref import WeakKeyDictionary

from lacewing.features.completion.listing.entry import Entry, Found
from lacewing.features.completion.listing.members import entry_of
from lacewing.features.completion.listing.request import ListRequest
from lacewing.features.completion.types import ItemKind
from lacewing.project.libraries import BUILTINS, Libraries
from lacewing.syntax.language import Language, language_for_path
from lacewing.syntax.scopes import definitions_in_scope
from lacewing.text.matching import match_quality

_LOCAL, _NEAR, _BUILTIN, _PROJECT, _KEYWORD = 0.5, 0.15, 0.2, 0.15, 0.1
_PROJECT_SYMBOLS = 60
_LINES_NEAR = 30
_SCOPE_KINDS: dict[str, ItemKind] = {
    "parameter": "parameter", "variable": "variable", "function": "function", "class": "class", "import": "module",
}  # fmt: skip
_CALLED_BY_ITSELF = "__"
_ITSELF, _SELDOM = 0.3, 0.12
# By the libraries, and how much of them was known.
_known_builtins: WeakKeyDictionary[Libraries, tuple[int, Found]] = WeakKeyDictionary()


def names(request: ListRequest) -> Found:
    """Entries for a bare word; the project's definitions only once a letter is typed."""
    found = _in_scope(request)
    for name, entry in _builtins(request).items():
        found.setdefault(name, entry)
    if request.word.stem:
        for name, entry in _of_the_project(request).items():
            found.setdefault(name, entry)
    language = request.language
    for keyword in sorted(language.keywords) if language else ():
        if match_quality(keyword, request.word.stem) >= 0.9 or not request.word.stem:
            found.setdefault(keyword, Entry("keyword", _KEYWORD))
    return found


def _in_scope(request: ListRequest) -> Found:
    found: Found = {}
    place = request.place
    lines = place.source.lines
    for local in definitions_in_scope(place.source, place.offset):
        if not local.span.contains(place.offset):
            distance = place.line - lines.line_of(local.span.start)
            near = _NEAR * max(0.0, 1 - distance / _LINES_NEAR) if distance >= 0 else -_NEAR
            kind = _SCOPE_KINDS.get(local.kind, "variable")
            if kind == "module" and local.name[:1].isupper():
                kind = "class"  # as nearly everywhere; what is known better is put right below
            found[local.name] = Entry(kind, _LOCAL + near)
    imported = {name for name, entry in found.items() if entry.kind in ("module", "class")}
    for name, located in request.resolver.imported_symbols(request.path) if imported else ():
        if located and name in imported:
            found[name] = Entry(located[0].symbol.kind, found[name].worth, located[0])
    for symbol in request.index.symbols_in(request.path):
        if not symbol.container and symbol.name in found:
            # A function seldom calls itself.
            inside = symbol.kind == "function" and symbol.body_start <= place.offset <= symbol.end
            worth = found[symbol.name].worth - _ITSELF * inside
            found[symbol.name] = Entry(symbol.kind, worth, request.located(symbol))
    return found


def _builtins(request: ListRequest) -> Found:
    libraries = request.sources.libraries
    if libraries is None or request.style != "python":
        return {}
    generation, found = _known_builtins.get(libraries, (-1, {}))
    if generation != libraries.generation:
        generation = libraries.generation
        found = _read_builtins(request, libraries)
        _known_builtins[libraries] = generation, found
    return found


def _read_builtins(request: ListRequest, libraries: Libraries) -> Found:
    found: Found = {}
    for name, located in request.resolver.file_names(libraries.find(BUILTINS)).items():
        # Stubs name helpers of their own with an underscore.
        if located and not (name.startswith("_") and not name.startswith(_CALLED_BY_ITSELF)):
            made = entry_of(located[0], _BUILTIN)
            found[name] = replace(made, worth=made.worth - _SELDOM * name.endswith(("Error", "Warning")))
    return found


def _of_the_project(request: ListRequest) -> Found:
    found: Found = {}
    language = request.language
    keywords = language.keywords if language is not None else frozenset[str]()
    for at in request.index.symbols_with_prefix(request.word.stem, _PROJECT_SYMBOLS):
        symbol = at.symbol
        if symbol.container or symbol.kind == "extension" or not _may_mean(language, at.path):
            continue
        if symbol.name in keywords and at.path != request.path:
            continue  # what a parser takes for a name in code that it does not know; nobody imports `return`
        if symbol.name not in found and at.path != request.path:
            made = entry_of(at, _PROJECT)
            found[symbol.name] = Entry(made.kind, made.worth, at, where=at.path, to_import=True)
        elif at.path == request.path:
            found[symbol.name] = entry_of(at, _PROJECT)
    return found


def _may_mean(language: Language | None, path: str) -> bool:
    """Whether code of `language` can mean what a file defines."""
    other = language_for_path(path)
    return language is None or other is None or language.family == other.family
