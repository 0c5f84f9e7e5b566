"""From evidence to chances: a small network whose weights were learned offline from real repositories.

Each candidate's features (what the retrievers said, and its traits) give one score: a linear part and a hidden layer.
`tests/bench/fit_ranker.py` learns the weights in `ranker.npz`.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from lacewing.project.catalog.digest import PRIVATE
from lacewing.project.catalog.segment import Ids, Reals, distinct
from lacewing.project.retrieve.evidence import Evidence, Search
from lacewing.project.retrieve.traits import traits_of, word_traits_of

MOST_CANDIDATES = 900
PARTS = ("scale", "linear", "hidden", "bias", "out", "screen")
"""The names of the arrays in the file of weights, beside the names of the features."""

# In these languages a private definition cannot be named from another file; in Go's case, of another folder.
_HIDES_PRIVATE = frozenset(["jvm", "ecmascript", "csharp", "php"])


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Definitions with their features, one row each in the order of the names; `prior` is added to their scores."""

    symbols: Ids
    features: Reals
    prior: Reals


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The learned numbers: `scale` divides features; `linear` weighs them; `hidden` and `bias` make the hidden layer,
    which `out` weighs. `screen` weighs features as they are, without the traits that words are compared for: what it
    thinks little of is not worth those."""

    features: tuple[str, ...]
    scale: Reals
    linear: Reals
    hidden: Reals
    bias: Reals
    out: Reals
    screen: Reals


def gather_candidates(
    search: Search,
    evidence: Sequence[Evidence],
    names: Sequence[str],
    priors: Mapping[str, float],
    screen: Reals | None = None,
) -> Candidates:
    """The definitions that the evidence names, in usable files and in sight, with the features `names`.

    Evidence for a feature in `priors` counts with that weight beside the network; for an unknown one, not at all. Of
    very many those are left for which `screen` (a weight for each feature) speaks most.
    """
    named = np.concatenate([np.empty(0, np.int32), *(each.symbols for each in evidence)]).astype(np.int32)
    symbols = distinct(named)
    symbols = symbols[search.reach.usable[search.catalog.symbol("file", symbols)]]
    symbols = symbols[~_out_of_sight(search, symbols)]
    matrix = np.zeros((len(symbols), len(names)), np.float32, order="F")  # it is filled by columns
    prior = np.zeros(len(symbols), np.float32)
    if not len(symbols):
        return Candidates(symbols, matrix, prior)
    columns = {name: at for at, name in enumerate(names)}
    rows = np.minimum(symbols.searchsorted(named), len(symbols) - 1)
    known = symbols[rows] == named
    start = 0
    for each in evidence:
        end = start + len(each.symbols)
        kept = known[start:end]
        if each.feature in columns:
            np.maximum.at(matrix[:, columns[each.feature]], rows[start:end][kept], each.values[kept])
        elif each.feature in priors:
            prior[rows[start:end][kept]] += priors[each.feature] * each.values[kept]
        start = end
    _fill(matrix, columns, traits_of(search, symbols))
    if screen is not None and len(symbols) > MOST_CANDIDATES:
        kept = np.sort(np.argpartition(-(matrix @ screen + prior), MOST_CANDIDATES)[:MOST_CANDIDATES])
        symbols, matrix, prior = symbols[kept], matrix[kept], prior[kept]
    _fill(matrix, columns, word_traits_of(search, symbols))
    return Candidates(symbols, matrix, prior)


def _fill(matrix: Reals, columns: Mapping[str, int], values: Mapping[str, npt.NDArray[Any]]) -> None:
    for name, column in values.items():
        if name in columns:
            matrix[:, columns[name]] = column


def scores_of(features: Reals, weights: Weights) -> Reals:
    """A score for each row of features; higher is likelier to be named next."""
    scaled = features / weights.scale
    hidden = np.maximum(scaled @ weights.hidden + weights.bias, 0)
    scores: Reals = scaled @ weights.linear + hidden @ weights.out
    return scores


def chances_of(scores: Reals) -> Reals:
    """The chance of each candidate to be what is named next, by its score (softmax, as the weights were learned)."""
    if not len(scores):
        return scores
    raised = np.exp(scores - scores.max())
    chances: Reals = (raised / raised.sum()).astype(np.float32)
    return chances


@functools.cache
def learned_weights() -> Weights:
    """The weights shipped with Lacewing."""
    with np.load(str(files("lacewing.project.retrieve") / "ranker.npz")) as stored:
        names = tuple(stored["features"].tolist())
        return Weights(names, *(stored[part] for part in PARTS))


def _out_of_sight(search: Search, symbols: Ids) -> npt.NDArray[np.bool_]:
    """Private definitions that the language keeps from the open file."""
    catalog, reach = search.catalog, search.reach
    private: npt.NDArray[np.bool_] = (catalog.symbol("flags", symbols) & PRIVATE) > 0
    if search.situation.family == "go":
        files_of = catalog.symbol("file", symbols)
        private &= ~reach.same_folder[files_of]
    elif search.situation.family not in _HIDES_PRIVATE:
        private[:] = False
    return private
