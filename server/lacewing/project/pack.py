"""Packing: what is likeliest to help into a budget of tokens; the same state gives the same bytes.

Definitions compete with passages: at each step the piece that adds most for its cost is taken. A definition adds the
chance that it is named next; a passage, the chances of the names that no piece taken so far shows in use. Knows nothing
of retrievers, files or models.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lacewing.project.catalog.catalog import Catalog
from lacewing.project.catalog.digest import KINDS
from lacewing.project.catalog.segment import Ids, Reals
from lacewing.project.catalog.words import NUMBERS, WORD
from lacewing.project.retrieve.likely import Likely, Passage

Count = Callable[[str], float]

DEFINITION, USE, UNSEEN = 1.0, 0.12, 0.5
"""What is gained by showing the definition of a name, a use of it, and a name that the file does not hold yet."""

_LEAST_COST = 1e-9  # so that what costs nothing can be divided by
_TYPES = [KINDS.index(kind) for kind in ("class", "interface", "struct", "enum", "type")]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What fits: `definitions` are places in `Likely`, each with the type it was shown under (-1 for none, or for one
    that was shown before); `passages` are places in the list of passages. `tokens` is what everything costs."""

    definitions: tuple[tuple[int, int], ...]
    passages: tuple[int, ...]
    tokens: float


def choose(
    catalog: Catalog, likely: Likely, passages: Sequence[Passage], budget: float, count: Count, comment: str
) -> Chosen:
    """The pieces that add most for their cost, within `budget` tokens by `count`."""
    return _Packing(catalog, likely, passages, count, comment).fill(budget)


def heading(comment: str, path: str) -> str:
    """The line that names the file of the pieces below it."""
    return f"{comment} {path}\n"


def definition_text(catalog: Catalog, symbol: int, member: bool) -> str:
    """The line that shows a definition."""
    return f"{'  ' if member else ''}{catalog.shown(symbol)}\n"


def passage_text(passage: Passage) -> str:
    """The lines of a passage."""
    return "".join(f"  {line}\n" for line in passage.text.split("\n"))


class _Packing:
    """The state of one choice: what is still to be had, at what cost, and which names are shown already."""

    def __init__(
        self, catalog: Catalog, likely: Likely, passages: Sequence[Passage], count: Count, comment: str
    ) -> None:
        self._catalog, self._likely, self._passages = catalog, likely, passages
        symbols = likely.symbols
        self._files = catalog.symbol("file", symbols).astype(np.int64)
        self._passage_files = np.array([passage.file for passage in passages], np.int64)
        lines = catalog.symbol("line", symbols).astype(np.int64)
        self._places = self._files << 32 | lines
        self._owners = _owner_symbols(catalog, symbols)
        members = catalog.symbol("owner", symbols) > 0
        shown = [definition_text(catalog, s, m) for s, m in zip(symbols.tolist(), members.tolist(), strict=True)]
        costs = np.array([count(text) for text in shown], np.float64)
        self._owner_costs = np.array(
            [count(definition_text(catalog, owner, False)) if owner >= 0 else 0.0 for owner in self._owners.tolist()]
        )
        passage_costs = np.array([count(passage_text(passage)) for passage in passages], np.float64)
        headings = {
            file: count(heading(comment, catalog.paths[file]))
            for file in {*self._files.tolist(), *self._passage_files.tolist()}
        }
        self._headings = np.array([headings[file] for file in self._files.tolist()], np.float64)
        self._passage_headings = np.array([headings[file] for file in self._passage_files.tolist()], np.float64)
        # What each costs now: headings and owners are paid for once.
        self._costs = costs + self._headings + self._owner_costs
        self._passage_costs = passage_costs + self._passage_headings
        self._read_names()
        self._free = np.ones(len(symbols), np.bool_)
        self._passages_free = np.ones(len(passages), np.bool_)

    def fill(self, budget: float) -> Chosen:
        """Take the best piece until nothing that fits adds anything."""
        definitions: list[tuple[int, int]] = []
        passages: list[int] = []
        left = budget
        while True:
            worth = _worth(self._gains(), self._costs, self._free & (self._costs <= left))
            fits = self._passages_free & (self._passage_costs <= left)
            other_worth = _worth(self._holds @ self._missing + self._bonus, self._passage_costs, fits)
            best, other = int(worth.argmax()), int(other_worth.argmax())
            if max(worth[best], other_worth[other]) <= 0:
                break
            if worth[best] >= other_worth[other]:
                definitions.append((best, int(self._owners[best]) if self._owner_costs[best] > 0 else -1))
                left -= self._costs[best]
                self._take(best)
            else:
                passages.append(other)
                left -= self._passage_costs[other]
                self._take_passage(other)
        return Chosen(tuple(definitions), tuple(passages), float(budget - left))

    def _read_names(self) -> None:
        """Number the likely names, and note which of them each passage and each definition's line hold."""
        likely = self._likely
        distinct, self._column = np.unique(likely.names, return_inverse=True)
        columns = {word: at for at, word in enumerate(distinct.tolist())}
        chances = np.array([likely.by_name[word] for word in distinct.tolist()], np.float64)
        new = np.zeros(len(distinct), np.bool_)
        new[self._column[likely.unseen]] = True
        # What a use of each name adds, and its first appearance; nothing any more once there was one.
        self._use = USE * chances
        self._unseen = UNSEEN * np.where(new, chances, 0)
        self._missing = self._use + self._unseen
        self._certain = DEFINITION * likely.chances.astype(np.float64)
        self._share = UNSEEN * np.where(likely.unseen, likely.chances, 0)
        self._holds = np.zeros((len(self._passages), len(distinct)), np.float64)
        for at, passage in enumerate(self._passages):
            self._holds[at, [columns[word] for word in passage.words if word in columns]] = 1
        self._bonus = np.array([passage.bonus for passage in self._passages], np.float64)
        self._columns = columns

    def _gains(self) -> Reals:
        """What each definition adds: its own chance, and its name's appearance where that is the first."""
        if not len(self._column):
            return self._certain
        gains: Reals = self._certain + np.minimum(self._unseen[self._column], self._share)
        return gains

    def _take(self, at: int) -> None:
        """A definition is shown, with its type's line and whatever else stands on its line."""
        self._free[self._places == self._places[at]] = False
        for symbol in (int(self._likely.symbols[at]), int(self._owners[at])):
            if symbol >= 0:
                self._free[self._likely.symbols == symbol] = False
                owned = self._owners == symbol
                self._costs[owned] -= self._owner_costs[owned]
                self._owner_costs[owned] = 0
                self._show_words(self._catalog.shown(symbol), self._catalog.name_text(symbol))
        self._open(int(self._files[at]))

    def _take_passage(self, at: int) -> None:
        self._passages_free[at] = False
        held = self._holds[at].nonzero()[0]
        self._use[held] = self._unseen[held] = self._missing[held] = 0
        self._open(int(self._passage_files[at]))

    def _open(self, file: int) -> None:
        """The heading of a file is paid for."""
        for files, headings, costs in (
            (self._files, self._headings, self._costs),
            (self._passage_files, self._passage_headings, self._passage_costs),
        ):
            inside = files == file
            costs[inside] -= headings[inside]
            headings[inside] = 0

    def _show_words(self, text: str, name: str) -> None:
        own = NUMBERS[name.encode()] if name else 0
        for word in set(map(NUMBERS.__getitem__, WORD.findall(text.encode()))):
            column = self._columns.get(word)
            if column is not None:
                self._unseen[column] = 0
                self._use[column] *= word == own
                self._missing[column] = self._use[column]


def _worth(gains: Reals, costs: Reals, possible: npt.NDArray[np.bool_]) -> Reals:
    """Gain for cost of what is possible; one zero where there is nothing, so that there always is a best."""
    if not len(gains):
        return np.zeros(1)
    worth: Reals = np.where(possible, gains / np.maximum(costs, _LEAST_COST), 0.0)
    return worth


def _owner_symbols(catalog: Catalog, symbols: Ids) -> npt.NDArray[np.int64]:
    """For each member the symbol of its type in the same file, -1 where there is none."""
    owners, files = catalog.symbol("owner", symbols), catalog.symbol("file", symbols)
    distinct = np.unique(owners[owners > 0])
    found, places = catalog.symbols_named(distinct)
    types = np.isin(catalog.symbol("kind", found), _TYPES)
    found, places = found[types], places[types]
    by_place: dict[tuple[int, int], int] = {}
    for symbol, word, file in zip(
        found.tolist(), distinct[places].tolist(), catalog.symbol("file", found).tolist(), strict=True
    ):
        by_place.setdefault((word, file), symbol)
    return np.array([by_place.get(place, -1) for place in zip(owners.tolist(), files.tolist(), strict=True)], np.int64)
