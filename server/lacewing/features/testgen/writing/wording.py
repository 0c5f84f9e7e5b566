"""Names of tests, from what they show."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from lacewing.features.testgen.cases import Case
from lacewing.features.testgen.names import words
from lacewing.features.testgen.target import Target


def table_name(target: Target, cases: Sequence[Case]) -> str:
    """`test_slugify`, `test_slugify_with_max_length`, `test_parse_rejects_negative`, `test_slugify_of_empty_text`."""
    first = cases[0].outcome
    assert first is not None
    subject = _subject(target)
    if first.kind == "raises":
        return f"test_{subject}_rejects_{_kind_of_bad(target, cases, first.text)}"
    suffix = _optional(target, cases)
    if first.kind == "prints":
        return f"test_{subject}_prints{suffix}"
    if first.kind == "changes":
        return f"test_{subject}_changes_{words(first.fields[0][0])}{suffix}"
    if len(cases) == 1 and not suffix:
        return f"test_{subject}{_of_input(cases[0])}"
    return f"test_{subject}{suffix}"


def _optional(target: Target, cases: Sequence[Case]) -> str:
    """`_with_max_length`, `_without_strict`: the optional parameters that the cases give."""
    optional = [name for name, _ in cases[0].arguments if not _param_required(target, name)]
    if not optional:
        return ""
    if len(optional) == 1 and all(dict(case.arguments)[optional[0]] == "False" for case in cases):
        return f"_without_{words(optional[0])}"
    return "_with_" + "_and_".join(words(name) for name in optional[:2])


def _subject(target: Target) -> str:
    return "_".join(words(part) for part in (target.owner, target.name) if part)


def _param_required(target: Target, name: str) -> bool:
    return next(param for param in target.params if param.name == name).required


def _of_input(case: Case) -> str:
    if len(case.arguments) != 1:
        return ""
    kind = described_value(case.arguments[0][1])
    return f"_of_{kind}" if kind else ""


def _kind_of_bad(target: Target, cases: Sequence[Case], error: str) -> str:
    """What is wrong with the inputs: a special value, or the parameter that the message or the inputs point at."""
    culprit = _culprit(target, cases)
    if not culprit:
        return words(error)
    kinds = {described_value(dict(case.arguments)[culprit]) for case in cases}
    kind = next(iter(kinds)) if len(kinds) == 1 else ""
    if kind:
        return kind if len(cases[0].arguments) == 1 else f"{kind}_{words(culprit)}"
    return f"bad_{words(culprit)}"


def _culprit(target: Target, cases: Sequence[Case]) -> str:
    """The parameter whose value the exception is about; "" when there are no arguments."""
    names = [name for name, _ in cases[0].arguments]
    message = cases[0].outcome.message if cases[0].outcome is not None else ""
    for name in names:
        if re.search(rf"\b{re.escape(name)}\b", message):
            return name
    for name, text in cases[0].arguments:
        plain = text.strip("'\"")
        if len(plain) > 1 and plain in message:
            return name
    optional = [name for name in names if not _param_required(target, name)]
    varying = [name for name in names if len({dict(case.arguments)[name] for case in cases}) > 1]
    return next((name for name in (*optional[-1:], *varying, *names) if name), "")


def described_value(text: str) -> str:
    """A word or two for a literal that is special of its kind, "" for an ordinary one."""
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError):
        return ""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return "empty_text" if not value else "blank_text" if not value.strip() else ""
    if isinstance(value, int | float):
        return "zero" if value == 0 else "negative" if value < 0 else ""
    if isinstance(value, list | tuple | dict | set | bytes) and not value:
        return f"empty_{type(value).__name__}"
    return ""


def unique(name: str, taken: set[str]) -> str:
    """`name`, or when a test of that name exists already, the name with a word that tells them apart."""
    if name not in taken:
        return name
    found = f"{name}_of_other_inputs"
    number = 2
    while found in taken:
        found = f"{name}_{number}"
        number += 1
    return found
