"""What the body of a function shows about its parameters: shapes by use, literals they are compared with."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from lacewing.features.testgen.evidence.shapes import Shape, shape_of_name, shapes_of_annotation
from lacewing.features.testgen.module import Function, Module
from lacewing.features.testgen.target import Param, Target

_BY_METHOD = (("str", str), ("list", list), ("dict", dict), ("set", set), ("bytes", bytes), ("float", float))
_TEXT_FUNCTIONS = frozenset(["match", "fullmatch", "search", "sub", "split", "findall", "finditer", "normalize"])
_SEQUENCE_FUNCTIONS = frozenset(
    ["sorted", "sum", "enumerate", "zip", "iter", "reversed", "list", "tuple", "set", "any", "all", "chain"]
)
_NUMBER_FUNCTIONS = frozenset(["range", "abs", "round", "divmod", "pow", "floor", "ceil", "log", "log10", "sqrt"])
_MOST_KEYS = 40
_MOST_WORDS = 3


@dataclass(slots=True)
class Usage:
    """Evidence for one parameter: `shapes` in the order found, `literals` as expressions, in the order of the body."""

    shapes: list[Shape] = field(default_factory=list)
    literals: list[str] = field(default_factory=list)

    def add_shape(self, kind: str) -> None:
        """Note a shape once."""
        if Shape(kind) not in self.shapes:
            self.shapes.append(Shape(kind))

    def add_literal(self, text: str) -> None:
        """Note a literal once."""
        if text not in self.literals:
            self.literals.append(text)


def usage_of(target: Target, param: Param, module: Module) -> Usage:
    """Shapes and literals for `param`: type hint first, then default, uses in the body, and at last its name."""
    usage = Usage(shapes=shapes_of_annotation(param.annotation, module))
    if isinstance(param.default, ast.Constant) and param.default.value is not None:
        usage.add_shape(type(param.default.value).__name__)
    elif isinstance(param.default, ast.Tuple | ast.List | ast.Dict):
        usage.add_shape(type(param.default).__name__.lower())
    hinted = bool(usage.shapes)
    found = _in_body(target.node, param.name, module, 0)
    if not hinted or usage.shapes == [Shape("any")]:
        usage.shapes = [shape for shape in usage.shapes if shape.kind != "any"] + found.shapes
    usage.literals = found.literals
    if _is_separator(param):
        usage.shapes = [Shape("separator") if shape.kind == "str" else shape for shape in usage.shapes]
    if Shape("str") in usage.shapes:
        for text in _listed_words(target.node, module):
            usage.add_literal(text)
    if not usage.shapes and (named := shape_of_name(param.name)):
        usage.shapes.append(named)
    return usage


def _listed_words(function: Function, module: Module) -> Iterator[str]:
    """Some words of the module-level collections that the function goes through."""
    for node in ast.walk(function):
        if isinstance(node, ast.For | ast.comprehension) and isinstance(node.iter, ast.Name):
            table = module.constants.get(node.iter.id)
            elements = table.elts if isinstance(table, ast.Set | ast.List | ast.Tuple) else []
            words = [item for item in elements if isinstance(item, ast.Constant) and isinstance(item.value, str)]
            yield from (ast.unparse(word) for word in words[:_MOST_WORDS] if str(word.value).isalnum())


def _is_separator(param: Param) -> bool:
    """Whether the parameter takes a mark between words, by its name or by a default such as "-"."""
    value = param.default.value if isinstance(param.default, ast.Constant) else None
    marked = isinstance(value, str) and 0 < len(value) <= 3 and not any(character.isalnum() for character in value)
    return marked or param.name in ("sep", "separator", "delimiter", "delim", "joiner", "glue")


def _in_body(function: Function, name: str, module: Module, depth: int) -> Usage:
    usage = Usage()
    names = {name, *_renamings(function, name)}
    for node in ast.walk(function):
        match node:
            case ast.Call():
                _note_call(node, names, usage, module, depth)
            case ast.Compare():
                _note_comparison(node, names, usage, module)
            case ast.BinOp() | ast.AugAssign():
                _note_arithmetic(node, names, usage)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Name(id=found)) if found in names:
                usage.add_shape("int")
            case ast.For(iter=ast.Name(id=found)) | ast.comprehension(iter=ast.Name(id=found)) if found in names:
                usage.add_shape("list")
            case ast.Subscript(value=ast.Name(id=found), slice=index) if found in names:
                keyed = isinstance(index, ast.Constant) and isinstance(index.value, str)
                usage.add_shape("dict" if keyed else "str" if isinstance(index, ast.Slice) else "list")
            case ast.Subscript(value=ast.Name(id=table), slice=ast.Name(id=found)) if found in names:
                _note_table(table, usage, module)
            case ast.match_case(pattern=ast.MatchValue(value=ast.Constant() as constant)):
                usage.add_literal(ast.unparse(constant))
    for text in usage.literals:
        if not usage.shapes:
            usage.add_shape(_kind_of_literal(text))
    return usage


def _renamings(function: Function, name: str) -> Iterator[str]:
    """Locals that hold the parameter's value, plain or after a method call or a conversion."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            value: ast.expr = node.value
            while isinstance(value, ast.Call):
                value = value.func.value if isinstance(value.func, ast.Attribute) else value
                if isinstance(value, ast.Call):
                    break
            if isinstance(value, ast.Name) and value.id == name:
                yield node.targets[0].id


def _note_call(node: ast.Call, names: set[str], usage: Usage, module: Module, depth: int) -> None:
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id in names:
        for kind, owner in _BY_METHOD:
            if hasattr(owner, node.func.attr):
                usage.add_shape(kind)
                break
        if node.func.attr in ("startswith", "endswith") and node.args:
            _note_affix(node.args[0], node.func.attr, usage)
        return
    if isinstance(node.func, ast.Name) and node.func.id in names:
        usage.add_shape("callable")
        return
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    for place, argument in enumerate(node.args):
        if isinstance(argument, ast.Name) and argument.id in names:
            if called == "isinstance" and place == 0 and len(node.args) == 2:
                kinds = node.args[1].elts if isinstance(node.args[1], ast.Tuple) else [node.args[1]]
                for named in kinds:
                    usage.shapes += [s for s in shapes_of_annotation(named, module) if s not in usage.shapes]
            elif called == "get" and place == 0 and isinstance(node.func, ast.Attribute):
                _note_table(ast.unparse(node.func.value), usage, module)
            else:
                _note_argument(called, place, usage, module, depth)


def _note_affix(argument: ast.expr, method: str, usage: Usage) -> None:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        whole = argument.value + "value" if method == "startswith" else "value" + argument.value
        usage.add_literal(repr(whole))


def _note_argument(called: str, place: int, usage: Usage, module: Module, depth: int) -> None:
    if called in _TEXT_FUNCTIONS and place > 0:
        usage.add_shape("str")
    elif called in ("int", "float", "Decimal") and place == 0:
        usage.add_shape("int")
        usage.add_shape("digits")
    elif called == "len":
        usage.add_shape("str")
        usage.add_shape("list")
    elif called in _SEQUENCE_FUNCTIONS:
        usage.add_shape("list")
    elif called in _NUMBER_FUNCTIONS:
        usage.add_shape("int")
    elif called in module.functions and depth < 2:
        arguments = module.functions[called].args
        parameters = [*arguments.posonlyargs, *arguments.args]
        if place < len(parameters):
            usage.shapes += [
                shape for shape in shapes_of_annotation(parameters[place].annotation, module)
                if shape not in usage.shapes
            ]  # fmt: skip
            deeper = _in_body(module.functions[called], parameters[place].arg, module, depth + 1)
            usage.shapes += [shape for shape in deeper.shapes if shape not in usage.shapes]
            for literal in deeper.literals:
                usage.add_literal(literal)


def _note_comparison(node: ast.Compare, names: set[str], usage: Usage, module: Module) -> None:
    sides = [node.left, *node.comparators]
    if not any(_is_about(side, names) for side in sides):
        return
    for place, side in enumerate(sides):
        measured = any(isinstance(other, ast.Call) for other in sides if other is not side)
        operator = node.ops[max(0, place - 1)]
        # With the literal on the left the comparison reads the other way round.
        below = isinstance(operator, (ast.Gt, ast.LtE) if place == 0 else (ast.Lt, ast.GtE))
        near = 0 if isinstance(operator, ast.Eq | ast.NotEq | ast.Is | ast.IsNot) else -1 if below else 1
        if isinstance(side, ast.Tuple | ast.List | ast.Set):
            for item in side.elts:
                if isinstance(item, ast.Constant) and isinstance(item.value, str | int | float):
                    usage.add_literal(ast.unparse(item))
        elif isinstance(side, ast.Constant | ast.UnaryOp):
            _note_compared(side, usage, measured, near)
        elif isinstance(side, ast.Name) and side.id not in names:
            constant = module.constants.get(side.id)
            if isinstance(constant, ast.Constant):
                _note_compared(constant, usage, measured, near)
            else:
                _note_table(side.id, usage, module)


def _is_about(node: ast.expr, names: set[str]) -> bool:
    return any(isinstance(inner, ast.Name) and inner.id in names for inner in ast.walk(node))


def _note_compared(node: ast.expr, usage: Usage, measured: bool, near: int) -> None:
    """The literal and its neighbour on the other side of the comparison; of a length, texts that long."""
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError):
        return
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int | float) and not measured:
        usage.add_literal(repr(value))
        usage.add_literal(repr(value + near))
    elif isinstance(value, str):
        usage.add_literal(repr(value))
    elif isinstance(value, int) and 0 <= value <= 64:
        usage.add_literal(repr("a" * value))
        usage.add_literal(repr("a" * (value + 1)))


def _note_table(name: str, usage: Usage, module: Module) -> None:
    """A module-level dict, set or sequence in which the parameter is looked up: its keys are inputs."""
    table = module.constants.get(name)
    if isinstance(table, ast.Call) and table.args:
        table = table.args[0]
    keys: list[ast.expr | None] = []
    if isinstance(table, ast.Dict):
        keys = list(table.keys)
    elif isinstance(table, ast.Set | ast.List | ast.Tuple):
        keys = list(table.elts)
    for key in keys[:_MOST_KEYS]:
        if isinstance(key, ast.Constant):
            usage.add_literal(ast.unparse(key))


def _note_arithmetic(node: ast.BinOp | ast.AugAssign, names: set[str], usage: Usage) -> None:
    sides = [node.left, node.right] if isinstance(node, ast.BinOp) else [node.target, node.value]
    if not any(isinstance(side, ast.Name) and side.id in names for side in sides):
        return
    others = [side for side in sides if isinstance(side, ast.Constant)]
    if any(isinstance(other.value, str) for other in others):
        if not (isinstance(node.op, ast.Mod) and sides[0] in others):
            usage.add_shape("str")
    elif isinstance(node.op, ast.Mod) and isinstance(sides[0], ast.Name) and sides[0].id in names and not others:
        usage.add_shape("int")
    else:
        usage.add_shape("int")
        if isinstance(node.op, ast.Div):
            usage.add_shape("float")


def _kind_of_literal(text: str) -> str:
    value = ast.literal_eval(text)
    return type(value).__name__
