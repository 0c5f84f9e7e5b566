"""Examples in documentation: interactive sessions and code blocks, turned into cases with their expected values.

A session is a list of statements, each with what the document says it gives. Variables are replaced by the expressions
they were given, so that each example stands alone.
"""

from __future__ import annotations

import ast
import copy
import doctest
import re
from dataclasses import dataclass

from lacewing.features.testgen.binding import Arguments, bind
from lacewing.features.testgen.cases import Case, Origin, Outcome
from lacewing.features.testgen.module import Module, absolute_module, parse_expression, parse_python
from lacewing.features.testgen.names import Rewriter, UnknownNameError, imports_for
from lacewing.features.testgen.target import Target

_COMMENT = re.compile(r"#\s*(?:=>|->|=|→|⇒|>|returns?:?|gives?:?|output:?)?\s*(?P<value>\S.*)$")
_ARROW = re.compile(r"#\s*(?:=>|->|→|⇒)")
_VIEWS = frozenset(
    ["str", "list", "repr", "sorted", "len", "bool", "tuple", "set", "dict", "int", "float", "next", "sum"]
)
_LONGEST_EXPRESSION = 400


@dataclass(frozen=True, slots=True)
class Step:
    """One statement of a session; `want` is the text shown as its result, None when nothing is shown."""

    source: str
    want: str | None = None
    raises: str | None = None


def doctest_steps(text: str) -> list[Step]:
    """The `>>>` examples in `text`; those with an ellipsis in their result give only input, skipped ones nothing."""
    try:
        examples = doctest.DocTestParser().get_examples(text)
    except ValueError:
        return []
    steps = []
    for example in examples:
        if doctest.SKIP in example.options:
            continue
        raises = example.exc_msg.strip() if example.exc_msg else None
        want = example.want.strip() if example.want and not raises else None
        source = example.source.strip()
        if want is None and raises is None:
            source, want = _split_comment(source)
        steps.append(Step(source, None if want and "..." in want else want, raises))
    return steps


def block_steps(code: str) -> list[Step]:
    """The statements of a plain code block, with values given in comments (`f(1)  # => 2`)."""
    tree = parse_python(code)
    if tree is None:
        return []
    lines = code.split("\n")
    steps = []
    for place, statement in enumerate(tree.body):
        last = (statement.end_lineno or statement.lineno) - 1
        _, want = _split_comment(lines[last])
        following = tree.body[place + 1].lineno - 1 if place + 1 < len(tree.body) else len(lines)
        below = lines[last + 1] if last + 1 < following else ""
        if want is None and _ARROW.match(below.strip()):
            _, want = _split_comment("x  " + below.strip())
        steps.append(Step(ast.unparse(statement), want))
    return steps


def _split_comment(line: str) -> tuple[str, str | None]:
    for place, character in enumerate(line):
        if character == "#" and parse_python(line[:place]) is not None and line[:place].strip():
            found = _COMMENT.match(line[place:])
            value = found["value"].strip() if found else ""
            if value and (_is_literal(value) or _ARROW.match(line[place:])):
                return line[:place].strip(), value
    return line, None


def _is_literal(text: str) -> bool:
    node = parse_expression(text)
    if node is None:
        return False
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, MemoryError):
        return False
    return True


def cases_of_session(steps: list[Step], target: Target, module: Module, origin: Origin) -> list[Case]:
    """The calls of `target` in the session, with what the document says about them."""
    session = _Session(target, module, origin)
    for step in steps:
        tree = parse_python(step.source)
        for statement in tree.body if tree else ():
            session.take(statement, step)
    return session.cases


class _Session:
    def __init__(self, target: Target, module: Module, origin: Origin) -> None:
        self.cases: list[Case] = []
        self._target = target
        self._module = module
        self._origin = origin
        self._variables: dict[str, ast.expr] = {}
        self._imported: dict[str, str] = {}

    def take(self, statement: ast.stmt, step: Step) -> None:
        """Follow one statement: imports and variables are remembered, calls of the target become cases."""
        match statement:
            case ast.Import(names=names):
                for alias in names:
                    self._imported[alias.asname or alias.name] = alias.name
            case ast.ImportFrom(names=names):
                module = absolute_module(self._module.name, statement)
                for alias in names:
                    self._imported[alias.asname or alias.name] = f"{module}:{alias.name}"
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                whole = self._inlined(value)
                self._forget_changed(value)
                self._variables.pop(name, None)
                if len(ast.unparse(whole)) <= _LONGEST_EXPRESSION:
                    self._variables[name] = whole
                self._note_calls(whole)
            case ast.Expr(value=value):
                self._expression(self._inlined(value), step)
                if step.want is None:
                    self._forget_changed(value)
            case ast.Assert(test=test):
                self._compared(self._inlined(test))

    def _inlined(self, node: ast.expr) -> ast.expr:
        inlined = _Inliner(self._variables).visit(copy.deepcopy(node))
        return Rewriter(self._module, self._imported).visit(inlined)  # type: ignore[no-any-return]

    def _forget_changed(self, value: ast.expr) -> None:
        """A method called on a variable, or a call that gets it, may have changed it."""
        for node in ast.walk(value):
            if isinstance(node, ast.Name) and isinstance(self._variables.get(node.id), ast.List | ast.Dict | ast.Set):
                self._variables.pop(node.id, None)

    def _expression(self, node: ast.expr, step: Step) -> None:
        if step.raises is not None:
            name, _, message = step.raises.partition(":")
            self._add(node, Outcome("raises", name.rpartition(".")[2], message=message.strip()))
            return
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "assertEqual":
            if len(node.args) >= 2:
                self._equal(node.args[0], node.args[1])
            return
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            if len(node.args) == 1 and not node.keywords:
                self._add(node.args[0], Outcome("returns", repr(step.want), "str({})") if step.want else None)
            return
        if step.want == "True" and isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq):
            self._compared(node)
            return
        self._add(node, _shown(step.want) if step.want is not None else None)

    def _compared(self, node: ast.expr) -> None:
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq | ast.Is):
            self._equal(node.left, node.comparators[0])

    def _equal(self, left: ast.expr, right: ast.expr) -> None:
        for call, value in ((left, right), (right, left)):
            if _is_literal(ast.unparse(value)):
                self._add(call, Outcome("returns", ast.unparse(value)))
                return

    def _note_calls(self, node: ast.expr) -> None:
        for inner in ast.walk(node):
            if isinstance(inner, ast.Call):
                self._add(inner, None)

    def _add(self, node: ast.expr, outcome: Outcome | None) -> None:
        view = "{}"
        if (
            isinstance(node, ast.Call)
            and _is_view(node)
            and case_of_call(node.args[0], self._target, self._module, "call")
        ):
            view, node = f"{ast.unparse(node.func)}({{}})", node.args[0]
        case = case_of_call(node, self._target, self._module, self._origin)
        if case is None:
            return
        if outcome is not None and view != "{}":
            joined = outcome.view.format(view) if outcome.kind == "returns" else view
            outcome = Outcome(outcome.kind, outcome.text, joined, outcome.close, outcome.message)
        elif self._target.node.name and outcome is not None and outcome.kind == "returns" and outcome.view == "{}":
            outcome = _checked(outcome)
        known = [place for place, other in enumerate(self.cases) if other.key == case.key]
        made = Case(case.arguments, case.origin, case.receiver, outcome, case.imports)
        if not known:
            self.cases.append(made)
        elif outcome is not None and self.cases[known[0]].outcome is None:
            self.cases[known[0]] = made


def _is_view(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id in _VIEWS and len(node.args) == 1 and not node.keywords


def _shown(want: str) -> Outcome:
    if _is_literal(want):
        return Outcome("returns", want.strip())
    # The interpreter shows repr(); for a value of an own class that is what the document promises.
    return Outcome("returns", repr(want), "repr({})")


def _checked(outcome: Outcome) -> Outcome:
    node = parse_expression(outcome.text)
    return Outcome("returns", ast.unparse(node), outcome.view) if node is not None else outcome


class _Inliner(ast.NodeTransformer):
    def __init__(self, variables: dict[str, ast.expr]) -> None:
        self._variables = variables

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if isinstance(node.ctx, ast.Load) and node.id in self._variables:
            return copy.deepcopy(self._variables[node.id])
        return node


def case_of_call(node: ast.expr, target: Target, module: Module, origin: Origin) -> Case | None:
    """The case of an expression that calls `target` by the module's own names, or None when it calls something else."""
    if isinstance(node, ast.Await):
        node = node.value
    receiver = ""
    function = node.func if isinstance(node, ast.Call) and target.kind != "property" else node
    arguments: Arguments | None = ()
    if target.kind != "property":
        arguments = bind(target.params, node) if isinstance(node, ast.Call) else None
    if arguments is None or not _calls(function, target):
        return None
    if target.needs_instance:
        assert isinstance(function, ast.Attribute)
        receiver = ast.unparse(function.value)
    texts = [text for _, text in arguments] + ([receiver] if receiver else [])
    try:
        imports = imports_for(texts, module)
    except UnknownNameError:
        return None
    return Case(arguments, origin, receiver, None, imports)


def _calls(function: ast.expr, target: Target) -> bool:
    if not target.owner:
        return isinstance(function, ast.Name) and function.id == target.name
    if not isinstance(function, ast.Attribute) or function.attr != target.name:
        return False
    if not target.needs_instance:
        return isinstance(function.value, ast.Name) and function.value.id == target.owner
    # An instance: a call of the class, or of one of its own factories.
    inner = function.value
    while isinstance(inner, ast.Call | ast.Attribute):
        inner = inner.func if isinstance(inner, ast.Call) else inner.value
    return isinstance(function.value, ast.Call) and isinstance(inner, ast.Name) and inner.id == target.owner
