"""The likeliest definitions after ranking, and passages of code that show names of theirs."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lacewing.project.catalog.segment import Ids, Reals, Words


@dataclass(frozen=True, eq=False)
class Likely:
    """Definitions, likeliest first: `chances` that each is named next (at most 1 in sum), their `names`, and whether
    the open file holds no such name yet (`unseen`)."""

    symbols: Ids
    names: Words
    chances: Reals
    unseen: npt.NDArray[np.bool_]

    @functools.cached_property
    def by_name(self) -> dict[int, float]:
        """The chance of each name: the sum over its definitions."""
        chances: dict[int, float] = {}
        for name, chance in zip(self.names.tolist(), self.chances.tolist(), strict=True):
            chances[name] = chances.get(name, 0.0) + chance
        return chances

    @functools.cached_property
    def first(self) -> dict[int, int]:
        """The place of each name's likeliest definition."""
        places: dict[int, int] = {}
        for at, name in enumerate(self.names.tolist()):
            places.setdefault(name, at)
        return places


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines `text` of the file numbered `file`, from 0-based `line` on, without their common indentation.

    `words` are the likely names in it; `bonus` is the chance that it helps beside showing them. `retriever` found it,
    `reason` says why.
    """

    file: int
    line: int
    text: str
    words: frozenset[int]
    retriever: str
    reason: str
    bonus: float = 0.0
