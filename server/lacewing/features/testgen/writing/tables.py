"""Cases grouped into tests: rows with the same parameters and the same kind of outcome share one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lacewing.features.testgen.cases import Case
from lacewing.features.testgen.target import Target

_MOST_COLUMNS = 5
_MOST_WIDE = 2


@dataclass(frozen=True, slots=True)
class Table:
    """One test: its cases, the `columns` that differ between rows, and the arguments `fixed` for all of them."""

    cases: tuple[Case, ...]
    columns: tuple[str, ...]
    fixed: tuple[tuple[str, str], ...]
    receiver_varies: bool

    @property
    def first(self) -> Case:
        """A case that stands for what all share."""
        return self.cases[0]


def tables_of(target: Target, cases: Sequence[Case]) -> list[Table]:
    """The tests for `cases`, in their order."""
    groups: dict[object, list[Case]] = {}
    for case in cases:
        outcome = case.outcome
        assert outcome is not None
        # Only comparisons of one value fit in a row; what changes or has fields stands alone.
        alone: object = case.key if outcome.kind in ("fields", "changes", "prints", "instance") else ""
        names = tuple(name for name, _ in case.arguments)
        # Errors raised on one line have one reason.
        error = (outcome.text, outcome.place) if outcome.kind == "raises" else ()
        key = (outcome.kind, error, outcome.view, names, alone)
        groups.setdefault(key, []).append(case)
    tables = [_table(target, tuple(group)) for group in groups.values()]
    return [narrow for table in tables for narrow in _narrowed(target, table)]


def _narrowed(target: Target, table: Table) -> list[Table]:
    """A table too wide to read becomes a few single tests."""
    if len(table.columns) <= _MOST_COLUMNS:
        return [table]
    return [_table(target, (case,)) for case in table.cases[:_MOST_WIDE]]


def _table(target: Target, cases: tuple[Case, ...]) -> Table:
    names = [param.name for param in target.params if param.name in dict(cases[0].arguments)]
    varying = tuple(name for name in names if len({dict(case.arguments)[name] for case in cases}) > 1)
    fixed = tuple((name, dict(cases[0].arguments)[name]) for name in names if name not in varying)
    return Table(cases, varying, fixed, len({case.receiver for case in cases}) > 1)
