"""Which of the observed calls become tests: few, documented ones first, each showing something new."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from lacewing.features.testgen.cases import DOCUMENTED, Case
from lacewing.features.testgen.options import TestgenOptions
from lacewing.features.testgen.target import Target, returns_of

_RANK = {"docstring": 0, "readme": 1, "call": 2, "guard": 3, "literal": 4, "type": 4, "usage": 5, "search": 6}
_MOST_OF_ONE_ERROR = 3
_MOST_DOCUMENTED = 10


@dataclass(frozen=True, slots=True)
class Observed:
    """A case with its outcome filled in, and the `arcs` (numbered steps from line to line) that the call took."""

    case: Case
    arcs: frozenset[int]


def select(target: Target, observed: Sequence[Observed], options: TestgenOptions) -> list[Case]:
    """The cases to write, in the order of reading: documented examples, ordinary calls, boundaries, errors.

    First what is documented, then greedily whatever takes new arcs, then calls with results not seen yet, as far as the
    tables (`max_rows` each) and the number of tests (`max_tests`) allow.
    """
    observed = [seen for seen in observed if not _says_nothing(target, seen.case)]
    chosen: list[Observed] = []
    covered: set[int] = set()
    room = _Room(options)
    for seen in observed:
        if (
            seen.case.origin in DOCUMENTED
            and not seen.case.recorded
            and (len(chosen) < _MOST_DOCUMENTED or seen.arcs - covered)
        ):
            _take(seen, chosen, covered, room)
    rest = [seen for seen in observed if seen not in chosen]
    while rest:
        best = max(rest, key=lambda seen: (len(seen.arcs - covered), -_RANK[seen.case.origin], -_length(seen.case)))
        if not best.arcs - covered:
            break
        rest.remove(best)
        _take(best, chosen, covered, room)
    results = {_result(seen.case) for seen in chosen}
    fresh = [seen for seen in rest if _result(seen.case) not in results]
    limits = [seen for seen in rest if seen.case.origin == "literal"]
    for seen in [*sorted(fresh, key=_worth), *limits]:
        # Long inputs tell a reader little; a result seen already tells something only on the other side of a limit.
        known = _result(seen.case) in results and seen.case.origin != "literal"
        if seen not in chosen and not known and _length(seen.case) < 80 and room.has_table(seen.case):
            _take(seen, chosen, covered, room)
            results.add(_result(seen.case))
    order = {seen.case.key: place for place, seen in enumerate(observed)}
    return sorted((seen.case for seen in chosen), key=lambda case: (*_reading_order(case), order[case.key]))


def _worth(seen: Observed) -> tuple[int, int]:
    return _RANK[seen.case.origin], len(seen.case.arguments)


def _says_nothing(target: Target, case: Case) -> bool:
    """None from a function that returns nothing else: a test of it could not fail for a wrong reason or a right one."""
    if case.outcome is None or case.outcome.text != "None" or case.outcome.kind != "returns":
        return False
    return not any(not (node.value is None or ast.unparse(node.value) == "None") for node in returns_of(target.node))


class _Room:
    """How many rows each table, and how many tables, may still take."""

    def __init__(self, options: TestgenOptions) -> None:
        self._options = options
        self._tables: dict[object, int] = {}

    def has_table(self, case: Case) -> bool:
        """Whether `case` belongs to a table that exists already."""
        return not self._tables or _table(case) in self._tables

    def take(self, case: Case) -> bool:
        """Reserve a place; False when there is none."""
        table = _table(case)
        assert case.outcome is not None
        most = _MOST_OF_ONE_ERROR if case.outcome.kind == "raises" else self._options.max_rows
        if table not in self._tables and len(self._tables) >= self._options.max_tests:
            return False
        if self._tables.get(table, 0) >= most:
            return False
        self._tables[table] = self._tables.get(table, 0) + 1
        return True


def _take(seen: Observed, chosen: list[Observed], covered: set[int], room: _Room) -> None:
    covered |= seen.arcs
    if room.take(seen.case):
        chosen.append(seen)


def _table(case: Case) -> object:
    assert case.outcome is not None
    error = (case.outcome.text, case.outcome.place) if case.outcome.kind == "raises" else ()
    return error, case.outcome.kind, () if error else tuple(name for name, _ in case.arguments), case.outcome.view


def _length(case: Case) -> int:
    assert case.outcome is not None
    return sum(len(text) for _, text in case.arguments) + len(case.receiver) + len(case.outcome.text)


def _result(case: Case) -> object:
    outcome = case.outcome
    assert outcome is not None
    return outcome.kind, outcome.text, outcome.fields, outcome.message[:20]


def _reading_order(case: Case) -> tuple[bool, int, int]:
    assert case.outcome is not None
    return case.outcome.kind == "raises", min(_RANK[case.origin], 3), len(case.arguments)
