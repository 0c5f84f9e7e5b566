"""Calls of the function elsewhere in the project, and what existing tests already cover."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from lacewing.features.testgen.cases import Case
from lacewing.features.testgen.evidence.sessions import case_of_call
from lacewing.features.testgen.layout import is_test_file
from lacewing.features.testgen.module import Module, parse_expression, parse_python
from lacewing.features.testgen.names import Rewriter
from lacewing.features.testgen.target import Target

if TYPE_CHECKING:
    from lacewing.project.index import Index

Read = Callable[[str], bytes | None]
_MOST_CALLS = 200
# What these give depends on the machine, the moment or the command line: no test can count on it.
_SURROUNDINGS = frozenset(
    [
        *("argv", "environ", "getenv", "stdin", "input", "cwd", "getcwd", "home", "expanduser", "__file__"),
        *("now", "today", "utcnow", "time", "perf_counter", "monotonic"),
        *("random", "randint", "choice", "uuid1", "uuid4", "getpid", "gethostname"),
    ]
)


def call_site_cases(target: Target, module: Module, index: Index, read: Read) -> list[Case]:
    """Calls with arguments that stand by themselves, in the project's code outside tests."""
    found: list[Case] = []
    for site in index.calls_to(target.name, _MOST_CALLS):
        if is_test_file(site.path):
            continue
        data = read(site.path) or b""
        node = parse_expression(data[site.call.start : site.call.end].decode("utf-8", "replace"))
        if node is None or _reads_surroundings(node):
            continue
        node = Rewriter(module, {}).visit(node)
        case = case_of_call(node, target, module, "call")
        if case is not None and case not in found:
            found.append(case)
    return found


def covered_arguments(target: Target, texts: list[str]) -> set[frozenset[str]]:
    """The sets of literals that existing tests (`texts`) use together with `target`, in one call or one table row."""
    covered: set[frozenset[str]] = set()
    for text in texts:
        tree = parse_python(text) if target.name in text else None
        for node in ast.walk(tree) if tree else ():
            match node:
                case ast.Call() if _name(node.func) == target.name:
                    values = [*node.args, *(keyword.value for keyword in node.keywords)]
                    covered.add(frozenset(ast.unparse(value) for value in values))
                case ast.Tuple() | ast.List() if all(
                    isinstance(item, ast.Constant | ast.UnaryOp) for item in node.elts
                ):
                    covered.add(frozenset(ast.unparse(item) for item in node.elts))
    return covered


def is_covered(case: Case, covered: set[frozenset[str]]) -> bool:
    """Whether an existing test already makes this call."""
    values = frozenset(text for _, text in case.arguments)
    return any(values <= row and len(row) <= len(values) + 1 for row in covered) if values else False


def _reads_surroundings(call: ast.expr) -> bool:
    return any(_name(node) in _SURROUNDINGS for node in ast.walk(call))


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
