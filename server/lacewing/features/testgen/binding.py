"""Arguments of a call bound to parameters, and calls written from bound arguments."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from lacewing.features.testgen.target import Param

Arguments = tuple[tuple[str, str], ...]


def bind(params: Sequence[Param], call: ast.Call) -> Arguments | None:
    """(parameter, expression) for the arguments of `call` in the order of the signature, or None when they do not fit.

    Extra positional arguments become a tuple for `*args`, extra keywords a dict for `**kwargs`.
    """
    bound: dict[str, str] = {}
    if any(isinstance(argument, ast.Starred) for argument in call.args) or any(k.arg is None for k in call.keywords):
        return None
    positional = [param for param in params if param.kind in ("positional", "positional_only")]
    for param, argument in zip(positional, call.args, strict=False):
        bound[param.name] = ast.unparse(argument)
    extra = call.args[len(positional) :]
    variadic = next((param for param in params if param.kind == "variadic"), None)
    if extra:
        if variadic is None:
            return None
        bound[variadic.name] = f"({', '.join(ast.unparse(argument) for argument in extra)},)"
    if not _bind_keywords(params, call, bound):
        return None
    if any(param.required and param.name not in bound for param in params):
        return None
    return tuple((param.name, bound[param.name]) for param in params if param.name in bound)


def _bind_keywords(params: Sequence[Param], call: ast.Call, bound: dict[str, str]) -> bool:
    by_name = {param.name for param in params if param.kind in ("positional", "keyword_only")}
    rest = next((param.name for param in params if param.kind == "keyword_variadic"), None)
    loose = []
    for keyword in call.keywords:
        assert keyword.arg is not None
        if keyword.arg in by_name and keyword.arg not in bound:
            bound[keyword.arg] = ast.unparse(keyword.value)
        elif rest is None or keyword.arg in by_name:
            return False
        else:
            loose.append(f"{keyword.arg!r}: {ast.unparse(keyword.value)}")
    if loose and rest is not None:
        bound[rest] = f"{{{', '.join(loose)}}}"
    return True


def written_arguments(params: Sequence[Param], arguments: Arguments) -> str:
    """The inside of the call's parentheses. A literal tuple or dict for `*args`/`**kwargs` is spread out."""
    given = dict(arguments)
    pieces: list[str] = []
    by_keyword = False
    for param in params:
        if param.name not in given:
            # What follows an omitted positional parameter must be named.
            by_keyword = by_keyword or param.kind in ("positional", "positional_only")
            continue
        text = given[param.name]
        if param.kind == "variadic":
            pieces.append(_spread_tuple(text))
        elif param.kind == "keyword_variadic":
            pieces.append(_spread_dict(text))
        elif param.kind == "keyword_only" or by_keyword or (not param.required and param.kind != "positional_only"):
            by_keyword = True
            pieces.append(f"{param.name}={text}")
        else:
            pieces.append(text)
    return ", ".join(piece for piece in pieces if piece)


def _spread_tuple(text: str) -> str:
    node = _expression(text)
    if isinstance(node, ast.Tuple | ast.List):
        return ", ".join(ast.unparse(item) for item in node.elts)
    return f"*{text}"


def _spread_dict(text: str) -> str:
    node = _expression(text)
    if isinstance(node, ast.Dict) and all(isinstance(key, ast.Constant) for key in node.keys):
        pairs = zip(node.keys, node.values, strict=True)
        names = [(str(key.value), ast.unparse(value)) for key, value in pairs if isinstance(key, ast.Constant)]
        if all(name.isidentifier() for name, _ in names):
            return ", ".join(f"{name}={value}" for name, value in names)
    return f"**{text}"


def _expression(text: str) -> ast.expr | None:
    try:
        return ast.parse(text, mode="eval").body
    except SyntaxError:
        return None
