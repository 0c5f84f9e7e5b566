"""Tests as methods of a `unittest.TestCase`: tables as `subTest` loops, `assertRaises`."""

from __future__ import annotations

from lacewing.features.testgen.target import Target
from lacewing.features.testgen.writing.code import (
    INDENT,
    WIDTH,
    Written,
    arguments_in_order,
    call_of,
    changing_call,
    expected_text,
    is_close,
    match_of,
    own_import,
    quoted,
    receiver_name,
    statement,
    wrapped_call,
)
from lacewing.features.testgen.writing.rows import rows_of
from lacewing.features.testgen.writing.tables import Table

_BODY = INDENT * 2


def unittest_test(target: Target, table: Table, name: str, module: str) -> Written:
    """The test method for one table, indented to stand in a class."""
    imports = own_import(target, module)
    imports += [statement for case in table.cases for statement in case.imports]
    imports += ["import asyncio"] if target.is_async else []
    lines = [f"{INDENT}def {name}(self):"]
    if len(table.cases) > 1:
        lines += _loop(target, table)
    else:
        lines += _body(target, table, False, _BODY)
    if table.first.outcome is not None and table.first.outcome.kind == "prints":
        imports += ["import contextlib", "import io"]
    return Written(name, tuple(lines), tuple(dict.fromkeys(["import unittest", *imports])))


def _loop(target: Target, table: Table) -> list[str]:
    rows = rows_of(target, table)
    lines = [f"{_BODY}cases = ["]
    for values in rows.values:
        row = values[0] if len(values) == 1 else f"({', '.join(values)})"
        if len(row) + 13 <= WIDTH or len(values) == 1:
            lines.append(f"{INDENT * 3}{row},")
        else:
            lines += [f"{INDENT * 3}(", *(f"{INDENT * 4}{value}," for value in values), f"{INDENT * 3}),"]
    shown = ", ".join(f"{name}={name}" for name in rows.inputs if name.isidentifier())
    lines += [
        f"{_BODY}]",
        f"{_BODY}for {', '.join(rows.names)} in cases:",
        f"{INDENT * 3}with self.subTest({shown}):",
    ]
    return lines + _body(target, table, True, INDENT * 4)


def _body(target: Target, table: Table, in_table: bool, indent: str) -> list[str]:
    case = table.first
    outcome = case.outcome
    assert outcome is not None
    receiver = receiver_name(target) if table.receiver_varies else case.receiver
    call = call_of(target, arguments_in_order(target, table, case, in_table), receiver)
    match outcome.kind:
        case "raises":
            match = match_of(table.cases)
            method = f"self.assertRaisesRegex({outcome.text}, {quoted(repr(match))})" if match else ""
            return [
                f"{indent}with {method or f'self.assertRaises({outcome.text})'}:",
                *statement(call, indent + INDENT),
            ]
        case "prints":
            lines = [f"{indent}with contextlib.redirect_stdout(io.StringIO()) as printed:", f"{indent}{INDENT}{call}"]
            return lines + _equal("printed.getvalue()", expected_text(case), indent)
        case "changes":
            return changing_call(target, case, indent, _equal)
        case "fields":
            lines = [f"{indent}result = {call}"]
            for name, text in outcome.fields:
                lines += _equal(f"result.{name}", quoted(text), indent)
            return lines
        case "instance":
            return [f"{indent}self.assertIsInstance({call}, {outcome.text})"]
    right = "expected" if in_table else expected_text(case)
    left = outcome.view.format(call)
    if is_close(table) and outcome.view == "{}":
        return wrapped_call("self.assertAlmostEqual", [left, right], "", indent)
    return _equal(left, right, indent)


def _equal(left: str, right: str, indent: str) -> list[str]:
    special = {"None": "assertIsNone", "True": "assertTrue", "False": "assertFalse"}
    if right == "None":
        return wrapped_call(f"self.{special[right]}", [left], "", indent)
    if right in special:
        return wrapped_call("self.assertIs", [left, right], "", indent)
    return wrapped_call("self.assertEqual", [left, right], "", indent)
