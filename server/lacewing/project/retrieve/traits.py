"""What a definition is like, and how it lies to the open file: the ranker's features beside evidence."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from lacewing.project.catalog.catalog import Catalog
from lacewing.project.catalog.digest import DECLARED_ONLY, DOCUMENTED, KINDS, PRIVATE, PROTECTED, UNDERSCORED
from lacewing.project.catalog.segment import Ids, Reals, Words
from lacewing.project.retrieve.evidence import Search
from lacewing.project.retrieve.situation import is_test

_KIND_GROUPS = (
    ("is_type", ("class", "interface", "struct", "enum", "type")),
    ("is_function", ("function", "macro")),
    ("is_method", ("method", "constructor", "property")),
    ("is_field", ("field", "enum_member")),
    ("is_value", ("variable", "constant")),
)
_FOLDER_FILES = 60
_FAMILIES = ("python", "ecmascript", "jvm", "go", "c")
_KIND_TABLES = {name: np.array([kind in members for kind in KINDS]) for name, members in _KIND_GROUPS}
TRAITS = (
    "count", "unseen", "popularity", "namesakes", "private", "protected", "underscore", "declared_only", "documented",
    "other_test", "closeness", "same_folder", "imported_from", "owner_in_file", "parts", "parts_covered",
    "parts_new", "shown_near", "shown_unused", "owner_popularity", "folder_use", "file_in_use", "length", "top_level",
    "test_for_test",
    *(name for name, _ in _KIND_GROUPS), *(f"family_{name}" for name in _FAMILIES),
)  # fmt: skip
"""The names of the traits."""


def traits_of(search: Search, symbols: Ids) -> dict[str, npt.NDArray[Any]]:
    """What a definition is like, and how it lies to the open file, as far as that is told by looking it up.

    Numbers and truths; what is missing is 0 for all.
    """
    catalog, reach, situation = search.catalog, search.reach, search.situation
    names, owners, files_of = (catalog.symbol(column, symbols) for column in ("name", "owner", "file"))
    flags, kinds = catalog.symbol("flags", symbols), catalog.symbol("kind", symbols)
    counts = situation.count_of(names)
    norm = np.log(2 + len(catalog.file_numbers))
    closeness = reach.closeness[files_of] - 2.0 * reach.imported[files_of]
    tests = _test_files(catalog)[files_of]
    values: dict[str, npt.NDArray[Any]] = {
        "count": np.minimum(np.log1p(counts) / 2, 1.5),
        "unseen": counts == 0,
        "popularity": np.log1p(catalog.files_with("name", symbols)) / norm,
        "namesakes": np.log1p(catalog.namesakes(symbols)),
        "private": (flags & PRIVATE) > 0,
        "protected": (flags & PROTECTED) > 0,
        "underscore": (flags & UNDERSCORED) > 0,
        "declared_only": (flags & DECLARED_ONLY) > 0,
        "documented": (flags & DOCUMENTED) > 0,
        "other_test": tests & (not situation.is_test),
        "closeness": closeness,
        "same_folder": reach.same_folder[files_of],
        "imported_from": reach.imported[files_of],
        "owner_in_file": (situation.count_of(owners) > 0) & (owners > 0),
        "length": np.minimum(2.0, catalog.shown_lengths(symbols) / 100),
        "top_level": owners == 0,
        "test_for_test": tests & situation.is_test,
        "owner_popularity": np.log1p(catalog.files_with("owner", symbols)) / norm,
        "file_in_use": _files_in_use(search)[files_of],
    }
    for name in _KIND_TABLES:
        values[name] = _KIND_TABLES[name][kinds]
    if situation.family in _FAMILIES:
        values[f"family_{situation.family}"] = np.ones(len(symbols), np.bool_)
    return values


def word_traits_of(search: Search, symbols: Ids) -> dict[str, Reals]:
    """The traits that words are compared for: those of the definition's line and name with those around the cursor,
    its name with the words of the folder."""
    return {
        "folder_use": _folder_use(search, search.catalog.symbol("name", symbols)),
        **_word_overlap(search, symbols),
    }


def _folder_use(search: Search, names: Words) -> Reals:
    """In what share of the other files of the folder each name stands, as log(1 + files)."""
    catalog = search.catalog
    words, counts = _folder_words(catalog, search.situation.folder)
    own = catalog.words_of_file(search.reach.here) if search.reach.here >= 0 else np.empty(0, np.uint32)
    [here] = _weights_of(names, own, np.ones(len(own), np.float32))
    [everywhere] = _weights_of(names, words, counts)
    return np.log1p(np.maximum(everywhere - here, 0)) / 2


def _folder_words(catalog: Catalog, folder: str) -> tuple[Words, Reals]:
    """The words of the files of a folder, and in how many of them each stands."""

    def counted() -> tuple[tuple[Words, Reals], int]:
        files = catalog.files_in_folder.get(folder, [])[:_FOLDER_FILES]
        words = [catalog.words_of_file(file) for file in files]
        every = np.sort(np.concatenate([np.empty(0, np.uint32), *words]))
        firsts = np.flatnonzero(np.concatenate((every[:1] == every[:1], every[1:] != every[:-1])))
        counts = np.diff(np.append(firsts, len(every))).astype(np.float32)
        return (every[firsts], counts), 8 * len(firsts)

    return catalog.remembered(("folder words", folder), counted)


def _files_in_use(search: Search) -> Reals:
    """For every file, how many of the names that it defines, and few others do, stand in the open file."""
    catalog = search.catalog
    symbols, places = search.names_in_file
    sums = np.zeros(len(catalog.paths), np.float64)
    if len(symbols):
        share = 1.0 / np.bincount(places)[places]
        sums += np.bincount(catalog.symbol("file", symbols), share, minlength=len(sums))
    return (np.log1p(sums) / 3).astype(np.float32)


def _word_overlap(search: Search, symbols: Ids) -> dict[str, Reals]:
    """How much of a name's parts, and of the words beside the name, stands near the cursor."""
    situation, count = search.situation, len(symbols)
    parts, places = search.catalog.parts_of_symbols(symbols)
    known, near = situation.near_parts
    near, new = _weights_of(parts, known, near, _spread(known, *situation.new_parts))
    total = np.bincount(places, near, minlength=count)
    number = np.maximum(np.bincount(places, minlength=count), 1)
    shown, where = search.catalog.shown_words_of_symbols(symbols)
    known, near = situation.near_words
    near, unused = _weights_of(shown, known, near, _spread(known, *situation.unused))
    near[shown == search.catalog.symbol("name", symbols)[where]] = 0
    beside = np.bincount(where, near, minlength=count)
    return {
        "parts_new": np.minimum(np.bincount(places, new, minlength=count) / number, 1.0),
        "shown_unused": np.minimum(np.bincount(where, unused, minlength=count), 2.0),
        "parts": total / number,
        "parts_covered": np.minimum(total, 3.0),
        "shown_near": np.minimum(beside, 3.0),
    }


def _spread(words: Words, some: Words, weights: Reals) -> Reals:
    """The weights of `some` of the sorted `words` as weights of all, 0 for the others."""
    every = np.zeros(len(words), np.float32)
    every[words.searchsorted(some)] = weights
    return every


def _weights_of(words: Words, table: Words, *weights: Reals) -> list[Reals]:
    """The weights of each word by the sorted `table`, 0 where it is not in there."""
    if not len(table) or not len(words):
        return [np.zeros(len(words), np.float32) for _ in weights]
    places = table.searchsorted(words)
    places[places == len(table)] = 0
    found = (table[places] == words).nonzero()[0]
    known = places[found]
    values = []
    for each in weights:
        value = np.zeros(len(words), np.float32)
        value[found] = each[known]
        values.append(value)
    return values


def _test_files(catalog: Catalog) -> npt.NDArray[np.bool_]:
    def tests() -> tuple[npt.NDArray[np.bool_], int]:
        return np.array([is_test(path) for path in catalog.paths], np.bool_), len(catalog.paths)

    return catalog.remembered("tests", tests)
