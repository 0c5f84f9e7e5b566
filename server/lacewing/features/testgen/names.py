"""Names in expressions: which imports a test needs for them, and documentation's names turned into the module's own."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable, Mapping

from lacewing.features.testgen.module import Module, parse_expression

_BUILTINS = frozenset(dir(builtins)) - {
    "open",
    "input",
    "exit",
    "quit",
    "eval",
    "exec",
    "breakpoint",
    "help",
    "id",
    "hash",
}
# Modules that recorded values and pools are written with.
STANDARD = frozenset(
    ["datetime", "decimal", "fractions", "pathlib", "collections", "math", "uuid", "re", "enum", "asyncio", "itertools"]
)


class UnknownNameError(ValueError):
    """An expression uses a name that a test file cannot import."""


def free_names(node: ast.AST) -> set[str]:
    """Names that `node` reads and does not itself bind (lambda parameters, comprehension targets)."""
    read: set[str] = set()
    bound: set[str] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            (read if isinstance(inner.ctx, ast.Load) else bound).add(inner.id)
        elif isinstance(inner, ast.arg):
            bound.add(inner.arg)
    return read - bound


def imports_for(texts: Iterable[str], module: Module) -> tuple[str, ...]:
    """Import statements that the expressions `texts` need in a test of `module`. Raises UnknownNameError."""
    needed: dict[str, None] = {}
    for text in texts:
        node = parse_expression(text)
        if node is None:
            raise UnknownNameError(text)
        for name in sorted(free_names(node)):
            statement = import_of(name, module)
            if statement:
                needed[statement] = None
    return tuple(needed)


def import_of(name: str, module: Module) -> str:
    """The statement that binds `name` as `module` knows it; "" for a builtin. Raises UnknownNameError."""
    if module.defines(name):
        return f"from {module.name} import {name}"
    if name in module.imports and not (name in STANDARD and module.imports[name] != f"import {name}"):
        return module.imports[name]
    if name in STANDARD:
        return f"import {name}"
    if name in _BUILTINS or name in ("True", "False", "None"):
        return ""
    raise UnknownNameError(name)


class Rewriter(ast.NodeTransformer):
    """Turns `package.Name` and `alias.Name` of a documentation session into the bare `Name` that `module` defines.

    `imported` maps the session's names to what they stand for: a module's dotted name, or `module:name`.
    """

    def __init__(self, module: Module, imported: Mapping[str, str]) -> None:
        self._module = module
        self._imported = imported

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """`alias.Name` → `Name` where alias is the module under test or a package around it."""
        dotted = ast.unparse(node.value) if _is_dotted(node.value) else ""
        first, _, rest = dotted.partition(".")
        origin = self._imported.get(first, first if not self._module.defines(first) else "")
        whole = f"{origin}.{rest}" if rest else origin
        if whole and self._is_own(whole) and self._module.defines(node.attr):
            return ast.copy_location(ast.Name(node.attr, node.ctx), node)
        self.generic_visit(node)
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """A name imported under an alias → its own name."""
        origin, _, name = self._imported.get(node.id, "").partition(":")
        if name and self._is_own(origin) and self._module.defines(name):
            return ast.copy_location(ast.Name(name, node.ctx), node)
        return node

    def _is_own(self, dotted: str) -> bool:
        own = self._module.name
        return own == dotted or own.startswith(dotted + ".") or own.endswith("." + dotted)


def _is_dotted(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) or (isinstance(node, ast.Attribute) and _is_dotted(node.value))


def words(name: str) -> str:
    """`parseHTTPDate` and `_parse_date` as snake case words for a test's name."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return re.sub(r"_+", "_", re.sub(r"\W", "_", spaced)).strip("_").lower()
