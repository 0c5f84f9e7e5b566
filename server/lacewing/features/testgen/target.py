"""What can be tested: the function, method or class at the cursor."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import tree_sitter

from lacewing.features.testgen.layout import is_test_file
from lacewing.features.testgen.module import Function, Module
from lacewing.syntax.source import Source
from lacewing.syntax.tree import ancestors, node_at, text_of

TargetKind = Literal["function", "method", "classmethod", "staticmethod", "property"]
ParamKind = Literal["positional_only", "positional", "variadic", "keyword_only", "keyword_variadic"]
_ABSTRACT = frozenset(["abstractmethod", "overload", "abstractproperty"])
# A fixture or a command of a framework is not called by its own name and arguments.
_NOT_CALLABLE = frozenset(["fixture", "command", "group", "route", "task", "setter", "deleter", "contextmanager"])


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter of a target, without the receiver."""

    name: str
    kind: ParamKind
    annotation: ast.expr | None
    default: ast.expr | None

    @property
    def required(self) -> bool:
        """Whether a call must give it."""
        return self.default is None and self.kind not in ("variadic", "keyword_variadic")


@dataclass(frozen=True, slots=True)
class Target:
    """A function (`owner` "") or a method of the top-level class `owner`.

    `prefix` is what stands before a function's name in the tests ("module." where they import the module).
    """

    name: str
    owner: str
    kind: TargetKind
    node: Function
    params: tuple[Param, ...]
    prefix: str = ""

    @property
    def qualified(self) -> str:
        """`name` or `Owner.name`."""
        return f"{self.owner}.{self.name}" if self.owner else self.name

    @property
    def needs_instance(self) -> bool:
        """Whether a call goes through an instance of the owner."""
        return self.kind in ("method", "property")

    @property
    def is_async(self) -> bool:
        """Whether calling it gives a coroutine."""
        return isinstance(self.node, ast.AsyncFunctionDef)


def offered(source: Source, offset: int) -> str | None:
    """The qualified name of the function, method or class around byte `offset` for which a test can be generated.

    None in test files, in other languages than Python, for functions within functions, private methods, and code whose
    own definition does not parse. The cursor of a whole class is its head, not the space between its methods.
    """
    if source.language is None or source.language.name != "python" or source.tree is None:
        return None
    if is_test_file(source.path.as_posix()):
        return None
    definitions = [
        node
        for node in ancestors(node_at(source.tree.root_node, offset))
        if node.type in ("function_definition", "class_definition") or _decorates(node)
    ]
    chain = [_inner(node) for node in definitions]
    chain = list(dict.fromkeys(reversed(chain)))
    return _offered_name(chain, source.data)


def _decorates(node: tree_sitter.Node) -> bool:
    return node.type == "decorated_definition" and node.child_by_field_name("definition") is not None


def _inner(node: tree_sitter.Node) -> tree_sitter.Node:
    return node.child_by_field_name("definition") or node if node.type == "decorated_definition" else node


def _offered_name(chain: list[tree_sitter.Node], data: bytes) -> str | None:
    """`chain` are the definitions around the cursor, outermost first."""
    if not chain or chain[-1].has_error or not _is_top_level(chain[0]):
        return None
    names = [text_of(name, data) for node in chain if (name := node.child_by_field_name("name"))]
    kinds = [node.type for node in chain]
    if len(names) != len(kinds):
        return None
    if kinds == ["function_definition"]:
        return None if _is_dunder(names[0]) or names[0] == "main" else names[0]
    if kinds == ["class_definition"]:
        return names[0]
    if kinds == ["class_definition", "function_definition"]:
        private = names[1].startswith("_")
        return None if private else ".".join(names)
    return None


def _is_top_level(node: tree_sitter.Node) -> bool:
    return not any(above.type in ("function_definition", "class_definition") for above in list(ancestors(node))[1:])


def _is_dunder(name: str) -> bool:
    return name.startswith("__")


def targets_named(module: Module, qualified: str) -> list[Target]:
    """The targets behind a name that `offered` gave: one, or the public methods of a class."""
    owner, _, name = qualified.rpartition(".")
    if not owner and qualified in module.functions:
        found = _target(module.functions[qualified], "")
        return [found] if found else []
    node = module.classes.get(owner or qualified)
    if node is None:
        return []
    methods: dict[str, Target] = {}
    for statement in node.body:
        if isinstance(statement, Function) and (not owner or statement.name == name):
            target = _target(statement, node.name)
            if target is not None and not target.name.startswith("_"):
                methods[target.name] = target
    return list(methods.values())


def _target(node: Function, owner: str) -> Target | None:
    decorators = [_last_name(decorator) for decorator in node.decorator_list]
    if _ABSTRACT & set(decorators) or _NOT_CALLABLE & set(decorators):
        return None
    kind: TargetKind = "method" if owner else "function"
    if owner:
        for name, special in (
            ("classmethod", "classmethod"), ("staticmethod", "staticmethod"), ("property", "property"),
            ("cached_property", "property"),
        ):  # fmt: skip
            if name in decorators:
                kind = special  # type: ignore[assignment]
    params = params_of(node.args)
    if kind in ("method", "classmethod", "property"):
        params = params[1:]
    return Target(node.name, owner, kind, node, params)


def params_of(arguments: ast.arguments) -> tuple[Param, ...]:
    """The parameters of a signature in order."""
    positional = [*arguments.posonlyargs, *arguments.args]
    padding: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
    found = [
        Param(
            argument.arg, "positional_only" if argument in arguments.posonlyargs else "positional", argument.annotation,
            default,
        )
        for argument, default in zip(positional, [*padding, *arguments.defaults], strict=True)
    ]  # fmt: skip
    if arguments.vararg:
        found.append(Param(arguments.vararg.arg, "variadic", arguments.vararg.annotation, None))
    found += [
        Param(argument.arg, "keyword_only", argument.annotation, default)
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    ]
    if arguments.kwarg:
        found.append(Param(arguments.kwarg.arg, "keyword_variadic", arguments.kwarg.annotation, None))
    return tuple(found)


def _last_name(decorator: ast.expr) -> str:
    node = decorator.func if isinstance(decorator, ast.Call) else decorator
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def returns_of(function: Function) -> Iterator[ast.Return]:
    """The return statements of the function itself, not those of functions within it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Return):
            yield node
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            waiting.extend(ast.iter_child_nodes(node))
