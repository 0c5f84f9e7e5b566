"""Tests as plain functions for pytest: parametrised tables, `raises`, `capsys`."""

from __future__ import annotations

from lacewing.features.testgen.target import Target
from lacewing.features.testgen.writing.code import (
    INDENT,
    WIDTH,
    Written,
    arguments_in_order,
    call_of,
    changing_call,
    compared,
    expected_text,
    is_close,
    match_of,
    own_import,
    quoted,
    receiver_name,
    statement,
)
from lacewing.features.testgen.writing.rows import Rows, rows_of
from lacewing.features.testgen.writing.tables import Table


def pytest_test(target: Target, table: Table, name: str, module: str) -> Written:
    """The test function for one table."""
    outcome = table.first.outcome
    assert outcome is not None
    imports = own_import(target, module)
    imports += [statement for case in table.cases for statement in case.imports]
    in_table = len(table.cases) > 1
    lines: list[str] = []
    parameters: tuple[str, ...] = ()
    if in_table:
        imports.append("import pytest")
        rows = rows_of(target, table)
        parameters = rows.names
        lines += _decorator(rows)
    if outcome.kind == "prints":
        parameters = ("capsys",)
    lines.append(f"def {name}({', '.join(parameters)}):")
    body, needed = _body(target, table, in_table)
    if target.is_async:
        imports.append("import asyncio")
    return Written(name, tuple(lines + body), tuple(dict.fromkeys([*imports, *needed])))


def _decorator(rows: Rows) -> list[str]:
    names = ", ".join(rows.names)
    head = f'@pytest.mark.parametrize("{names}", ['
    written = [row[0] if len(row) == 1 else f"({', '.join(row)})" for row in rows.values]
    single = f"{head}{', '.join(written)}])"
    if len(rows.names) == 1 and len(single) <= WIDTH:
        return [single]
    lines = ["@pytest.mark.parametrize(", f'{INDENT}"{names}",', f"{INDENT}["]
    for row, text in zip(rows.values, written, strict=True):
        if len(text) + 9 <= WIDTH or len(row) == 1:
            lines.append(f"{INDENT * 2}{text},")
        else:
            lines += [f"{INDENT * 2}(", *(f"{INDENT * 3}{value}," for value in row), f"{INDENT * 2}),"]
    return [*lines, f"{INDENT}],", ")"]


def _body(target: Target, table: Table, in_table: bool) -> tuple[list[str], list[str]]:
    case = table.first
    outcome = case.outcome
    assert outcome is not None
    receiver = receiver_name(target) if table.receiver_varies else case.receiver
    call = call_of(target, arguments_in_order(target, table, case, in_table), receiver)
    match outcome.kind:
        case "raises":
            return _raises(table, call)
        case "prints":
            printed = compared("capsys.readouterr().out", expected_text(case), INDENT)
            return [f"{INDENT}{call}", *printed], []
        case "changes":
            return changing_call(target, case, INDENT, compared), []
        case "fields":
            lines = [f"{INDENT}result = {call}"]
            for name, text in outcome.fields:
                lines += compared(f"result.{name}", quoted(text), INDENT)
            return lines, []
        case "instance":
            return [f"{INDENT}assert isinstance({call}, {outcome.text})"], []
    right = "expected" if in_table else expected_text(case)
    if is_close(table):
        return compared(outcome.view.format(call), f"pytest.approx({right})", INDENT), ["import pytest"]
    if in_table:
        return [
            line.replace(" is expected", " == expected") for line in compared(outcome.view.format(call), right, INDENT)
        ], []
    return compared(outcome.view.format(call), right, INDENT), []


def _raises(table: Table, call: str) -> tuple[list[str], list[str]]:
    outcome = table.first.outcome
    assert outcome is not None
    match = match_of(table.cases)
    inside = f"{outcome.text}, match={quoted(repr(match))}" if match else outcome.text
    return [f"{INDENT}with pytest.raises({inside}):", *statement(call, INDENT * 2)], ["import pytest"]
