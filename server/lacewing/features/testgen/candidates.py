"""The calls worth trying for one target, best evidence first."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from lacewing.features.testgen.cases import Case, Origin
from lacewing.features.testgen.evidence.call_sites import call_site_cases
from lacewing.features.testgen.evidence.construct import instances, parameter_values
from lacewing.features.testgen.evidence.documents import docstring_cases, document_cases
from lacewing.features.testgen.evidence.patterns import pattern_examples
from lacewing.features.testgen.evidence.usage import usage_of
from lacewing.features.testgen.module import Module
from lacewing.features.testgen.names import UnknownNameError, imports_for
from lacewing.features.testgen.target import Target

if TYPE_CHECKING:
    from lacewing.project.index import Index

_MOST_ROWS = 24
_MOST_VALUES = 16


class Candidates:
    """`cases` to try, and the `pools` (expressions by parameter) and `receivers` they were made from."""

    def __init__(self, cases: list[Case], pools: dict[str, list[str]], receivers: list[str]) -> None:
        self.cases = cases
        self.pools = pools
        self.receivers = receivers


def candidates(
    target: Target, module: Module, index: Index, root: Path, read: Callable[[str], bytes | None]
) -> Candidates:
    """Calls of `target`: documented ones, those of the project's code, then combinations of its parameters' values."""
    documented = docstring_cases(target, module) + document_cases(target, module, root)
    called = call_site_cases(target, module, index, read)
    pools = {param.name: _pool(target, param.name, module) for param in target.params}
    receivers = list(dict.fromkeys(case.receiver for case in documented + called if case.receiver))
    if target.needs_instance:
        receivers += [text for text in instances(target.owner, module) if text not in receivers]
    made = list(_combinations(target, module, pools, receivers, documented + called))
    return Candidates(_once(documented + called + made), pools, receivers)


def _once(cases: Iterable[Case]) -> list[Case]:
    """Each call once; of two with the same arguments the one whose outcome is known."""
    known: dict[object, Case] = {}
    for case in cases:
        old = known.get(case.key)
        if old is None or (old.outcome is None and case.outcome is not None):
            known[case.key] = case
    return list(known.values())


def _pool(target: Target, name: str, module: Module) -> list[str]:
    param = next(param for param in target.params if param.name == name)
    if param.kind == "keyword_variadic":
        return []
    values = parameter_values(target, param, module)
    if any(text.startswith(("'", '"')) for text in values):
        examples = pattern_examples(target.node, module)
        values = values[:2] + [text for text in examples if text not in values] + values[2:]
    if param.kind == "variadic":
        values = [f"({text},)" for text in values[:3]] + [f"({', '.join(values[:2])},)"]
    default = ast.unparse(param.default) if param.default is not None else None
    return [text for text in values if text != default][: _MOST_VALUES + 24]


def _combinations(
    target: Target, module: Module, pools: dict[str, list[str]], receivers: list[str], known: list[Case]
) -> Iterable[Case]:
    if target.needs_instance and not receivers:
        return
    required = [param.name for param in target.params if param.required]
    if any(not pools[name] for name in required):
        return
    literals = {param.name: usage_of(target, param, module).literals for param in target.params}
    first_receivers = receivers[:3] if target.needs_instance else [""]
    rows = _rows(required, pools)
    for receiver in first_receivers:
        for row in rows:
            origin: Origin = "literal" if any(text in literals.get(name, ()) for name, text in row.items()) else "type"
            yield from _case(target, module, row, receiver, origin)
    bases = [dict(case.arguments) for case in known[:2]] + rows[:1]
    receiver = known[0].receiver if known else first_receivers[0]
    for base in bases:
        for param in target.params:
            for text in pools[param.name][:_MOST_VALUES]:
                yield from _case(target, module, {**base, param.name: text}, receiver, "usage")
    for receiver in receivers:
        yield from _case(target, module, rows[0], receiver, "type")


def _rows(required: list[str], pools: dict[str, list[str]]) -> list[dict[str, str]]:
    """Rows of required arguments. With several parameters their values are shifted against each other, and some rows
    hold equal values, since that is what tells comparisons apart.
    """
    if not required:
        return [{}]
    count = min(_MOST_ROWS, max(len(pools[name]) for name in required))
    rows = [
        {name: pools[name][(row + place) % len(pools[name])] for place, name in enumerate(required)}
        for row in range(count)
    ]
    if len(required) > 1:
        rows += [{name: pools[name][row % len(pools[name])] for name in required} for row in range(min(count, 8))]
    return rows


def _case(target: Target, module: Module, arguments: dict[str, str], receiver: str, origin: Origin) -> Iterable[Case]:
    ordered = tuple((param.name, arguments[param.name]) for param in target.params if param.name in arguments)
    try:
        imports = imports_for([text for _, text in ordered] + ([receiver] if receiver else []), module)
    except UnknownNameError:
        return
    yield Case(ordered, origin, receiver, None, imports)
