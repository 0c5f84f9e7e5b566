"""The definitions of one file in columns: whoever looks for some of them need not make the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from lacewing.project.facts import Facts, Import, Outline, Symbol
from lacewing.project.stored_facts import StoredOutline

_SEARCHED = 6  # texts that are searched for one by one before a table of all is made


class OpenDefinitions:
    """Those of an open document by its facts, or of a library's file by its outline, in document order; `StoredOutline`
    has those of a closed file."""

    def __init__(self, facts: Facts | Outline) -> None:
        self._facts = facts

    @property
    def language(self) -> str:
        """The name of the language."""
        return self._facts.language

    @property
    def size(self) -> int:
        """What it takes of memory, in bytes: nothing, the facts are held elsewhere."""
        return 0

    @cached_property
    def names(self) -> list[str]:
        """The name of each."""
        return [symbol.name for symbol in self._facts.symbols]

    @cached_property
    def kinds(self) -> list[str]:
        """The kind of each."""
        return [symbol.kind for symbol in self._facts.symbols]

    @cached_property
    def containers(self) -> list[str]:
        """The dotted container of each."""
        return [symbol.container for symbol in self._facts.symbols]

    @cached_property
    def starts(self) -> list[int]:
        """Where each starts."""
        return [symbol.start for symbol in self._facts.symbols]

    @cached_property
    def ends(self) -> list[int]:
        """Where each ends."""
        return [symbol.end for symbol in self._facts.symbols]

    def may_define(self, name: str) -> bool:
        """Whether one of this name may be there."""
        return name in self._known

    def may_import(self, _name: str) -> bool:
        """Whether an import that has to do with this name may be there."""
        return True

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.names)

    def symbol(self, number: int) -> Symbol:
        """One of them."""
        return self._facts.symbols[number]

    def imports(self) -> tuple[Import, ...]:
        """All imports in document order."""
        return self._facts.imports


Definitions = OpenDefinitions | StoredOutline


class SymbolsBy(Mapping[str, list[Symbol]]):
    """Symbols by a text.

    Of symbols with `texts` and `kinds` those of the kinds that `counts` allows are there; `symbol` makes one by its
    number. Nothing is read for a text that the file can not hold by `may_hold`.
    """

    def __init__(
        self,
        texts: Callable[[], Sequence[str]],
        kinds: Callable[[], Sequence[str]],
        counts: Callable[[str], bool],
        symbol: Callable[[int], Symbol],
        may_hold: Callable[[str], bool] = lambda text: True,
    ) -> None:
        self._texts = texts
        self._kinds = kinds
        self._counts = counts
        self._symbol = symbol
        self._may_hold = may_hold
        self._made: dict[str, list[Symbol]] = {}

    @cached_property
    def _numbers(self) -> Mapping[str, list[int]]:
        numbers: dict[str, list[int]] = {}
        kinds = self._kinds()
        wanted = {kind for kind in set(kinds) if self._counts(kind)}
        for number, (text, kind) in enumerate(zip(self._texts(), kinds, strict=True)):
            if kind in wanted:
                numbers.setdefault(text, []).append(number)
        return numbers

    def _numbers_of(self, text: str) -> list[int]:
        """The numbers of the symbols of one text: of most files hardly more than one is ever asked for."""
        if len(self._made) >= _SEARCHED:
            return self._numbers.get(text, [])
        texts, kinds = self._texts(), self._kinds()
        found, number = [], -1
        for _ in range(texts.count(text)):
            number = texts.index(text, number + 1)
            if self._counts(kinds[number]):
                found.append(number)
        return found

    def __getitem__(self, text: str) -> list[Symbol]:
        """Its symbols in document order. Raises KeyError."""
        found = self.of(text)
        if not found:
            raise KeyError(text)
        return found

    def __contains__(self, text: object) -> bool:
        """Whether there is any."""
        return isinstance(text, str) and self._may_hold(text) and bool(self._made.get(text) or self._numbers_of(text))

    def __iter__(self) -> Iterator[str]:
        """The texts."""
        return iter(self._numbers)

    def __len__(self) -> int:
        """How many texts."""
        return len(self._numbers)

    def of(self, text: str) -> list[Symbol]:
        """Its symbols in document order, [] when there are none; not to be changed."""
        made = self._made.get(text)
        if made is None:
            if not self._may_hold(text):
                return []
            made = self._made[text] = [self._symbol(number) for number in self._numbers_of(text)]
        return made
