"""Packing: what is likeliest to help into a budget of tokens; the same state gives the same bytes.

Definitions compete with passages: at each step the piece that adds most for its cost is taken. A definition adds the
chance that it is named next; a passage, the chances of the names that no piece taken so far shows in use. Knows nothing
of retrievers, files or models.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from lacewing.project.catalog.catalog import Catalog
from lacewing.project.catalog.digest import KINDS
from lacewing.project.catalog.segment import Ids, distinct
from lacewing.project.catalog.words import NUMBERS, known_words
from lacewing.project.retrieve.likely import Likely, Passage

Count = Callable[[str], float]

DEFINITION, USE, UNSEEN = 1.0, 0.12, 0.5
"""What is gained by showing the definition of a name, a use of it, and a name that the file does not hold yet."""

_LEAST_COST = 1e-9  # so that what costs nothing can be divided by
_IS_TYPE = np.array([kind in ("class", "interface", "struct", "enum", "type") for kind in KINDS])


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


def definition_texts(catalog: Catalog, symbols: Sequence[int] | Ids, members: Sequence[bool]) -> list[str]:
    """The lines that show definitions."""
    shown = zip(catalog.shown(symbols), members, strict=True)
    return [f"  {line}\n" if member else f"{line}\n" for line, member in shown]


def passage_text(passage: Passage) -> str:
    """The lines of a passage."""
    return "".join(f"  {line}\n" for line in passage.text.split("\n"))


class _Packing:
    """The state of one choice: what is still to be had, at what cost, and which names are shown already.

    A piece is a number: that of a definition in `Likely`, or behind those that of a passage. `_worths` is what each
    adds for its cost, nothing once it is taken; what a step changes is worked out anew for the pieces concerned.
    """

    def __init__(
        self, catalog: Catalog, likely: Likely, passages: Sequence[Passage], count: Count, comment: str
    ) -> None:
        self._catalog, self._passages = catalog, passages
        symbols = likely.symbols
        self._symbols: list[int] = symbols.tolist()
        self._piece_of = {symbol: piece for piece, symbol in enumerate(self._symbols)}
        self._names: list[int] = likely.names.tolist()
        self._chances: list[float] = likely.chances.tolist()
        self._files: list[int] = catalog.symbol("file", symbols).tolist() + [passage.file for passage in passages]
        self._owners = _owner_symbols(catalog, symbols) + [-1] * len(passages)
        members = (catalog.symbol("owner", symbols) > 0).tolist()
        self._texts = definition_texts(catalog, symbols, members)
        # What a use of each name adds, and its first appearance; nothing any more once there was one.
        self._use = {name: USE * chance for name, chance in likely.by_name.items()}
        self._unseen = {name: UNSEEN * likely.by_name[name] for name in likely.names[likely.unseen].tolist()}
        self._words = [sorted(passage.words) for passage in passages]
        self._note_places(catalog.symbol("line", symbols).tolist())
        self._note_costs(count, comment)
        self._gains = [self._gain(piece) for piece in range(len(self._files))]
        self._costs = np.array([self._cost(piece) for piece in range(len(self._files))], np.float64)
        self._worths = np.array(self._gains, np.float64) / np.maximum(self._costs, _LEAST_COST)

    def _note_places(self, lines: list[int]) -> None:
        """Note which pieces hold a name, which definitions stand on one line, which pieces are of a file or type."""
        self._at_place: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._with_word: dict[int, list[int]] = defaultdict(list)
        self._in_file: dict[int, list[int]] = defaultdict(list)
        self._in_type: dict[int, list[int]] = defaultdict(list)
        self._places = list(zip(self._files, lines, strict=False))
        for piece, (place, name) in enumerate(zip(self._places, self._names, strict=True)):
            self._at_place[place].append(piece)
            self._with_word[name].append(piece)
        for piece, words in enumerate(self._words, len(self._names)):
            for word in words:
                self._with_word[word].append(piece)
        for piece, file in enumerate(self._files):
            self._in_file[file].append(piece)
        for piece, owner in enumerate(self._owners):
            if owner >= 0:
                self._in_type[owner].append(piece)

    def _note_costs(self, count: Count, comment: str) -> None:
        """Count what each piece costs by itself, and what is paid for once: the heading of a file, and the line of a
        type before its first member."""
        own = [*self._texts, *map(passage_text, self._passages)]
        self._own_costs = list(map(count, own))
        self._heading_costs = {file: count(heading(comment, self._catalog.paths[file])) for file in self._in_file}
        shown = sorted(self._in_type)
        self._owner_texts = dict(zip(shown, definition_texts(self._catalog, shown, [False] * len(shown)), strict=True))
        self._owner_costs = {each: count(text) for each, text in self._owner_texts.items()}

    def fill(self, budget: float) -> Chosen:
        """Take the best piece until nothing that fits adds anything."""
        definitions: list[tuple[int, int]] = []
        passages: list[int] = []
        left = budget
        dearest = float(self._costs.max(initial=0.0))  # costs only fall
        while len(self._worths):
            within = self._worths if dearest <= left else np.where(self._costs <= left, self._worths, 0.0)
            piece = int(within.argmax())
            cost = float(self._costs[piece])
            if cost > left or self._worths[piece] <= 0:
                break
            left -= cost
            if piece < len(self._symbols):
                owner = self._owners[piece]
                definitions.append((piece, owner if self._owner_costs.get(owner) else -1))
                self._take(piece)
            else:
                passages.append(piece - len(self._symbols))
                self._take_passage(piece)
        return Chosen(tuple(definitions), tuple(passages), float(budget - left))

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

    def _cost(self, piece: int) -> float:
        own, file = self._own_costs[piece], self._files[piece]
        return own + self._heading_costs[file] + self._owner_costs.get(self._owners[piece], 0.0)

    def _take(self, at: int) -> None:
        """A definition is shown, with its type's line and whatever else stands on its line."""
        for piece in self._at_place[self._places[at]]:
            self._drop(piece)
        self._open(self._files[at])
        owner = self._owners[at]
        told = self._show(self._symbols[at], self._names[at], self._texts[at])
        if owner >= 0 and (shown := self._owner_texts.pop(owner, None)):
            told += self._show(owner, NUMBERS[self._catalog.name_text(owner).encode()], shown)
        self._weigh_with(told)

    def _show(self, symbol: int, own: int, text: str) -> list[int]:
        """The line of a definition is shown: the names in it but its own are in use. Returns those that this tells."""
        piece = self._piece_of.get(symbol)
        if piece is not None:
            self._drop(piece)
        if self._owner_costs.pop(symbol, 0):
            self._price(self._in_type[symbol])
        told = []
        for word in known_words(text.encode(), self._use):
            appears = self._unseen.pop(word, None) is not None
            if word != own and self._use[word]:
                self._use[word] = 0.0
                appears = True
            if appears:
                told.append(word)
        return told

    def _take_passage(self, piece: int) -> None:
        self._drop(piece)
        self._open(self._files[piece])
        words = self._words[piece - len(self._symbols)]
        for word in words:
            self._unseen.pop(word, None)
            self._use[word] = 0.0
        self._weigh_with(words)

    def _open(self, file: int) -> None:
        """The heading of a file is paid for."""
        if self._heading_costs[file]:
            self._heading_costs[file] = 0.0
            self._price(self._in_file[file])

    def _drop(self, piece: int) -> None:
        """The piece is shown, or needs not be."""
        self._gains[piece] = self._worths[piece] = 0.0

    def _weigh_with(self, words: Sequence[int]) -> None:
        """Work out anew what the pieces with these names add."""
        for piece in {piece for word in words for piece in self._with_word[word]}:
            if self._gains[piece]:
                self._gains[piece] = gain = self._gain(piece)
                self._worths[piece] = gain / max(self._costs[piece], _LEAST_COST)

    def _price(self, pieces: Sequence[int]) -> None:
        """Work out anew what these pieces cost."""
        for piece in pieces:
            self._costs[piece] = cost = self._cost(piece)
            self._worths[piece] = self._gains[piece] / max(cost, _LEAST_COST)


def _owner_symbols(catalog: Catalog, symbols: Ids) -> list[int]:
    """For each member the symbol of its type in the same file, -1 where there is none."""
    owners, files = catalog.symbol("owner", symbols), catalog.symbol("file", symbols)
    owned = distinct(owners)
    owned = owned[owned > 0]
    found, places = catalog.symbols_named(owned)
    types = _IS_TYPE[catalog.symbol("kind", found)]
    found, places = found[types], places[types]
    by_place: dict[tuple[int, int], int] = {}
    for symbol, word, file in zip(
        found.tolist(), owned[places].tolist(), catalog.symbol("file", found).tolist(), strict=True
    ):
        by_place.setdefault((word, file), symbol)
    return [by_place.get(place, -1) for place in zip(owners.tolist(), files.tolist(), strict=True)]
