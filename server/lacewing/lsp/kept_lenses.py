"""Lenses that stay where they are while a text is typed and does not parse. Knows nothing of LSP.

A half-written line can hide half of a file's definitions from the parser, and others at the next key; lenses that went
and came with them would move the lines that somebody reads.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from lacewing.project.open_facts import facts_of
from lacewing.syntax.source import Source
from lacewing.syntax.tree import error_spans
from lacewing.text.diff import changed_part

_DOCUMENTS = 32
_WITH_LENSES = frozenset(["function", "method", "constructor"])


@dataclass(frozen=True, slots=True)
class Lens:
    """What stands above the definition whose `name` begins at byte `offset`.

    `testable` says that tests can be made for it, `broken` that there is a syntax error in it.
    """

    name: str
    offset: int
    testable: bool
    broken: bool


class KeptLenses:
    """The last lenses of each document. Any thread."""

    def __init__(self) -> None:
        self._last: OrderedDict[str, tuple[bytes, list[Lens]]] = OrderedDict()
        self._lock = threading.Lock()

    def settled(self, uri: str, source: Source, found: Iterable[Lens]) -> list[Lens]:
        """The lenses to show for `source`: those `found` in it; where it does not parse, also those it had before.

        Meanwhile a definition that is new gets none as long as there is an error in itself.
        """
        lenses = {lens.offset: lens for lens in found}
        with self._lock:
            last = self._last.get(uri)
        if last is not None and source.tree is not None and source.tree.root_node.has_error:
            kept = {lens.offset: lens for lens in _moved(*last, source.data)}
            lenses = {offset: lens for offset, lens in lenses.items() if not lens.broken} | kept
        shown = [lenses[offset] for offset in sorted(lenses)]
        with self._lock:
            self._last[uri] = source.data, shown
            self._last.move_to_end(uri)
            if len(self._last) > _DOCUMENTS:
                self._last.popitem(last=False)
        return shown

    def forget(self, uri: str) -> None:
        """The document was closed."""
        with self._lock:
            self._last.pop(uri, None)


def lenses_of(source: Source, testable: Callable[[int], bool]) -> Iterator[Lens]:
    """A lens for every function of a text; `testable` says of the offset of its name whether tests can be made."""
    facts = facts_of(source)
    if facts is None or source.tree is None:
        return
    errors = error_spans(source.tree.root_node)
    for symbol in facts.symbols:
        if symbol.kind in _WITH_LENSES:
            broken = any(symbol.start <= error.start and error.end <= symbol.end for error in errors)
            yield Lens(symbol.name, symbol.name_start, testable(symbol.name_start), broken)


def _moved(before: bytes, lenses: Iterable[Lens], after: bytes) -> Iterator[Lens]:
    """The lenses of `before` where they are in `after`; those whose names were changed are gone."""
    start, end, end_after = changed_part(before, after)
    for lens in lenses:
        name = lens.name.encode()
        offset = lens.offset if lens.offset < start else lens.offset + end_after - end
        if not start <= lens.offset < end and after.startswith(name, offset):
            yield replace(lens, offset=offset)
