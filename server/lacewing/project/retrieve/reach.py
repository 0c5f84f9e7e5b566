"""What code of the open file can name: what its imports bring, and the types of the values in reach.

Everything here comes from the resolver, translated once into the numbers of the catalog.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from posixpath import basename, dirname, splitext

import numpy as np
import numpy.typing as npt

from lacewing.project.catalog.catalog import Catalog
from lacewing.project.catalog.segment import Ids, Reals, Words
from lacewing.project.catalog.words import number_of
from lacewing.project.index import Located
from lacewing.project.resolve import Resolver
from lacewing.project.retrieve.situation import Situation
from lacewing.syntax.language import family_of

_TEST_MARK = re.compile(r"^(?:test_?)|(?:[_.-]?(?:tests?|spec))$", re.IGNORECASE)
_MOST_IMPORTS = 200
_MOST_TYPES = 40
_MOST_BASES = 6
_LINES = 12
_line = attrgetter("line")


@dataclass(frozen=True, eq=False)
class Reach:
    """For each file of the catalog: `closeness` (2 imported, 1 beside the open file, else by shared folders below 1),
    whether it is `imported`, a `counterpart` (header and source, test and subject), and `usable`: another file whose
    language can be named from here.

    `bound_symbols` are the definitions the file imports by name, `bound_words` the names it knows them by. `types` are
    the types of values near the cursor (or in scope) and their bases, by name and file, with a weight: that of the
    value nearest to the cursor, less for each base; `own_types` are the types around the cursor and their bases. `here`
    is the number of the open file, -1 when the catalog does not have it.
    """

    closeness: Reals
    imported: npt.NDArray[np.bool_]
    counterpart: npt.NDArray[np.bool_]
    usable: npt.NDArray[np.bool_]
    bound_symbols: Ids
    bound_words: Words
    types: tuple[ReachedType, ...]
    own_types: tuple[ReachedType, ...]
    same_folder: npt.NDArray[np.bool_]
    here: int

    @functools.cached_property
    def usable_or_own(self) -> npt.NDArray[np.bool_]:
        """`usable`, and the open file itself."""
        usable = self.usable.copy()
        if self.here >= 0:
            usable[self.here] = True
        return usable


@dataclass(frozen=True, slots=True)
class ReachedType:
    """A type by the word of its name and the number of its file (-1: not in the catalog)."""

    word: int
    file: int
    weight: float


def read_reach(situation: Situation, catalog: Catalog, resolver: Resolver) -> Reach:
    """What the resolver knows of the open file."""
    numbers, path = catalog.file_numbers, situation.path
    here = numbers.get(path, -1)
    nearness, counterpart, usable = _files(path, catalog)
    closeness = nearness.copy()
    imported = np.zeros(len(catalog.paths), np.bool_)
    imported[[numbers[file] for file in resolver.imported_files(path) if file in numbers]] = True
    names, located = [], []
    for name, found in resolver.imported_symbols(path)[:_MOST_IMPORTS]:
        names += [number_of(name)] * len(found[:2])
        located += found[:2]
    symbols = find_symbols(catalog, located)
    bound = sorted({(symbol, name) for symbol, name in zip(symbols, names, strict=True) if symbol >= 0})
    imported[catalog.symbol("file", np.array([symbol for symbol, _ in bound], np.int32))] = True
    if here >= 0:
        usable[here] = imported[here] = False
    same_folder = closeness > 0.99
    closeness[imported] += 2.0
    return Reach(
        closeness=closeness,
        imported=imported,
        counterpart=counterpart,
        usable=usable,
        same_folder=same_folder,
        bound_symbols=np.array([symbol for symbol, _ in bound], np.int32),
        bound_words=np.array([word for _, word in bound], np.uint32),
        types=tuple(_types(situation, catalog, resolver)),
        own_types=tuple(_own_types(situation, catalog, resolver)),
        here=here,
    )


def find_symbols(catalog: Catalog, located: Sequence[Located]) -> list[int]:
    """The numbers of definitions in the catalog, -1 for those that are not there."""
    if not located:
        return []
    words = np.array([number_of(each.symbol.name) if each.symbol.name else 0 for each in located], np.uint32)
    files = np.array([catalog.file_numbers.get(each.path, -1) for each in located], np.int64)
    lines = np.array([each.symbol.line for each in located], np.int64)
    symbols, places = catalog.symbols_named(words)
    there = catalog.symbol("file", symbols) == files[places]
    symbols, places = symbols[there], places[there]
    away = np.abs(catalog.symbol("line", symbols) - lines[places])
    found = [-1] * len(located)
    for at in np.lexsort((symbols, away, places))[::-1].tolist():  # the nearest of each comes last
        found[places[at]] = int(symbols[at])
    return found


def _files(path: str, catalog: Catalog) -> tuple[Reals, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """For each file of the catalog how near it is to `path`, whether it is a counterpart, and whether it is usable."""
    known = catalog.remembered("named files", lambda: (_named_files(catalog), 100 * len(catalog.paths)))
    near = catalog.remembered(
        ("files from", dirname(path)), lambda: (known.nearness(dirname(path)), 4 * len(catalog.paths))
    )
    return near, known.stems == number_of(_stem(path)), known.families == number_of(family_of(path))


@dataclass(frozen=True, slots=True, eq=False)
class _NamedFiles:
    """What the names of a catalog's files say: which folder is each file's, words of stems and families; the names on
    the way to each folder as words, 0 behind the last, and how many there are."""

    folder_of: Ids
    stems: Words
    families: Words
    ways: Words
    depths: Ids

    def nearness(self, folder: str) -> Reals:
        """For each file 1 in the same folder, less with each step between the two."""
        here = np.zeros(self.ways.shape[1], np.uint32)
        way = _way(folder)
        here[: len(way)] = way[: len(here)]
        shared = ((self.ways == here) & (here > 0)).cumprod(axis=1).sum(axis=1)
        near: Reals = (1.0 / (1 + len(way) + self.depths - 2 * shared)).astype(np.float32)[self.folder_of]
        return near


def _named_files(catalog: Catalog) -> _NamedFiles:
    folders: dict[str, int] = {}
    folder_of = [folders.setdefault(dirname(path), len(folders)) for path in catalog.paths]
    ways = [_way(folder) for folder in folders]
    table = np.zeros((len(ways), max(map(len, ways), default=0)), np.uint32)
    for row, way in zip(table, ways, strict=True):
        row[: len(way)] = way
    families = [number_of(family_of(path)) if path else 0 for path in catalog.paths]
    stems = [number_of(_stem(path)) for path in catalog.paths]
    depths = np.array([len(way) for way in ways], np.int32)
    return _NamedFiles(
        np.array(folder_of, np.int32), np.array(stems, np.uint32), np.array(families, np.uint32), table, depths
    )


def _way(folder: str) -> list[int]:
    """The names on the way to a folder, as words."""
    return [number_of(name) for name in folder.split("/")] if folder else []


@functools.lru_cache(65536)
def _stem(path: str) -> str:
    """What a header and its source, or a test and its subject, have in common."""
    return _TEST_MARK.sub("", splitext(basename(path))[0]).lower()


def _types(situation: Situation, catalog: Catalog, resolver: Resolver) -> Iterable[ReachedType]:
    found: dict[tuple[int, int], ReachedType] = {}
    for name, types in _typed_names(situation, resolver)[:_MOST_TYPES]:
        weight = max(situation.near.get(_last_word(name), 0.0), 0.1)
        for located in types:
            for reached in _with_bases(catalog, resolver, located, weight):
                key = (reached.word, reached.file)
                if key not in found or found[key].weight < reached.weight:
                    found[key] = reached
    return found.values()


def _typed_names(situation: Situation, resolver: Resolver) -> list[tuple[str, list[Located]]]:
    """Values near the cursor, and those in scope that its function names, with their types; receivers of the lines
    around first."""
    facts, path, offset = situation.facts, situation.path, situation.query.offset
    if facts is None:
        return []
    line = situation.query.source.lines.line_of(offset)
    found: dict[str, list[Located]] = {}
    around = (bisect_left(facts.references, each, key=_line) for each in (line - _LINES, line + _LINES + 1))
    for reference in facts.references[slice(*around)]:
        if reference.receiver and reference.receiver not in found:
            found[reference.receiver] = resolver.receiver_types(path, reference.receiver, reference.start)
    in_play = situation.near.keys() | situation.body.keys()
    for name, types in resolver.typed_names_in_scope(path, offset, lambda name: _last_word(name) in in_play):
        found.setdefault(name, types)
    return [(name, types) for name, types in found.items() if types]


def _last_word(name: str) -> int:
    """The number of the last word of an expression."""
    return number_of(re.split(r"\W+", name.rstrip("()"))[-1] or name)


def _own_types(situation: Situation, catalog: Catalog, resolver: Resolver) -> Iterable[ReachedType]:
    """The types around the cursor and their bases: what `self` or a bare name reaches."""
    owner = resolver.enclosing_type(situation.path, situation.query.offset)
    return _with_bases(catalog, resolver, owner, 1.0) if owner is not None else []


def _with_bases(catalog: Catalog, resolver: Resolver, located: Located, weight: float) -> Iterable[ReachedType]:
    yield _reached(catalog, located, weight)
    for base in resolver.bases_of_type(located)[:_MOST_BASES]:
        weight *= 0.8
        yield _reached(catalog, base, weight)


def _reached(catalog: Catalog, located: Located, weight: float) -> ReachedType:
    return ReachedType(number_of(located.symbol.name), catalog.file_numbers.get(located.path, -1), weight)
