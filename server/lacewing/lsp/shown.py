"""Ghost texts that were handed to the editor, until one is accepted or they are forgotten."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from itertools import count
from typing import Any

from lacewing.features.completion.types import InlineCompletion
from lacewing.syntax.source import Source

# What was shown before these can hardly be accepted any more, and each holds the text it was made for.
_KEPT = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """One ghost text and the text it was made for."""

    uri: str
    source: Source
    completion: InlineCompletion


class ShownCompletions:
    """The latest ones by the id that their command carries."""

    def __init__(self) -> None:
        self._shown: OrderedDict[str, Shown] = OrderedDict()
        self._numbers = count(1)

    def remember(self, uri: str, source: Source, completion: InlineCompletion) -> str:
        """The id of a ghost text that is about to be shown."""
        identifier = str(next(self._numbers))
        self._shown[identifier] = Shown(uri, source, completion)
        if len(self._shown) > _KEPT:
            self._shown.popitem(last=False)
        return identifier

    def take(self, identifier: Any) -> Shown | None:
        """The ghost text of this id, once."""
        return self._shown.pop(identifier, None) if isinstance(identifier, str) else None
