"""Values written as Python expressions that give an equal value again. Runs in the sandbox; standard library only."""

from __future__ import annotations

import collections
import datetime
import decimal
import enum
import fractions
import math
import pathlib
import re
import uuid
from typing import Any

LONGEST = 300
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
_PLAIN = (bool, int, str, bytes, complex)
_STANDARD = (
    datetime.date, datetime.datetime, datetime.time, datetime.timedelta, datetime.timezone, decimal.Decimal,
    fractions.Fraction, uuid.UUID,
)  # fmt: skip


class Unwritable(Exception):
    """The value has no faithful expression."""


def written(value: Any, imports: dict[str, None], depth: int = 0) -> str:
    """The expression for `value`; statements it needs are added to `imports`. Raises Unwritable."""
    kind = type(value)
    if value is None or kind in _PLAIN:
        return repr(value)
    if kind is float:
        if math.isnan(value):
            raise Unwritable("nan")
        return repr(value) if math.isfinite(value) else f"float('{value}')"
    if depth > 6:
        raise Unwritable("too deep")
    if kind in (list, tuple, set, frozenset, dict):
        return _collection(value, imports, depth)
    if kind in _STANDARD:
        return _standard(value, imports)
    if isinstance(value, enum.Enum):
        return f"{_class(kind, imports)}.{value.name}"
    if isinstance(value, pathlib.PurePath):
        imports["import pathlib"] = None
        return f"pathlib.{'Path' if isinstance(value, pathlib.Path) else kind.__name__}({str(value)!r})"
    if isinstance(value, type):
        return _class(value, imports)
    if kind in (collections.OrderedDict, collections.Counter, collections.deque):
        imports["import collections"] = None
        inner = dict(value) if isinstance(value, dict) else list(value)
        return f"collections.{kind.__name__}({written(inner, imports, depth + 1)})"
    if isinstance(value, tuple) and hasattr(kind, "_fields"):
        fields = ", ".join(f"{name}={written(getattr(value, name), imports, depth + 1)}" for name in kind._fields)
        return f"{_class(kind, imports)}({fields})"
    return _own(value, imports)


def _collection(value: Any, imports: dict[str, None], depth: int) -> str:
    if isinstance(value, dict):
        pairs = [f"{written(k, imports, depth + 1)}: {written(v, imports, depth + 1)}" for k, v in value.items()]
        return "{" + ", ".join(pairs) + "}"
    items = [written(item, imports, depth + 1) for item in value]
    if isinstance(value, (set, frozenset)):
        items.sort()
        inside = "{" + ", ".join(items) + "}" if items else ""
        return f"frozenset({inside})" if isinstance(value, frozenset) else inside or "set()"
    if isinstance(value, tuple):
        return "(" + ", ".join(items) + ("," if len(items) == 1 else "") + ")"
    return "[" + ", ".join(items) + "]"


def _standard(value: Any, imports: dict[str, None]) -> str:
    module = type(value).__module__
    imports[f"import {module}"] = None
    text = repr(value)
    if isinstance(value, decimal.Decimal) and not value.is_finite():
        raise Unwritable("not finite")
    return text if text.startswith(module) else f"{module}.{text}"


def _class(kind: type, imports: dict[str, None]) -> str:
    name = kind.__qualname__
    if kind.__module__ == "builtins":
        return name
    if not name.isidentifier() or kind.__module__ == "__main__":
        raise Unwritable(name)
    imports[f"from {kind.__module__} import {name}"] = None
    return name


def _own(value: Any, imports: dict[str, None]) -> str:
    """An object of any other class: its repr, when evaluating that gives an equal object."""
    kind = type(value)
    if "__eq__" not in _own_members(kind):
        raise Unwritable(kind.__name__)
    text = repr(value)
    name = _class(kind, {})
    if not text.startswith(name + "(") or unstable(text):
        raise Unwritable(text)
    scope: dict[str, Any] = {name: kind, "datetime": datetime, "decimal": decimal, "Decimal": decimal.Decimal}
    try:
        again = eval(text, scope)
    except Exception as error:
        raise Unwritable(text) from error
    if type(again) is not kind or again != value:
        raise Unwritable(text)
    for module in ("datetime", "decimal"):
        if f"{module}." in text:
            imports[f"import {module}"] = None
    if "Decimal(" in text.replace("decimal.Decimal(", ""):
        imports["from decimal import Decimal"] = None
    return _class(kind, imports) + text[len(name) :]


def unstable(text: str) -> bool:
    """Whether a text holds an address or a path of the scratch copy, which differ from run to run."""
    return bool(_ADDRESS.search(text)) or "lacewing-run-" in text


def described(value: Any) -> dict[str, Any]:
    """What can be asserted about `value`, as the fields of an outcome; `kind` "nothing" when there is nothing."""
    imports: dict[str, None] = {}
    try:
        text = written(value, imports)
        if len(text) > LONGEST:
            return {"kind": "nothing", "why": "its result is long"}
        if unstable(text):
            return {"kind": "nothing", "why": "its result holds an address or a path"}
        return {"kind": "returns", "text": text, "close": _is_close(value), "imports": list(imports)}
    except Unwritable:
        return _described_object(value)


def _is_close(value: Any) -> bool:
    """Floats whose last digits depend on rounding are compared within it."""
    if isinstance(value, float):
        return len(repr(value).strip("-")) > 9
    return isinstance(value, (list, tuple)) and any(type(item) is float and _is_close(item) for item in value)


def _described_object(value: Any) -> dict[str, Any]:
    kind = type(value)
    imports: dict[str, None] = {}
    try:
        name = _class(kind, imports)
    except Unwritable:
        return {"kind": "nothing", "why": "its result has no class to name"}
    if kind.__module__ == "builtins":
        return {"kind": "nothing", "why": f"its result is a {name}"}
    fields = _fields(value)
    if fields:
        return {"kind": "fields", "text": name, "fields": fields, "imports": []}
    for view, member in (("str({})", "__str__"), ("repr({})", "__repr__")):
        text = str(value) if member == "__str__" else repr(value)
        if member in _own_members(kind) and not unstable(text) and len(text) <= LONGEST:
            return {"kind": "returns", "text": repr(text), "view": view, "imports": []}
    return {"kind": "instance", "text": name, "imports": list(imports)}


def _own_members(kind: type) -> set[str]:
    """Names defined by the class or a base of it below `object`."""
    return {name for owner in kind.__mro__[:-1] for name in vars(owner)}


def _fields(value: Any) -> list[list[str]]:
    """Public data attributes with plain values, at most six."""
    names = list(getattr(value, "__dict__", {}))
    for owner in type(value).__mro__:
        slots = vars(owner).get("__slots__", ())
        names += [slots] if isinstance(slots, str) else list(slots)
    names += [name for name, member in vars(type(value)).items() if isinstance(member, property)]
    found = []
    for name in names:
        if name.startswith("_"):
            continue
        imports: dict[str, None] = {}
        try:
            text = written(getattr(value, name), imports)
        except Exception:  # noqa: BLE001 - a property may fail in any way
            continue
        if not imports and len(text) <= 80 and not unstable(text):
            found.append([name, text])
    return found[:6]
