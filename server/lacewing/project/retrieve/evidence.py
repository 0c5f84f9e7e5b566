"""What retrievers say of definitions: numbers that the ranker weighs. Sparse; what nobody names is no candidate."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lacewing.project.catalog.catalog import Catalog
from lacewing.project.catalog.segment import Ids, Reals, Words, ranges
from lacewing.project.retrieve.reach import Reach
from lacewing.project.retrieve.situation import Situation, arrays_of

_FILE_WORDS = 3000
_NAMESAKES = 6
_FEW = 6  # nobody asks for less of one name
_CLOSEST = 3.0


class Evidence(NamedTuple):
    """For `feature`: the definitions `symbols` of the catalog, each with a value (the largest counts)."""

    feature: str
    symbols: Ids
    values: Reals


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """Definitions of names, one name's behind the other's: `places` are those of their names in `words`; of the
    definitions of one name, `ranks` says how many are nearer (0 for all of a few)."""

    words: Words
    symbols: Ids
    places: Ids
    ranks: npt.NDArray[np.int64]

    def first(self, most: int) -> tuple[Ids, Ids]:
        """At most `most` of each name (not less than a few), and the places of their names."""
        kept = (self.ranks < most).nonzero()[0]
        return self.symbols[kept], self.places[kept]

    def first_of(self, names: Ids, most: int) -> tuple[Ids, Ids]:
        """At most `most` (not less than a few) of each of the names at `names` in `words`, and for each the place of
        its name in `names`."""
        starts, ends = self.places.searchsorted(names), self.places.searchsorted(names, "right")
        rows = ranges(starts, ends)
        which = np.arange(len(names), dtype=np.int32).repeat(ends - starts)
        kept = (self.ranks[rows] < most).nonzero()[0]
        return self.symbols[rows[kept]], which[kept]


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
        return self.ranked(words).first(most)

    def named_near(self, weights: Mapping[int, float], most: int) -> tuple[Ids, Ids, Reals]:
        """Definitions of words of the open file, at most `most` of each; for each the place of its word in
        `in_file.words`, and its weight."""
        known = self.in_file
        words, values = arrays_of(weights)
        places = known.words.searchsorted(words).astype(np.int32)
        symbols, which = known.first_of(places, most)
        return symbols, places[which], values[which]

    def owned(self, owners: Words, most: int) -> tuple[Ids, Ids]:
        """Members of types of these names, at most `most` of each, and for each the place of its owner in `owners`."""
        return self._ranked(owners, *self.catalog.symbols_owned(owners)).first(most)

    def owned_each(self, owners: Sequence[Words], most: int) -> list[tuple[Ids, Ids]]:
        """`owned` for several lists of types, looked up together."""
        symbols, places = self.owned(np.concatenate(owners), most)
        ends = np.cumsum([len(each) for each in owners])
        cuts = [0, *places.searchsorted(ends).tolist()]
        return [
            (symbols[start:end], places[start:end] - (last - len(each)))
            for each, start, end, last in zip(owners, cuts, cuts[1:], ends.tolist(), strict=False)
        ]

    def ranked(self, words: Words) -> Ranked:
        """All definitions of these names, and how near each is among those of its name."""
        return self._ranked(words, *self.catalog.symbols_named(words))

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
    def in_file(self) -> Ranked:
        """The definitions of all names that stand in the open file or, cut by the cursor, before or behind it."""
        situation = self.situation
        around, _ = arrays_of({**situation.near, **situation.body})
        words = situation.words
        if len(around) and not (situation.count_of(around) > 0).all():
            words = np.union1d(words, around)
        return self.ranked(words)

    @functools.cached_property
    def names_in_file(self) -> tuple[Ids, Ids]:
        """Definitions, few of each name, of the names that stand in the open file, with the places of their words."""
        known, words = self.in_file, self.situation.words
        symbols, places = known.first(_NAMESAKES)
        if known.words is not words:
            of_words = known.words[places]
            inside = self.situation.count_of(of_words) > 0
            symbols, places = symbols[inside], words.searchsorted(of_words[inside]).astype(np.int32)
        within = places < _FILE_WORDS
        return symbols[within], places[within]

    def _ranked(self, words: Words, symbols: Ids, places: Ids) -> Ranked:
        files = self.catalog.symbol("file", symbols)
        usable = self.reach.usable[files].nonzero()[0]
        if len(self.catalog.segments) > 1:  # each has its own of a name
            usable = usable[places[usable].argsort(kind="stable")]
        symbols, places, files = symbols[usable], places[usable], files[usable]
        ranks = np.zeros(len(symbols), np.int64)
        crowd = (np.bincount(places) > _FEW)[places].nonzero()[0] if len(symbols) else ranks
        if len(crowd):
            of_name = places[crowd].astype(np.int64)
            order = (of_name << 32 | _distances(self.reach.closeness[files[crowd]])).argsort(kind="stable")
            firsts = np.concatenate(([0], (of_name[1:] != of_name[:-1]).nonzero()[0] + 1, [len(crowd)]))
            ranks[crowd[order]] = np.arange(len(crowd)) - firsts[:-1].repeat(firsts[1:] - firsts[:-1])
        return Ranked(words, symbols, places, ranks)


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


def summed(words: Words, weights: Reals) -> tuple[Words, Reals]:
    """Each word once, with the sum of its weights."""
    distinct, inverse = np.unique(words, return_inverse=True)
    return distinct, np.bincount(inverse, weights, minlength=len(distinct)).astype(np.float32)
