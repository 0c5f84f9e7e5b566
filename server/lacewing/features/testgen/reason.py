"""Cases whose outcome is known without running anything: documented ones, and those that the small interpreter finds.

Where neither helps, a declared result type is what can be asserted; a note then says that the test shows no more.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from typing import Any

from lacewing.features.testgen.candidates import Candidates
from lacewing.features.testgen.cases import DOCUMENTED, Case, Outcome
from lacewing.features.testgen.evaluate import Result, evaluate
from lacewing.features.testgen.evidence.shapes import Shape, shapes_of_annotation
from lacewing.features.testgen.module import Module
from lacewing.features.testgen.names import UnknownNameError, imports_for
from lacewing.features.testgen.options import TestgenOptions
from lacewing.features.testgen.select import Observed, select
from lacewing.features.testgen.target import Target, returns_of

_LONGEST = 300
_NAMED_TYPES = frozenset(["str", "int", "float", "bool", "bytes", "list", "dict", "set", "tuple", "own"])


@dataclass(frozen=True, slots=True)
class Reasoned:
    """The cases to write, and sentences on what they rest on."""

    cases: list[Case]
    notes: list[str]


def reasoned_cases(target: Target, module: Module, found: Candidates, options: TestgenOptions) -> Reasoned:
    """The cases of `found` that can be given an outcome, chosen as a reader would want them."""
    observed: list[Observed] = []
    numbers: dict[tuple[int, int], int] = {}
    for case in found.cases:
        seen = _reasoned(target, module, case, numbers)
        if seen is not None:
            observed.append(seen)
    notes = []
    if len({seen.arcs for seen in observed if seen.case.recorded}) < 2:
        # Code without branches needs few examples.
        options = replace(options, max_rows=min(4, options.max_rows))
    chosen = select(target, observed, options)
    if any(case.recorded for case in chosen):
        notes.append(f"{target.qualified}: values were worked out from its code, which was not run; check them")
    if not observed:
        typed = _typed_case(target, module, found)
        if typed is None:
            notes.append(f"no example shows what {target.qualified} gives, and it cannot be told without running it")
        else:
            notes.append(f"{target.qualified}: nothing says what it gives, so the test checks only its declared type")
            return Reasoned([typed], notes)
    return Reasoned(chosen, notes)


def _reasoned(target: Target, module: Module, case: Case, numbers: dict[tuple[int, int], int]) -> Observed | None:
    result = None
    arguments = _literal_arguments(case)
    if arguments is not None and target.kind != "property" and not _is_generator(target):
        result = evaluate(target.node, arguments, module)
    if result is None:
        return Observed(case, frozenset()) if case.outcome is not None else None
    arcs = frozenset(numbers.setdefault(arc, len(numbers)) for arc in result.arcs)
    if case.outcome is not None:
        return Observed(case, arcs)
    outcome = _outcome(result)
    if outcome is None or (target.needs_instance and outcome.kind != "raises"):
        return None
    try:
        needed = imports_for([outcome.text], module)
    except UnknownNameError:
        return None
    imports = tuple(dict.fromkeys((*case.imports, *needed)))
    return Observed(replace(case, outcome=outcome, recorded=True, imports=imports), arcs)


def _literal_arguments(case: Case) -> dict[str, Any] | None:
    try:
        return {name: ast.literal_eval(text) for name, text in case.arguments}
    except (ValueError, TypeError, SyntaxError):
        return None


def _is_generator(target: Target) -> bool:
    return target.is_async or any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(target.node))


def _outcome(result: Result) -> Outcome | None:
    if result.raised:
        return Outcome("raises", result.raised, message=result.message, place=result.line)
    text = repr(result.value)
    if len(text) > _LONGEST or type(result.value) in (set, frozenset, range):
        return None
    try:
        if ast.literal_eval(text) != result.value:
            return None
    except (ValueError, SyntaxError):
        return None
    close = isinstance(result.value, float) and len(text.strip("-")) > 9
    return Outcome("returns", text, close=close)


def _typed_case(target: Target, module: Module, found: Candidates) -> Case | None:
    """A call known from the project, or one whose arguments all have type hints, checked for the declared result."""
    shapes = shapes_of_annotation(target.node.returns, module)
    if len(shapes) != 1 or shapes[0].kind not in _NAMED_TYPES or _is_generator(target) or not found.cases:
        return None
    hinted = all(
        shapes_of_annotation(param.annotation, module) not in ([], [Shape("any")])
        for param in target.params
        if param.required
    )
    first = found.cases[0]
    raises = any(isinstance(node, ast.Raise) for node in ast.walk(target.node))
    if first.origin not in (*DOCUMENTED, "call") and (not hinted or raises or not any(returns_of(target.node))):
        return None
    name = shapes[0].text or shapes[0].kind
    try:
        imports = imports_for([name], module)
    except UnknownNameError:
        return None
    outcome = Outcome("instance", name)
    return replace(first, outcome=outcome, imports=tuple(dict.fromkeys((*first.imports, *imports))))
