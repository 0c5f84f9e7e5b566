"""Lines of one test function, for either framework. The text is formatted for lines of at most 100 characters."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lacewing.features.testgen.binding import written_arguments
from lacewing.features.testgen.cases import Case
from lacewing.features.testgen.names import words
from lacewing.features.testgen.target import Target
from lacewing.features.testgen.writing.tables import Table

WIDTH = 100
INDENT = "    "
_LONGEST_MATCH = 50


@dataclass(frozen=True, slots=True)
class Written:
    """One test's `lines`, its `name`, and the import statements it needs."""

    name: str
    lines: tuple[str, ...]
    imports: tuple[str, ...]


def quoted(text: str) -> str:
    """A Python expression in the form a formatter would give: double quotes where nothing is lost by them."""
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError):
        return text
    pieces: list[tuple[int, int, str]] = []
    lines = text.split("\n")
    if len(lines) > 1:
        return text
    data = text.encode()
    inside = [node for joined in ast.walk(tree) if isinstance(joined, ast.JoinedStr) for node in ast.walk(joined)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes) and node not in inside:
            start, end = node.col_offset, node.end_col_offset or 0
            pieces.append((start, end, _requoted(data[start:end].decode())))
    for start, end, replacement in sorted(pieces, reverse=True):
        data = data[:start] + replacement.encode() + data[end:]
    return data.decode()


def _requoted(literal: str) -> str:
    prefix = "b" if literal.startswith("b") else ""
    # The prefix u means nothing since Python 3.
    literal = literal.removeprefix("u")
    body = literal.removeprefix("b")
    if not body.startswith("'") or body.startswith("'''") or '"' in body:
        return literal
    return prefix + '"' + body[1:-1].replace("\\'", "'") + '"'


def call_of(target: Target, arguments: Sequence[tuple[str, str]], receiver: str) -> str:
    """The expression that calls the target."""
    inside = written_arguments(target.params, tuple((name, quoted(text)) for name, text in arguments))
    if target.kind == "property":
        return f"{quoted(receiver)}.{target.name}"
    holder = quoted(receiver) + "." if receiver else f"{target.owner}." if target.owner else target.prefix
    call = f"{holder}{target.name}({inside})"
    return f"asyncio.run({call})" if target.is_async else call


def arguments_in_order(target: Target, table: Table, case: Case, in_table: bool) -> list[tuple[str, str]]:
    """Arguments for the call: in a table, the varying ones by their column's name."""
    given = dict(case.arguments)
    return [
        (param.name, column_name(param.name, target) if in_table and param.name in table.columns else given[param.name])
        for param in target.params
        if param.name in given
    ]


def own_import(target: Target, module: str) -> list[str]:
    """The statement that brings the target, or its class, into the test; none when it is called through its module."""
    if target.prefix:
        return []
    return [f"from {module} import {target.owner or target.name}"] if not target.needs_instance else []


def column_name(name: str, target: Target) -> str:
    """The name of a table's column: the parameter's own, unless the test needs that name for something else."""
    return f"{name}_" if name in ("expected", "request", target.name) else name


def expected_text(case: Case) -> str:
    """The right side of the comparison."""
    assert case.outcome is not None
    return quoted(case.outcome.text)


def receiver_name(target: Target) -> str:
    """What an instance of the owner is called in a test."""
    return words(target.owner)


def match_of(cases: Sequence[Case]) -> str:
    """A text that all the cases' messages hold and that means itself as a regular expression; "" when there is none."""
    messages = [case.outcome.message for case in cases if case.outcome is not None]
    best = ""
    for piece in re.split(r"[^\w ,:'\-=/]+", messages[0].split("\n")[0]):
        parts = piece.split()
        for start in range(len(parts)):
            for end in range(len(parts), start, -1):
                run = " ".join(parts[start:end])
                if (
                    len(best) < len(run) <= _LONGEST_MATCH
                    and run in piece
                    and all(run in message for message in messages)
                ):
                    best = run
    return best if len(best) >= 6 else ""


def is_close(table: Table) -> bool:
    """Whether floats of the table are compared within rounding."""
    return any(case.outcome is not None and case.outcome.close for case in table.cases)


def wrapped_call(prefix: str, items: Sequence[str], closing: str, indent: str) -> list[str]:
    """`prefix(item, item)closing` on one line where it fits, else one item a line with a trailing comma."""
    single = f"{indent}{prefix}({', '.join(items)}){closing}"
    if len(single) <= WIDTH:
        return [single]
    return [f"{indent}{prefix}(", *(f"{indent}{INDENT}{item}," for item in items), f"{indent}){closing}"]


def compared(left: str, right: str, indent: str) -> list[str]:
    """`assert left == right`, wrapped when long; `is` for None, True and False."""
    operator = "is" if right in ("None", "True", "False") else "=="
    single = f"{indent}assert {left} {operator} {right}"
    if len(single) <= WIDTH:
        return [single]
    lines = statement(f"result = {left}", indent)
    second = f"{indent}assert result {operator} {right}"
    if len(second) <= WIDTH:
        return [*lines, second]
    return [*lines, f"{indent}assert result {operator} (", f"{indent}{INDENT}{right}", f"{indent})"]


def statement(text: str, indent: str) -> list[str]:
    """A statement that ends in a call; a long one has one argument a line."""
    if len(indent + text) <= WIDTH:
        return [indent + text]
    tree = ast.parse(text).body[0]
    call = tree.value if isinstance(tree, ast.Assign | ast.Expr) else None
    if not isinstance(call, ast.Call) or "\n" in text or not (call.args or call.keywords):
        return [indent + text]
    data = text.encode()
    pieces: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
    written = [data[piece.col_offset : piece.end_col_offset].decode() for piece in pieces]
    opening = data[: pieces[0].col_offset].decode()
    return [indent + opening, *(f"{indent}{INDENT}{piece}," for piece in written), f"{indent})"]


def changing_call(target: Target, case: Case, indent: str, compare: Callable[[str, str, str], list[str]]) -> list[str]:
    """Name the arguments a call changes, make the call, and `compare` each (left, right, indent) after it."""
    assert case.outcome is not None
    changed = dict(case.outcome.fields)
    lines = [f"{indent}{name} = {quoted(text)}" for name, text in case.arguments if name in changed]
    arguments = [(name, name if name in changed else text) for name, text in case.arguments]
    lines.append(f"{indent}{call_of(target, arguments, case.receiver)}")
    for name, text in changed.items():
        lines += compare(name, quoted(text), indent)
    return lines
