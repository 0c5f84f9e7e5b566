"""Packing: what is likeliest to help into a budget of tokens; the same state gives the same bytes.

Definitions compete with passages: at each step the piece that adds most for its cost is taken. A definition adds the
chance that it is named next; a passage, the chances of the names that no piece taken so far shows in use. Knows nothing
of retrievers, files or models.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from lacewing.project.catalog.catalog import Catalog
from lacewing.project.catalog.digest import KINDS
from lacewing.project.catalog.segment import Ids
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
    """The state of one choice: what is still to be had, at what cost, and which names are shown already.

    A piece is a number: that of a definition in `Likely`, or behind those that of a passage. The heap holds at least
    what each piece is worth: gains only fall, which is seen when a piece comes up; what gets cheaper is put in again.
    """

    def __init__(
        self, catalog: Catalog, likely: Likely, passages: Sequence[Passage], count: Count, comment: str
    ) -> None:
        self._catalog, self._passages = catalog, passages
        symbols, owners = likely.symbols, _owner_symbols(catalog, likely.symbols)
        self._symbols: list[int] = symbols.tolist()
        self._names: list[int] = likely.names.tolist()
        self._chances: list[float] = likely.chances.tolist()
        self._files: list[int] = catalog.symbol("file", symbols).tolist() + [passage.file for passage in passages]
        self._owners = owners + [-1] * len(passages)
        self._lines: list[int] = catalog.symbol("line", symbols).tolist()
        members = (catalog.symbol("owner", symbols) > 0).tolist()
        self._texts = [definition_text(catalog, s, m) for s, m in zip(self._symbols, members, strict=True)]
        self._own_costs = [*map(count, self._texts), *(count(passage_text(passage)) for passage in passages)]
        # What is paid for once: the heading of a file, and the line of a type before its first member.
        self._headings = {file: count(heading(comment, catalog.paths[file])) for file in set(self._files)}
        self._owner_texts = {each: definition_text(catalog, each, False) for each in set(owners) if each >= 0}
        self._owner_costs = {each: count(text) for each, text in self._owner_texts.items()}
        # What a use of each name adds, and its first appearance; nothing any more once there was one.
        self._use = {name: USE * chance for name, chance in likely.by_name.items()}
        self._unseen = {name: UNSEEN * likely.by_name[name] for name in likely.names[likely.unseen].tolist()}
        self._words = [sorted(passage.words) for passage in passages]
        self._taken = [False] * len(self._files)
        self._heap: list[tuple[float, int]] = []
        self._group()

    def _group(self) -> None:
        """Note which pieces get cheaper when a file is opened or a type shown, and which stand on one line."""
        self._of_file: dict[int, list[int]] = defaultdict(list)
        self._of_owner: dict[int, list[int]] = defaultdict(list)
        self._at_place: dict[tuple[int, int], list[int]] = defaultdict(list)
        for piece, (file, owner) in enumerate(zip(self._files, self._owners, strict=True)):
            self._of_file[file].append(piece)
            self._of_owner[owner].append(piece)
        for at, line in enumerate(self._lines):
            self._at_place[self._files[at], line].append(at)

    def fill(self, budget: float) -> Chosen:
        """Take the best piece until nothing that fits adds anything."""
        definitions: list[tuple[int, int]] = []
        passages: list[int] = []
        left = budget
        self._put(range(len(self._files)))
        while self._heap:
            negative, piece = heappop(self._heap)
            cost = self._cost(piece)
            if self._taken[piece] or cost > left:
                continue
            worth = self._gain(piece) / max(cost, _LEAST_COST)
            if worth < -negative:
                if worth > 0:
                    heappush(self._heap, (-worth, piece))
                continue
            left -= cost
            if piece < len(self._symbols):
                owner = self._owners[piece]
                definitions.append((piece, owner if self._owner_costs.get(owner) else -1))
                self._take(piece)
            else:
                passages.append(piece - len(self._symbols))
                self._take_passage(piece)
        return Chosen(tuple(definitions), tuple(passages), float(budget - left))

    def _put(self, pieces: Iterable[int]) -> None:
        """Into the heap, for what each is worth now."""
        for piece in pieces:
            if not self._taken[piece]:
                worth = self._gain(piece) / max(self._cost(piece), _LEAST_COST)
                if worth > 0:
                    heappush(self._heap, (-worth, piece))

    def _cost(self, piece: int) -> float:
        return (
            self._own_costs[piece]
            + self._headings.get(self._files[piece], 0.0)
            + self._owner_costs.get(self._owners[piece], 0.0)
        )

    def _gain(self, piece: int) -> float:
        """What a definition adds: its own chance, and its name's appearance where that is the first; what a passage
        does: the names that nothing showed in use."""
        at = piece - len(self._symbols)
        if at < 0:
            chance = self._chances[piece]
            return DEFINITION * chance + (UNSEEN * chance if self._names[piece] in self._unseen else 0.0)
        gain = self._passages[at].bonus
        for word in self._words[at]:
            gain += self._use[word] + self._unseen.get(word, 0.0)
        return gain

    def _take(self, at: int) -> None:
        """A definition is shown, with its type's line and whatever else stands on its line."""
        for piece in self._at_place[self._files[at], self._lines[at]]:
            self._taken[piece] = True
        self._open(self._files[at])
        owner = self._owners[at]
        self._show(self._symbols[at], self._names[at], self._texts[at])
        if owner >= 0:
            self._show(owner, NUMBERS[self._catalog.name_text(owner).encode()], self._owner_texts[owner])

    def _show(self, symbol: int, own: int, text: str) -> None:
        """The line of a definition is shown: the names in it but its own are in use."""
        if symbol in self._symbols:
            self._taken[self._symbols.index(symbol)] = True
        if self._owner_costs.pop(symbol, 0):
            self._put(self._of_owner[symbol])
        for word in map(NUMBERS.__getitem__, WORD.findall(text.encode())):
            self._unseen.pop(word, None)
            if word != own and word in self._use:
                self._use[word] = 0.0

    def _take_passage(self, piece: int) -> None:
        self._taken[piece] = True
        self._open(self._files[piece])
        for word in self._words[piece - len(self._symbols)]:
            self._unseen.pop(word, None)
            self._use[word] = 0.0

    def _open(self, file: int) -> None:
        """The heading of a file is paid for."""
        if self._headings.pop(file, 0):
            self._put(self._of_file[file])


def _owner_symbols(catalog: Catalog, symbols: Ids) -> list[int]:
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
    return [by_place.get(place, -1) for place in zip(owners.tolist(), files.tolist(), strict=True)]
