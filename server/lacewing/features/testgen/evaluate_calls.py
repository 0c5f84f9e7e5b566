"""The operators, functions and methods that `evaluate` may use: pure ones, of built-in types, within bounds."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from typing import Any

MOST_ITEMS = 2000
_MOST_BITS = 512


class Abstain(Exception):
    """The interpreter cannot, or may not, find this value."""


_OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Pow: operator.pow, ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_, ast.BitXor: operator.xor, ast.LShift: operator.lshift, ast.RShift: operator.rshift,
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
    ast.GtE: operator.ge, ast.Is: operator.is_, ast.IsNot: operator.is_not, ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b, ast.Not: operator.not_, ast.USub: operator.neg, ast.UAdd: operator.pos,
    ast.Invert: operator.invert,
}  # fmt: skip
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "len": len, "abs": abs, "min": min, "max": max, "sum": sum, "sorted": sorted, "str": str, "int": int,
    "float": float, "bool": bool, "list": list, "tuple": tuple, "set": set, "dict": dict, "any": any,
    "all": all, "round": round, "repr": repr, "ord": ord, "chr": chr, "divmod": divmod, "hex": hex, "bin": bin,
    "oct": oct, "format": format,
    "range": range, "reversed": lambda value: list(reversed(value)),
    "zip": lambda *values: list(zip(*values, strict=False)),
    "enumerate": lambda value, start=0: list(enumerate(value, start)), "frozenset": frozenset, "callable": callable,
}  # fmt: skip
_TYPES = {"str": str, "int": int, "float": float, "bool": bool, "list": list, "tuple": tuple, "dict": dict, "set": set,
          "bytes": bytes, "frozenset": frozenset, "complex": complex}  # fmt: skip
_METHODS: dict[type, frozenset[str]] = {
    str: frozenset(name for name in dir(str) if not name.startswith("_")) - {"format_map", "maketrans"},
    bytes: frozenset(["decode", "hex", "upper", "lower", "strip", "split"]),
    list: frozenset(["append", "extend", "insert", "pop", "index", "count", "sort", "reverse", "copy", "remove"]),
    tuple: frozenset(["index", "count"]),
    dict: frozenset(["get", "keys", "values", "items", "pop", "setdefault", "update", "copy"]),
    set: frozenset(["add", "discard", "union", "intersection", "difference", "issubset", "issuperset", "isdisjoint"]),
    int: frozenset(["bit_length", "bit_count"]),
    float: frozenset(["is_integer"]),
}
_FAULTS = (
    TypeError,
    ValueError,
    LookupError,
    ArithmeticError,
    AttributeError,
    UnicodeError,
    RecursionError,
    MemoryError,
)


def is_builtin(name: str) -> bool:
    """Whether `name` is a function that may be called."""
    return name in _FUNCTIONS


def check_size(value: Any) -> None:
    """Raises Abstain for a value that is too large to go on with."""
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        raise Abstain("large number")
    if isinstance(value, str | bytes | list | tuple | dict | set | range) and len(value) > MOST_ITEMS:
        raise Abstain("large value")


def operate(kind: ast.AST, left: Any, right: Any = None, in_place: bool = False) -> Any:
    """The result of an operator of `ast`. Raises Abstain where Python would raise, or the result could be large."""
    binary = not isinstance(kind, ast.unaryop)
    if isinstance(kind, ast.Pow | ast.LShift) and not (_small(left, 1 << 32) and _small(right, 64)):
        raise Abstain("large power")
    if isinstance(kind, ast.Mult) and not _small_product(left, right):
        raise Abstain("large product")
    if isinstance(kind, ast.Mod) and isinstance(left, str) and re.search(r"\d{4}|\*", left):
        raise Abstain("wide format")
    if isinstance(kind, ast.Is | ast.IsNot) and not (left is None or right is None or isinstance(right, bool)):
        raise Abstain("identity")
    if in_place and isinstance(left, list):
        raise Abstain("a list changed in place")
    try:
        return _OPERATORS[type(kind)](left, right) if binary else _OPERATORS[type(kind)](left)
    except (*_FAULTS, KeyError) as error:
        raise Abstain("operator") from error


def _small(value: Any, most: int) -> bool:
    return isinstance(value, int | float) and abs(value) <= most


def _small_product(left: Any, right: Any) -> bool:
    for one, other in ((left, right), (right, left)):
        if isinstance(one, str | bytes | list | tuple):
            return isinstance(other, int) and len(one) * max(0, other) <= MOST_ITEMS
    return True


def call_builtin(name: str, arguments: list[Any], named: dict[str, Any]) -> Any:
    """A built-in function. `isinstance` gets the text of its second argument."""
    if name == "isinstance":
        kinds = [part.strip() for part in arguments[1].strip("()").replace("|", ",").split(",") if part.strip()]
        if not all(kind in _TYPES for kind in kinds):
            raise Abstain("isinstance")
        return isinstance(arguments[0], tuple(_TYPES[kind] for kind in kinds))
    if name == "range" and not all(_small(argument, 1 << 20) for argument in arguments):
        raise Abstain("long range")
    if name == "format" and len(arguments) > 1 and re.search(r"\d{4}", str(arguments[1])):
        raise Abstain("wide format")
    if name in ("list", "tuple", "str", "repr", "sum", "min", "max") and any(type(value) is set for value in arguments):
        raise Abstain("the order of a set")
    return _tried(_FUNCTIONS[name], arguments, named)


def call_method(holder: Any, name: str, arguments: list[Any], named: dict[str, Any]) -> Any:
    """A method of a value of a built-in type."""
    if name not in _METHODS.get(type(holder), frozenset()):
        raise Abstain(f"method {name}")
    if any(isinstance(argument, int) and abs(argument) > MOST_ITEMS for argument in arguments) and type(holder) is str:
        raise Abstain("wide text")
    if name == "format" and re.search(r"\d{4}", holder):
        raise Abstain("wide format")
    if name == "join" and arguments and type(arguments[0]) is set:
        raise Abstain("the order of a set")
    found = _tried(getattr(holder, name), arguments, named)
    return list(found) if name in ("keys", "values", "items") else found


def _tried(function: Callable[..., Any], arguments: list[Any], named: dict[str, Any]) -> Any:
    try:
        return function(*arguments, **named)
    except _FAULTS as error:
        raise Abstain("call") from error
