"""The Python module under test as an `ast` tree with its top-level names. Knows nothing of tests."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass

from lacewing.syntax.source import Source

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """`name` is the dotted import name, `imports` the import statement (source) behind each imported name."""

    name: str
    tree: ast.Module
    functions: dict[str, Function]
    classes: dict[str, ast.ClassDef]
    constants: dict[str, ast.expr]
    imports: dict[str, str]

    def defines(self, name: str) -> bool:
        """Whether `name` is bound at the module's top level by the module itself."""
        return name in self.functions or name in self.classes or name in self.constants


def parse_python(text: str) -> ast.Module | None:
    """The tree of `text`, or None when it is not Python; warnings about it (escapes) are the user's own affair."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def parse_expression(text: str) -> ast.expr | None:
    """The tree of one expression, or None."""
    tree = parse_python(f"({text}\n)")
    if tree is None or len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        return None
    return tree.body[0].value


def read_module(source: Source, name: str) -> Module | None:
    """The module of `source`; top-level statements that do not parse are left out. None when nothing parses."""
    tree = parse_python(source.text) or parse_python(_without_broken_statements(source))
    if tree is None:
        return None
    module = Module(name, tree, {}, {}, {}, {})
    for statement in _top_level(tree.body):
        _note(module, statement)
    return module


def _top_level(body: list[ast.stmt]) -> list[ast.stmt]:
    """Statements of the module's scope, also those below `if` and `try`."""
    found: list[ast.stmt] = []
    for statement in body:
        found.append(statement)
        if isinstance(statement, ast.If):
            found += _top_level(statement.body) + _top_level(statement.orelse)
        elif isinstance(statement, ast.Try):
            handlers = [inner for handler in statement.handlers for inner in handler.body]
            found += _top_level(statement.body) + _top_level(handlers) + _top_level(statement.orelse)
    return found


def _note(module: Module, statement: ast.stmt) -> None:
    match statement:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            # The last of several (overloads, fallbacks) is the one that is called.
            module.functions[statement.name] = statement
        case ast.ClassDef():
            module.classes[statement.name] = statement
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            module.constants[name] = value
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            module.constants[name] = value
        case ast.Import(names=names):
            for alias in names:
                bound = alias.asname or alias.name.partition(".")[0]
                module.imports[bound] = f"import {alias.name}" + (f" as {alias.asname}" if alias.asname else "")
        case ast.ImportFrom(names=names):
            origin = absolute_module(module.name, statement)
            for alias in names:
                renamed = f" as {alias.asname}" if alias.asname else ""
                module.imports[alias.asname or alias.name] = f"from {origin} import {alias.name}{renamed}"


def absolute_module(importing: str, statement: ast.ImportFrom) -> str:
    """The absolute name of the module that `statement`, standing in the module `importing`, takes from."""
    if not statement.level:
        return statement.module or ""
    parts = importing.split(".")
    package = parts[: max(1, len(parts) - statement.level)]
    return ".".join([*package, *([statement.module] if statement.module else [])])


def _without_broken_statements(source: Source) -> str:
    """The text with every top-level statement that holds a syntax error blanked, its lines kept."""
    data = bytearray(source.data)
    if source.tree is None:
        return ""
    for node in source.tree.root_node.children:
        if node.has_error or node.is_error or node.is_missing:
            for place in range(node.start_byte, node.end_byte):
                if data[place] not in b"\r\n":
                    data[place] = 0x20
    return data.decode("utf-8", "replace")
