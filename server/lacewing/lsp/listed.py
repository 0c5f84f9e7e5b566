"""The completion lists given last, so that one of their items can be described when the editor asks for more."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lacewing.features.completion.types import CompletionItem
    from lacewing.lsp.server import Place

_KEPT = 8


@dataclass(frozen=True, slots=True)
class GivenList:
    """The items of one answer, in its order, and the place they were given for."""

    place: Place
    items: list[CompletionItem]


class ListedCompletions:
    """Lists by number. Used from several threads: each call is one step on a dictionary."""

    def __init__(self) -> None:
        self._lists: OrderedDict[int, GivenList] = OrderedDict()
        self._next = 0

    def keep(self, place: Place, items: list[CompletionItem]) -> int:
        """Remember a list; its number, by which its items are found again."""
        self._next += 1
        number = self._next
        self._lists[number] = GivenList(place, items)
        while len(self._lists) > _KEPT:
            self._lists.popitem(last=False)
        return number

    def find(self, data: Any) -> tuple[Place, CompletionItem] | None:
        """The item that `data`, `[list, item]`, names; None when its list was given too long ago."""
        if not isinstance(data, list | tuple) or len(data) != 2 or not all(isinstance(each, int) for each in data):
            return None
        given = self._lists.get(data[0])
        return (given.place, given.items[data[1]]) if given is not None and 0 <= data[1] < len(given.items) else None
