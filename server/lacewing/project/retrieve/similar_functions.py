"""Retriever: names used in functions like the enclosing one: of its name, or sharing its telling words."""

from __future__ import annotations

import numpy as np

from lacewing.project.catalog.segment import Ids, Reals, Words, distinct
from lacewing.project.catalog.words import number_of
from lacewing.project.retrieve.evidence import Evidence, Search, summed
from lacewing.project.retrieve.situation import arrays_of

FEATURES = ("same_function", "like_function")
_QUERY_WORDS = 24
_COMMON_BLOCKS = 1500
_BEST_FUNCTIONS = 16
_SAME_NAMED = 12
_NAMES = 80
_DEFINITIONS_EACH = 10


def find(search: Search) -> list[Evidence]:
    """How many functions of the enclosing one's name use a name, and how much functions like it do."""
    polls = []
    if search.situation.functions:
        same = _same_named(search)
        polls.append(("same_function", *_used_in(search, same, np.ones(len(same), np.float32))))
    polls.append(("like_function", *_used_in(search, *_alike(search))))
    words = distinct(np.concatenate([words for _, words, _ in polls]))
    symbols, places = search.named(words, _DEFINITIONS_EACH)
    found = []
    for feature, voted, votes in polls:
        total = np.zeros(len(words), np.float32)
        total[words.searchsorted(voted)] = votes
        defined = distinct(places[total[places] > 0])
        best = np.zeros(len(words), np.bool_)
        best[defined[(-total[defined]).argsort(kind="stable")[:_NAMES]]] = True
        kept = best[places].nonzero()[0]
        part = total[places[kept]]
        found.append(Evidence(feature, symbols[kept], part / (1 + part)))
    return found


def _same_named(search: Search) -> Ids:
    name = search.situation.functions[0].name
    symbols, _ = search.named(np.array([number_of(name)] if name else [], np.uint32), 40)
    symbols = symbols[search.catalog.symbol("end_line", symbols) > search.catalog.symbol("line", symbols)]
    distances = -search.reach.closeness[search.catalog.symbol("file", symbols)]
    return symbols[np.argsort(distances, kind="stable")][:_SAME_NAMED]


def _alike(search: Search) -> tuple[Ids, Reals]:
    """Functions that share telling words with the enclosing one, and how much, relative to the best."""
    catalog = search.catalog
    words, values = arrays_of({**search.situation.body, **search.situation.near})
    counts = catalog.block_counts(words)
    telling = np.log1p(catalog.block_count / np.maximum(counts, 1)) * np.where(values > 0, 1.0, 0.5)
    telling[(counts == 0) | (counts > min(_COMMON_BLOCKS, 0.05 * catalog.block_count + 40))] = 0
    chosen = np.argsort(-telling, kind="stable")[:_QUERY_WORDS]
    chosen = chosen[telling[chosen] > 0]
    blocks, places = catalog.blocks_with(words[chosen])
    functions = catalog.functions_of_blocks(blocks)
    inside = functions >= 0
    pairs = distinct(functions[inside].astype(np.int64) * len(words) + places[inside])
    if not len(pairs):
        return np.empty(0, np.int32), np.empty(0, np.float32)
    owners, which = pairs // len(words), pairs % len(words)
    firsts = np.diff(owners, prepend=-1).nonzero()[0]
    alike = owners[firsts].astype(np.int32)
    scores = np.add.reduceat(telling[chosen][which], firsts)
    lengths = catalog.symbol("end_line", alike) - catalog.symbol("line", alike)
    scores = scores / np.sqrt(10 + lengths)
    usable = search.reach.usable[catalog.symbol("file", alike)]
    scores[~usable] = 0
    best = np.argsort(-scores, kind="stable")[:_BEST_FUNCTIONS]
    best = best[scores[best] > 0]
    if not len(best):
        return np.empty(0, np.int32), np.empty(0, np.float32)
    return alike[best], ((scores[best] / scores[best[0]]) ** 2).astype(np.float32)


def _used_in(search: Search, functions: Ids, weights: Reals) -> tuple[Words, Reals]:
    """The words of functions, each with the sum of the weights of the functions that hold it."""
    catalog = search.catalog
    blocks = [catalog.blocks_of_symbol(function) for function in functions.tolist()]
    if not blocks:
        return np.empty(0, np.uint32), np.empty(0, np.float32)
    owners = np.arange(len(blocks)).repeat([len(each) for each in blocks])
    words, places = catalog.words_of_blocks(np.concatenate(blocks))
    # A function counts once for a word, however often it stands there.
    pairs = distinct(words.astype(np.int64) * len(blocks) + owners[places])
    return summed((pairs // len(blocks)).astype(np.uint32), weights[pairs % len(blocks)])
