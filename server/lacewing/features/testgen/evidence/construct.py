"""Expressions that build an instance of a class of the module: from its own examples, factories and constructor."""

from __future__ import annotations

import ast

from lacewing.features.testgen.binding import written_arguments
from lacewing.features.testgen.evidence.pools import pool
from lacewing.features.testgen.evidence.sessions import doctest_steps
from lacewing.features.testgen.evidence.shapes import Shape
from lacewing.features.testgen.evidence.usage import usage_of
from lacewing.features.testgen.module import Function, Module, parse_python
from lacewing.features.testgen.target import Param, Target, params_of

_MOST = 4


def instances(name: str, module: Module, depth: int = 0) -> list[str]:
    """Expressions for instances of the class `name`, the best evidence first; [] when it cannot be built."""
    node = module.classes.get(name)
    if node is None or depth > 2 or _is_abstract(node):
        return []
    found = _from_examples(node)
    params = constructor_params(node, module)
    if params is not None:
        found += _from_constructor(name, node, params, module, depth)
    return list(dict.fromkeys(found))[: _MOST * 2]


def _is_abstract(node: ast.ClassDef) -> bool:
    return any(
        "abstractmethod" in ast.unparse(d) for s in node.body if isinstance(s, Function) for d in s.decorator_list
    ) or any(ast.unparse(base).endswith("Protocol") for base in node.bases)


def constructor_params(node: ast.ClassDef, module: Module) -> tuple[Param, ...] | None:
    """The parameters of the class's constructor; of a dataclass or NamedTuple its fields. None when unknown."""
    for statement in node.body:
        if isinstance(statement, Function) and statement.name in ("__init__", "__new__"):
            return params_of(statement.args)[1:]
    if _has_fields(node):
        inherited = [
            param
            for base in node.bases
            if isinstance(base, ast.Name) and base.id in module.classes and _has_fields(module.classes[base.id])
            for param in constructor_params(module.classes[base.id], module) or ()
        ]
        return tuple(inherited) + tuple(_fields(node))
    for base in node.bases:
        if isinstance(base, ast.Name) and base.id in module.classes:
            return constructor_params(module.classes[base.id], module)
    known = all(
        ast.unparse(base) in ("object", "Generic") or ast.unparse(base).startswith("Generic[") for base in node.bases
    )
    return () if known else None


def _has_fields(node: ast.ClassDef) -> bool:
    decorators = " ".join(ast.unparse(decorator) for decorator in node.decorator_list)
    bases = [ast.unparse(base).rpartition(".")[2] for base in node.bases]
    return "dataclass" in decorators or "define" in decorators or "attr.s" in decorators or "NamedTuple" in bases


def _fields(node: ast.ClassDef) -> list[Param]:
    found = []
    for statement in node.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            if "ClassVar" in ast.unparse(statement.annotation) or "init=False" in ast.unparse(statement):
                continue
            found.append(Param(statement.target.id, "positional", statement.annotation, statement.value))
    return found


def _from_examples(node: ast.ClassDef) -> list[str]:
    """Constructions shown in the class's own docstrings, when their arguments are literals."""
    found = []
    for inner in (node, *node.body):
        if isinstance(inner, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            for step in doctest_steps(ast.get_docstring(inner) or ""):
                found += _constructions(step.source, node.name)
    return list(dict.fromkeys(found))[:_MOST]


def _constructions(text: str, name: str) -> list[str]:
    tree = parse_python(text)
    found = []
    for call in ast.walk(tree) if tree else ():
        if isinstance(call, ast.Call) and _builds(call.func, name) and _is_literal_call(call):
            written = ast.unparse(call)
            found.append(written[written.index(name) :])
    return found


def _builds(function: ast.expr, name: str) -> bool:
    if isinstance(function, ast.Name):
        return function.id == name
    if isinstance(function, ast.Attribute):
        return function.attr == name or (
            ast.unparse(function.value).rpartition(".")[2] == name and function.attr.islower()
        )
    return False


def _is_literal_call(call: ast.Call) -> bool:
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    try:
        for value in values:
            ast.literal_eval(value)
    except (ValueError, TypeError):
        return False
    return True


def _from_constructor(
    name: str, node: ast.ClassDef, params: tuple[Param, ...], module: Module, depth: int
) -> list[str]:
    target = _constructor_target(node, params)
    columns: list[tuple[Param, list[str]]] = []
    for param in params:
        values = parameter_values(target, param, module, depth + 1)
        if param.required and not values:
            return []
        if param.required:
            columns.append((param, values))
    rows = max((len(values) for _, values in columns), default=1)
    calls = []
    for row in range(min(rows, _MOST)):
        arguments = tuple((param.name, values[row % len(values)]) for param, values in columns)
        calls.append(f"{name}({written_arguments(params, arguments)})")
    return calls


def _constructor_target(node: ast.ClassDef, params: tuple[Param, ...]) -> Target:
    for statement in node.body:
        if isinstance(statement, Function) and statement.name in ("__init__", "__new__"):
            return Target(statement.name, node.name, "method", statement, params)
    empty = ast.parse("def __init__(self): pass").body[0]
    assert isinstance(empty, ast.FunctionDef)
    return Target("__init__", node.name, "method", empty, params)


def parameter_values(target: Target, param: Param, module: Module, depth: int = 0) -> list[str]:
    """Expressions to try for one parameter: literals of the body first, then values of its shapes."""
    usage = usage_of(target, param, module)
    named = _sibling_constants(param, module)
    values = named + [text for text in usage.literals if _fits(text, [shape.kind for shape in usage.shapes])]
    for shape in usage.shapes:
        made = instances(shape.text, module, depth + 1) if shape.kind == "own" else pool(shape, module)
        # Ordinary values before the literals of the body: a reader meets the usual case first.
        values = [*made[:1], *values, *made[1:]]
    return list(dict.fromkeys(values)) or pool_of_unknown(module)


def _sibling_constants(param: Param, module: Module) -> list[str]:
    """For a default that is a named constant: the other constants that come from the same place."""
    if not isinstance(param.default, ast.Name) or not param.default.id.isupper():
        return []
    name = param.default.id
    origin = module.imports.get(name, "").rpartition(" import ")[0]
    if origin:
        same = [other for other, statement in module.imports.items() if statement.startswith(f"{origin} import ")]
        return [other for other in same if other.isupper() and other != name]
    kind = type(getattr(module.constants.get(name), "value", None))
    return [
        other for other, value in module.constants.items()
        if other.isupper() and other != name and isinstance(value, ast.Constant) and type(value.value) is kind
    ][:4]  # fmt: skip


def pool_of_unknown(module: Module) -> list[str]:
    """Values of several kinds, for a parameter of which nothing is known."""
    return pool(Shape("unknown"), module)


def _fits(text: str, kinds: list[str]) -> bool:
    if not kinds:
        return True
    kind = type(ast.literal_eval(text)).__name__
    return kind in kinds or (kind == "int" and "float" in kinds) or bool({"any", "digits", "separator"} & set(kinds))
