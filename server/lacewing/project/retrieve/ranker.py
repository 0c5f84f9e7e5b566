"""From evidence to an order of definitions: a small network whose weights were learned offline from real repositories.

Each candidate's features (what the retrievers said, and what the definition is like) give one score: a linear part plus
one hidden layer. `tests/bench/fit_ranker.py` learns the weights in `ranker.npz`.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from lacewing.project.catalog.catalog import Catalog
from lacewing.project.catalog.digest import DECLARED_ONLY, DOCUMENTED, KINDS, PRIVATE, PROTECTED
from lacewing.project.catalog.segment import Ids, Words
from lacewing.project.retrieve.evidence import Evidence, Search
from lacewing.project.retrieve.situation import is_test

Values = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float32]

_KIND_GROUPS = (
    ("is_type", ("class", "interface", "struct", "enum", "type")),
    ("is_function", ("function", "macro")),
    ("is_method", ("method", "constructor", "property")),
    ("is_field", ("field", "enum_member")),
    ("is_value", ("variable", "constant")),
)
_FAMILIES = ("python", "script", "java", "go", "include")
STATIC = (
    "count", "unseen", "popularity", "namesakes", "private", "protected", "underscore", "declared_only", "documented",
    "other_test", "closeness", "same_folder", "imported_from", "counterpart", "owner_in_file", "parts", "parts_covered",
    "shown_near", "length", "top_level", "own_member_test",
    *(name for name, _ in _KIND_GROUPS), *(f"family_{name}" for name in _FAMILIES),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Definitions with their features, one row each in the order of `feature_names`."""

    symbols: Ids
    features: Matrix


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The learned numbers; `scale` divides features, `hidden` and `bias` make the hidden layer, `out` its weights."""

    features: tuple[str, ...]
    scale: Values
    linear: Values
    hidden: Matrix
    bias: Values
    out: Values


def gather_candidates(search: Search, evidence: Sequence[Evidence], names: tuple[str, ...]) -> Candidates:
    """All definitions the evidence names, in usable files, with the features `names` (those of evidence first)."""
    symbols = np.unique(np.concatenate([np.empty(0, np.int32), *(each.symbols for each in evidence)]))
    symbols = symbols[search.reach.usable[search.catalog.symbol("file", symbols)]].astype(np.int32)
    symbols = symbols[~_out_of_sight(search, symbols)]
    matrix = np.zeros((len(symbols), len(names)), np.float32)
    if not len(symbols):
        return Candidates(symbols, matrix)
    columns = {name: at for at, name in enumerate(names)}
    for each in evidence:
        places = np.minimum(np.searchsorted(symbols, each.symbols), len(symbols) - 1)
        known = symbols[places] == each.symbols
        np.maximum.at(matrix[:, columns[each.feature]], places[known], each.values[known])
    for name, values in _static(search, symbols).items():
        matrix[:, columns[name]] = values
    return Candidates(symbols, matrix)


def rank(candidates: Candidates, weights: Weights) -> Values:
    """A score for each candidate; higher is likelier to be named next."""
    scaled = candidates.features / weights.scale
    hidden = np.maximum(scaled @ weights.hidden + weights.bias, 0)
    return (scaled @ weights.linear + hidden @ weights.out).astype(np.float32)  # type: ignore[no-any-return]


@functools.cache
def learned_weights() -> Weights:
    """The weights shipped with Lacewing."""
    with np.load(str(files("lacewing.project.retrieve") / "ranker.npz")) as stored:
        return Weights(
            tuple(stored["features"].tolist()), stored["scale"], stored["linear"], stored["hidden"], stored["bias"],
            stored["out"],
        )  # fmt: skip


def _out_of_sight(search: Search, symbols: Ids) -> npt.NDArray[np.bool_]:
    """Private definitions that the language keeps from other files, unless they are the enclosing type's own."""
    catalog = search.catalog
    private = (catalog.symbol("flags", symbols) & PRIVATE) > 0
    family = search.situation.family
    if family == "go":
        files = catalog.symbol("file", symbols)
        return private & (search.reach.closeness[files] % 2 < 0.99)
    if family in ("java", "script", "csharp", "kotlin"):
        return private
    return np.zeros(len(symbols), np.bool_)


def _static(search: Search, symbols: Ids) -> dict[str, Values]:
    """What a definition is like, and how it lies to the open file."""
    catalog, reach, situation = search.catalog, search.reach, search.situation
    names, owners, files_of = (catalog.symbol(column, symbols) for column in ("name", "owner", "file"))
    flags, kinds = catalog.symbol("flags", symbols), catalog.symbol("kind", symbols)
    counts = situation.count_of(names)
    distinct, inverse = np.unique(names, return_inverse=True)
    popular = np.log1p(catalog.file_counts(distinct)) / np.log(2 + len(catalog.file_numbers))
    _, places = catalog.symbols_named(distinct)
    namesakes = np.log1p(np.bincount(places, minlength=len(distinct)))
    closeness = reach.closeness[files_of] - 2.0 * reach.imported[files_of]
    tests = _test_files(catalog)[files_of]
    first = np.array([catalog.name_text(symbol)[:1] == "_" for symbol in symbols.tolist()]) if len(symbols) else []
    values = {
        "count": np.minimum(np.log1p(counts) / 2, 1.5),
        "unseen": counts == 0,
        "popularity": popular[inverse],
        "namesakes": namesakes[inverse],
        "private": (flags & PRIVATE) > 0,
        "protected": (flags & PROTECTED) > 0,
        "underscore": first,
        "declared_only": (flags & DECLARED_ONLY) > 0,
        "documented": (flags & DOCUMENTED) > 0,
        "other_test": tests & (not situation.is_test),
        "closeness": closeness,
        "same_folder": closeness > 0.99,
        "imported_from": reach.imported[files_of],
        "counterpart": reach.counterpart[files_of],
        "owner_in_file": (situation.count_of(owners) > 0) & (owners > 0),
        "length": np.minimum(2.0, catalog.shown_lengths(symbols) / 100),
        "top_level": owners == 0,
        "own_member_test": tests & situation.is_test,
        **_word_overlap(search, symbols),
    }
    for name, members in _KIND_GROUPS:
        values[name] = np.isin(kinds, [KINDS.index(kind) for kind in members])
    for name in _FAMILIES:
        values[f"family_{name}"] = np.full(len(symbols), situation.family == name)
    return {name: np.asarray(value, np.float32) for name, value in values.items()}


def _word_overlap(search: Search, symbols: Ids) -> dict[str, Values]:
    """How much of a name's parts, and of the words beside the name, stands near the cursor."""
    parts, places = search.catalog.parts_of_symbols(symbols)
    weights = _weight_of(parts, *search.situation.near_parts)
    total = np.bincount(places, weights, minlength=len(symbols))
    number = np.bincount(places, minlength=len(symbols))
    shown, where = search.catalog.shown_words_of_symbols(symbols)
    near = _weight_of(shown, *search.situation.near_words)
    near[shown == search.catalog.symbol("name", symbols)[where]] = 0
    beside = np.bincount(where, near, minlength=len(symbols))
    return {
        "parts": (total / np.maximum(number, 1)).astype(np.float32),
        "parts_covered": np.minimum(total, 3.0).astype(np.float32),
        "shown_near": np.minimum(beside, 3.0).astype(np.float32),
    }


def _weight_of(words: Words, table: Words, weights: Values) -> Values:
    if not len(table) or not len(words):
        return np.zeros(len(words), np.float32)
    places = np.minimum(np.searchsorted(table, words), len(table) - 1)
    return np.where(table[places] == words, weights[places], 0).astype(np.float32)


@functools.lru_cache(4)
def _test_files(catalog: Catalog) -> npt.NDArray[np.bool_]:
    return np.array([is_test(path) for path in catalog.paths], np.bool_)
