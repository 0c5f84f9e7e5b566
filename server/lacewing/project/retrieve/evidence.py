"""What a retriever says of definitions: numbers that the ranker weighs. Sparse; a definition nobody names is no candidate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lacewing.project.catalog.catalog import Catalog
from lacewing.project.catalog.segment import Ids, Words
from lacewing.project.retrieve.reach import Reach
from lacewing.project.retrieve.situation import Situation

Values = npt.NDArray[np.float32]


class Evidence(NamedTuple):
    """For `feature`: the definitions `symbols` of the catalog, each with a value (the largest counts)."""

    feature: str
    symbols: Ids
    values: Values


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """What retrievers are given: the place, the project's catalog, and what the file's imports and types reach."""

    situation: Situation
    catalog: Catalog
    reach: Reach

    def named(self, words: Words, most: int) -> tuple[Ids, Ids]:
        """Definitions of these names, and for each the place of its name in `words`.

        Of one name at most `most`, those in imported files and nearby folders first.
        """
        return self._nearest(*self.catalog.symbols_named(words), most)

    def owned(self, owners: Words, most: int) -> tuple[Ids, Ids]:
        """Members of types of these names, at most `most` of each, and for each the place of its owner in `owners`."""
        return self._nearest(*self.catalog.symbols_owned(owners), most)

    def _nearest(self, symbols: Ids, places: Ids, most: int) -> tuple[Ids, Ids]:
        files = self.catalog.symbol("file", symbols)
        usable = self.reach.usable[files]
        symbols, places, files = symbols[usable], places[usable], files[usable]
        if not len(symbols) or np.bincount(places).max() <= most:
            return symbols, places
        order = np.lexsort((symbols, -self.reach.closeness[files], places))
        symbols, places = symbols[order], places[order]
        firsts = np.flatnonzero(np.concatenate(([True], places[1:] != places[:-1])))
        rank = np.arange(len(places)) - np.repeat(firsts, np.diff(np.append(firsts, len(places))))
        kept = rank < most
        return symbols[kept], places[kept]


Find = Callable[[Search], Sequence[Evidence]]


def summed(words: Words, weights: Values) -> tuple[Words, Values]:
    """Each word once, with the sum of its weights."""
    distinct, inverse = np.unique(words, return_inverse=True)
    return distinct, np.bincount(inverse, weights, minlength=len(distinct)).astype(np.float32)
