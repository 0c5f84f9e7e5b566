"""The cases of a table as columns and rows of source text, for either framework."""

from __future__ import annotations

from dataclasses import dataclass

from lacewing.features.testgen.target import Target
from lacewing.features.testgen.writing.code import column_name, expected_text, quoted, receiver_name
from lacewing.features.testgen.writing.tables import Table


@dataclass(frozen=True, slots=True)
class Rows:
    """The names of the `inputs` that differ from case to case, and what each case has for every one of `names`."""

    inputs: tuple[str, ...]
    names: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]


def rows_of(target: Target, table: Table) -> Rows:
    """The columns and rows; what is expected comes last, unless it is an exception, which is the same for all."""
    assert table.first.outcome is not None
    inputs = [receiver_name(target)] if table.receiver_varies else []
    inputs += [column_name(name, target) for name in table.columns]
    compared = table.first.outcome.kind != "raises"
    values = []
    for case in table.cases:
        row = [quoted(case.receiver)] if table.receiver_varies else []
        row += [quoted(dict(case.arguments)[name]) for name in table.columns]
        values.append((*row, expected_text(case)) if compared else tuple(row))
    return Rows(tuple(inputs), (*inputs, "expected") if compared else tuple(inputs), tuple(values))
