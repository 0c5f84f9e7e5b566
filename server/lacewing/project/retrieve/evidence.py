"""What retrievers say of definitions: numbers that the ranker weighs. Sparse; what nobody names is no candidate."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lacewing.project.catalog.catalog import Catalog
from lacewing.project.catalog.segment import Ids, Reals, Words
from lacewing.project.retrieve.reach import Reach
from lacewing.project.retrieve.situation import Situation

_FILE_WORDS = 3000
_NAMESAKES = 6
_CLOSEST = 3.0


class Evidence(NamedTuple):
    """For `feature`: the definitions `symbols` of the catalog, each with a value (the largest counts)."""

    feature: str
    symbols: Ids
    values: Reals


@dataclass(frozen=True, eq=False)
class Search:
    """What retrievers are given: the place, the project's catalog, and what the file's imports and types reach.

    `memory` is for what several retrievers would work out.
    """

    situation: Situation
    catalog: Catalog
    reach: Reach
    memory: dict[str, tuple[Ids, Reals]] = field(default_factory=dict)
    _may_leave: dict[int, bool] = field(default_factory=dict)

    def named(self, words: Words, most: int) -> tuple[Ids, Ids]:
        """Definitions of these names, and for each the place of its name in `words`.

        Of one name at most `most`, those in imported files and nearby folders first.
        """
        return self._nearest(*self.catalog.symbols_named(words), most)

    def owned(self, owners: Words, most: int) -> tuple[Ids, Ids]:
        """Members of types of these names, at most `most` of each, and for each the place of its owner in `owners`."""
        return self._nearest(*self.catalog.symbols_owned(owners), most)

    def lines_of(self, file: int) -> Sequence[bytes]:
        """The lines of a file of the catalog, none when it may not be shown or cannot be read."""
        if not self.may_leave(file):
            return ()
        return self.catalog.lines_of(file, self.situation.query.read)

    def may_leave(self, file: int) -> bool:
        """Whether text of a file of the catalog may be shown."""
        known = self._may_leave.get(file)
        if known is None:
            known = self._may_leave[file] = self.situation.query.may_leave(self.catalog.paths[file])
        return known

    @functools.cached_property
    def names_in_file(self) -> tuple[Ids, Ids]:
        """Definitions, few of each name, of the names that stand in the open file, with the places of their words."""
        return self.named(self.situation.words[:_FILE_WORDS], _NAMESAKES)

    def _nearest(self, symbols: Ids, places: Ids, most: int) -> tuple[Ids, Ids]:
        files = self.catalog.symbol("file", symbols)
        usable = self.reach.usable[files]
        symbols, places, files = symbols[usable], places[usable], files[usable]
        counts = np.bincount(places)
        if not len(symbols) or counts.max() <= most:
            return symbols, places
        crowd = np.flatnonzero(counts[places] > most)
        places_there = places[crowd].astype(np.int64)
        order = np.argsort(places_there << 32 | _distances(self.reach.closeness[files[crowd]]), kind="stable")
        firsts = np.flatnonzero(np.diff(places_there[order], prepend=-1))
        rank = np.arange(len(order)) - np.repeat(firsts, np.diff(firsts, append=len(order)))
        kept = np.ones(len(symbols), np.bool_)
        kept[crowd[order[rank >= most]]] = False
        return symbols[kept], places[kept]


def _distances(closeness: Reals) -> npt.NDArray[np.int64]:
    """Whole numbers, the smaller the closer."""
    return ((_CLOSEST - closeness) * (1 << 24)).astype(np.int64)


def summed_by(ids: Ids, weights: Reals) -> tuple[Ids, Reals]:
    """Each id once, in order, with the sum of its weights; for ids that come in a few sorted runs."""
    if not len(ids):
        return ids, weights
    order = ids.argsort(kind="stable")
    ordered = ids[order]
    firsts = np.concatenate(([0], (ordered[1:] != ordered[:-1]).nonzero()[0] + 1))
    sums: Reals = np.add.reduceat(weights[order], firsts)
    return ordered[firsts], sums


def none_of(feature: str) -> Evidence:
    """Evidence for nothing."""
    return Evidence(feature, np.empty(0, np.int32), np.empty(0, np.float32))


def summed(words: Words, weights: Reals) -> tuple[Words, Reals]:
    """Each word once, with the sum of its weights."""
    distinct, inverse = np.unique(words, return_inverse=True)
    return distinct, np.bincount(inverse, weights, minlength=len(distinct)).astype(np.float32)
