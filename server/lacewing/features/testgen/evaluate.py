"""A small interpreter of harmless Python: what a function gives for literal arguments, found without running it.

It knows statements, operators and methods of the built-in types, and functions of the same module. Whatever it does not
know, and whatever would take long or grow large, makes it abstain: a wrong answer is never given, often none is.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Any

from lacewing.features.testgen.evaluate_calls import Abstain, call_builtin, call_method, check_size, is_builtin, operate
from lacewing.features.testgen.module import Function, Module
from lacewing.features.testgen.target import params_of

_MOST_STEPS = 20_000
_MOST_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Result:
    """What a call gave: a `value`, or the exception class name `raised` with its `message`, raised at `line`.

    `arcs` are steps from line to line.
    """

    value: Any
    raised: str
    message: str
    line: int
    arcs: frozenset[tuple[int, int]]


class _Return(Exception):
    def __init__(self, value: Any) -> None:
        self.value = value


class _Raised(Exception):
    def __init__(self, name: str, message: str, line: int) -> None:
        self.name, self.message, self.line = name, message, line


class _Break(Exception):
    pass


class _Continue(Exception):
    pass


def evaluate(function: Function, arguments: dict[str, Any], module: Module) -> Result | None:
    """The result of calling `function` with `arguments` (values by parameter), or None when it cannot be told.

    An exception counts only when a `raise` of the module gave it, as one from a misused operation proves little.
    """
    run = _Run(module)
    try:
        value = run.call(function, arguments, 0)
    except _Raised as raised:
        return Result(None, raised.name, raised.message, raised.line, frozenset(run.arcs))
    except (Abstain, RecursionError):
        return None
    return Result(value, "", "", 0, frozenset(run.arcs))


@dataclass(slots=True)
class _Frame:
    names: dict[str, Any]
    depth: int
    last: int = 0


@dataclass(slots=True)
class _Run:
    module: Module
    steps: int = 0
    arcs: set[tuple[int, int]] = field(default_factory=set)

    def call(self, function: Function, arguments: dict[str, Any], depth: int) -> Any:
        """The value that `function` returns. Raises Abstain or the function's own exception."""
        if depth > _MOST_DEPTH or isinstance(function, ast.AsyncFunctionDef) or not _is_plain(function):
            raise Abstain("deep, async or decorated")
        frame = _Frame(dict(arguments), depth)
        for param in params_of(function.args):
            if param.name not in frame.names:
                if param.kind in ("variadic", "keyword_variadic"):
                    frame.names[param.name] = () if param.kind == "variadic" else {}
                elif param.default is not None:
                    frame.names[param.name] = self.value(param.default, _Frame({}, depth))
                elif param.name not in ("self", "cls"):
                    raise Abstain(param.name)
        try:
            self.block(function.body, frame)
        except _Return as returned:
            return returned.value
        return None

    def block(self, body: list[ast.stmt], frame: _Frame) -> None:
        """Run statements in order."""
        for statement in body:
            self.tick()
            self.arcs.add((frame.last, statement.lineno))
            frame.last = statement.lineno
            self.statement(statement, frame)

    def tick(self) -> None:
        """Count a step. Raises Abstain when there were too many."""
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise Abstain("too many steps")

    def statement(self, node: ast.stmt, frame: _Frame) -> None:
        """Run one statement."""
        match node:
            case ast.Return():
                raise _Return(self.value(node.value, frame) if node.value else None)
            case ast.Raise():
                raise self.raised(node, frame)
            case ast.Assign():
                value = self.value(node.value, frame)
                for target in node.targets:
                    self.assign(target, value, frame)
            case ast.AnnAssign(value=ast.expr() as right):
                self.assign(node.target, self.value(right, frame), frame)
            case ast.AugAssign(target=ast.Name(id=name)):
                left = self.value(ast.Name(name, ast.Load()), frame)
                frame.names[name] = operate(node.op, left, self.value(node.value, frame), in_place=True)
            case ast.If():
                self.block(node.body if self.value(node.test, frame) else node.orelse, frame)
            case ast.For():
                self.loop(node, iter_of(self.value(node.iter, frame)), frame)
            case ast.While():
                self.repeat(node, frame)
            case ast.Expr():
                if not isinstance(node.value, ast.Constant):
                    self.value(node.value, frame)
            case ast.Pass():
                return
            case ast.Break():
                raise _Break
            case ast.Continue():
                raise _Continue
            case _:
                raise Abstain(type(node).__name__)

    def loop(self, node: ast.For, items: list[Any], frame: _Frame) -> None:
        """A `for` loop over items known beforehand."""
        for item in items:
            self.tick()
            self.assign(node.target, item, frame)
            if not self.goes_on(node.body, frame):
                return
        self.block(node.orelse, frame)

    def repeat(self, node: ast.While, frame: _Frame) -> None:
        """A `while` loop."""
        while self.value(node.test, frame):
            self.tick()
            if not self.goes_on(node.body, frame):
                return
        self.block(node.orelse, frame)

    def goes_on(self, body: list[ast.stmt], frame: _Frame) -> bool:
        """Run the body of a loop once; False when that breaks off the loop."""
        try:
            self.block(body, frame)
        except _Break:
            return False
        except _Continue:
            pass
        return True

    def raised(self, node: ast.Raise, frame: _Frame) -> _Raised:
        """The exception of a `raise`; its message only when it is one text."""
        made = node.exc
        arguments = made.args if isinstance(made, ast.Call) else []
        name = made.func if isinstance(made, ast.Call) else made
        if not isinstance(name, ast.Name):
            raise Abstain("exception")
        message = ""
        if len(arguments) == 1 and not (isinstance(made, ast.Call) and made.keywords):
            try:
                message = str(self.value(arguments[0], frame))
            except Abstain:
                message = ""
        return _Raised(name.id, message, node.lineno)

    def assign(self, target: ast.expr, value: Any, frame: _Frame) -> None:
        """Bind a name, several names, or an item of a local container."""
        match target:
            case ast.Name(id=name):
                frame.names[name] = value
            case ast.Tuple(elts=elements) | ast.List(elts=elements):
                values = iter_of(value)
                if len(values) != len(elements) or any(isinstance(element, ast.Starred) for element in elements):
                    raise Abstain("unpacking")
                for element, item in zip(elements, values, strict=True):
                    self.assign(element, item, frame)
            case ast.Subscript(value=ast.Name(id=name), slice=index) if type(frame.names.get(name)) in (list, dict):
                try:
                    frame.names[name][self.value(index, frame)] = value
                except (LookupError, TypeError, ValueError) as error:
                    raise Abstain("item") from error
            case _:
                raise Abstain("target")

    def value(self, node: ast.expr, frame: _Frame) -> Any:
        """The value of an expression."""
        self.tick()
        found = self._value(node, frame)
        check_size(found)
        return found

    def _value(self, node: ast.expr, frame: _Frame) -> Any:
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name):
                return self.named(name, frame)
            case ast.BinOp():
                return operate(node.op, self.value(node.left, frame), self.value(node.right, frame))
            case ast.UnaryOp() | ast.BoolOp() | ast.Compare() | ast.IfExp():
                return self.logical(node, frame)
            case ast.List() | ast.Tuple() | ast.Set() | ast.Dict():
                return self.container(node, frame)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                return self.comprehension(node, frame)
            case ast.Subscript():
                return self.item(node, frame)
            case ast.Slice():
                ends = [self.value(end, frame) if end else None for end in (node.lower, node.upper, node.step)]
                return slice(*ends)
            case ast.JoinedStr():
                return "".join(self.formatted(part, frame) for part in node.values)
            case ast.Call():
                return self.called(node, frame)
            case ast.NamedExpr():
                self.assign(node.target, found := self.value(node.value, frame), frame)
                return found
        raise Abstain(type(node).__name__)

    def named(self, name: str, frame: _Frame) -> Any:
        """A local, or a literal constant of the module."""
        if name in frame.names:
            return frame.names[name]
        if name in self.module.constants:
            try:
                return ast.literal_eval(self.module.constants[name])
            except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError) as error:
                raise Abstain(name) from error
        raise Abstain(name)

    def logical(self, node: ast.expr, frame: _Frame) -> Any:
        """Operators that need no second operand at times, and comparisons."""
        match node:
            case ast.IfExp():
                return self.value(node.body if self.value(node.test, frame) else node.orelse, frame)
            case ast.BoolOp():
                stop = isinstance(node.op, ast.Or)
                found: Any = None
                for part in node.values:
                    found = self.value(part, frame)
                    if bool(found) is stop:
                        break
                return found
            case ast.UnaryOp():
                return operate(node.op, self.value(node.operand, frame))
            case ast.Compare():
                left = self.value(node.left, frame)
                for operator, right_node in zip(node.ops, node.comparators, strict=True):
                    right = self.value(right_node, frame)
                    if not operate(operator, left, right):
                        return False
                    left = right
                return True
        raise Abstain("operator")

    def container(self, node: ast.expr, frame: _Frame) -> Any:
        """A list, tuple, set or dict display without unpacking."""
        if isinstance(node, ast.Dict):
            if any(key is None for key in node.keys):
                raise Abstain("unpacking")
            pairs = [
                (self.value(k, frame), self.value(v, frame)) for k, v in zip(node.keys, node.values, strict=True) if k
            ]
            return _hashed(dict, pairs)
        assert isinstance(node, ast.List | ast.Tuple | ast.Set)
        items = [self.value(item, frame) for item in node.elts]
        return (
            items
            if isinstance(node, ast.List)
            else tuple(items)
            if isinstance(node, ast.Tuple)
            else _hashed(set, items)
        )

    def comprehension(self, node: ast.expr, frame: _Frame) -> Any:
        """A comprehension; a generator expression gives a list."""
        assert isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp)
        inner = _Frame(dict(frame.names), frame.depth)
        found: list[Any] = []

        def walk(generators: list[ast.comprehension]) -> None:
            if not generators:
                if isinstance(node, ast.DictComp):
                    found.append((self.value(node.key, inner), self.value(node.value, inner)))
                else:
                    found.append(self.value(node.elt, inner))
                return
            for item in iter_of(self.value(generators[0].iter, inner)):
                self.tick()
                self.assign(generators[0].target, item, inner)
                if all(self.value(test, inner) for test in generators[0].ifs):
                    walk(generators[1:])

        walk(node.generators)
        if isinstance(node, ast.DictComp):
            return _hashed(dict, found)
        return _hashed(set, found) if isinstance(node, ast.SetComp) else found

    def item(self, node: ast.Subscript, frame: _Frame) -> Any:
        """An item or slice of a built-in container."""
        holder, index = self.value(node.value, frame), self.value(node.slice, frame)
        if type(holder) not in (str, list, tuple, dict, bytes):
            raise Abstain("item")
        try:
            return holder[index]
        except (LookupError, TypeError, ValueError) as error:
            raise Abstain("item") from error

    def formatted(self, part: ast.expr, frame: _Frame) -> str:
        """One piece of an f-string."""
        if isinstance(part, ast.Constant):
            return str(part.value)
        assert isinstance(part, ast.FormattedValue)
        value = self.value(part.value, frame)
        spec = self.value(part.format_spec, frame) if part.format_spec else ""
        if part.conversion == ord("r"):
            value = repr(value)
        if type(value) not in (str, int, float, bool) and (spec or type(value) not in (list, tuple, dict, type(None))):
            raise Abstain("format")
        try:
            return format(value, spec) if len(spec) < 5 else str(call_builtin("format", [value, spec], {}))
        except (ValueError, TypeError) as error:
            raise Abstain("format") from error

    def called(self, node: ast.Call, frame: _Frame) -> Any:
        """A call of a built-in, of a method of a built-in type, or of a function of the module."""
        if any(isinstance(argument, ast.Starred) for argument in node.args) or any(
            k.arg is None for k in node.keywords
        ):
            raise Abstain("unpacking")
        if isinstance(node.func, ast.Name) and node.func.id == "isinstance" and len(node.args) == 2:
            return call_builtin("isinstance", [self.value(node.args[0], frame), ast.unparse(node.args[1])], {})
        arguments = [self.value(argument, frame) for argument in node.args]
        named = {keyword.arg: self.value(keyword.value, frame) for keyword in node.keywords if keyword.arg}
        if isinstance(node.func, ast.Attribute):
            return call_method(self.value(node.func.value, frame), node.func.attr, arguments, named)
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in frame.names or name in self.module.classes:
            raise Abstain(name)
        if name in self.module.functions:
            return self.own_call(self.module.functions[name], arguments, named, frame)
        if is_builtin(name) and name not in self.module.imports:
            return call_builtin(name, arguments, named)
        raise Abstain(name)

    def own_call(self, function: Function, arguments: list[Any], named: dict[str, Any], frame: _Frame) -> Any:
        """A call of another function of the module."""
        params = [param for param in params_of(function.args) if param.kind in ("positional", "positional_only")]
        if len(arguments) > len(params):
            raise Abstain("arguments")
        bound = {param.name: value for param, value in zip(params, arguments, strict=False)}
        return self.call(function, {**bound, **named}, frame.depth + 1)


def _is_plain(function: Function) -> bool:
    """Whether no decorator of the function changes what it gives."""
    names = {ast.unparse(decorator).partition("(")[0].rpartition(".")[2] for decorator in function.decorator_list}
    return names <= {"staticmethod", "classmethod", "lru_cache", "cache", "override", "final"}


def iter_of(value: Any) -> list[Any]:
    """The items of a built-in iterable. Raises Abstain for anything else, and for sets, whose order may differ."""
    if type(value) in (str, list, tuple, dict, range, bytes):
        return list(value)
    raise Abstain("iteration")


def _hashed(kind: Any, items: list[Any]) -> Any:
    try:
        return kind(items)
    except TypeError as error:
        raise Abstain("hash") from error
