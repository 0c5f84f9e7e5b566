"""Values worth trying for a shape: ordinary ones first, then boundaries. All as Python source text."""

from __future__ import annotations

import ast

from lacewing.features.testgen.evidence.shapes import Shape
from lacewing.features.testgen.module import Module

_POOLS: dict[str, tuple[str, ...]] = {
    "str": ("'Hello World'", "'a'", "''", "'snake_case'", "'with-dash'", "'camelCase'", "'naïve café'",
            "'  two  spaces '", "'42'", "'a, b; c'", "'数 🙂'", "'UPPER'"),
    "separator": ("'_'", "' '", "''", "'.'", "'--'"),
    "int": ("3", "0", "1", "-1", "2", "10", "100", "-7", "1000", "1000000"),
    "float": ("1.5", "0.0", "1.0", "-2.5", "0.1", "100.0", "1e6"),
    "bool": ("True", "False"),
    "bytes": ("b'abc'", "b''", "b'\\x00\\xff'"),
    "complex": ("1 + 2j",),
    "digits": ("'12'", "'-3'", "'x'", "''"),
    "date": ("datetime.date(2024, 2, 29)", "datetime.date(2023, 1, 1)", "datetime.date(1999, 12, 31)"),
    "datetime": ("datetime.datetime(2024, 2, 29, 13, 5, 9)", "datetime.datetime(2023, 1, 1)"),
    "time": ("datetime.time(13, 5, 9)", "datetime.time(0, 0)"),
    "timedelta": ("datetime.timedelta(seconds=90)", "datetime.timedelta()", "datetime.timedelta(days=1)",
                  "datetime.timedelta(days=-1)", "datetime.timedelta(days=400)", "datetime.timedelta(microseconds=5)",
                  "datetime.timedelta(hours=5)"),
    "Decimal": ("decimal.Decimal('1.50')", "decimal.Decimal('0')", "decimal.Decimal('-2')"),
    "Fraction": ("fractions.Fraction(1, 3)", "fractions.Fraction(0)"),
    "path": ("pathlib.Path('folder/file.txt')", "pathlib.Path('.')"),
    "none": ("None",),
    "callable": ("str", "len", "bool", "lambda value: value"),
    "iterator": ("iter([1, 2, 3])", "iter([])"),
    "list": ("[1, 2, 3]", "[]", "[3, 1, 2]", "['a', 'b']", "[1, 1, 2]", "[[1, 2], [3]]"),
    "tuple": ("(1, 2)", "()", "(1, 2, 3)"),
    "set": ("{1, 2}", "set()"),
    "frozenset": ("frozenset({1, 2})", "frozenset()"),
    "dict": ("{'a': 1, 'b': 2}", "{}", "{'a': {'b': 1}}"),
    "any": ("'text'", "1", "None", "[1, 2]", "0", "''"),
    "unknown": ("'text'", "3", "[1, 2, 3]", "0", "''", "None", "{'a': 1}", "1.5"),
}  # fmt: skip
_ELEMENT_WISE = frozenset(["list", "set", "frozenset", "iterator", "tuple", "dict"])


def pool(shape: Shape, module: Module, depth: int = 0) -> list[str]:
    """Expressions for `shape`, most ordinary first; [] for an own class, which `construct` builds."""
    if shape.kind == "literal":
        return [shape.text]
    if shape.kind == "enum":
        return [f"{shape.text}.{member}" for member in _members(module.classes[shape.text])]
    if shape.kind in _ELEMENT_WISE and shape.items and depth < 3:
        return _collections(shape, module, depth)
    return list(_POOLS.get(shape.kind, ()))


def _members(node: ast.ClassDef) -> list[str]:
    return [
        target.id
        for statement in node.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name) and not target.id.startswith("_")
    ]


def _collections(shape: Shape, module: Module, depth: int) -> list[str]:
    items = [pool(item, module, depth + 1) for item in shape.items]
    if not all(items):
        return list(_POOLS.get(shape.kind, ()))
    first = items[0]
    if shape.kind == "tuple":
        rows = range(max(len(values) for values in items))
        return list(dict.fromkeys(f"({', '.join(v[row % len(v)] for v in items)},)" for row in rows))[:4]
    if shape.kind == "dict":
        values = items[-1]
        pairs = [f"{key}: {values[place % len(values)]}" for place, key in enumerate(first[:2])]
        return [f"{{{', '.join(pairs)}}}", "{}"]
    inside = [", ".join(first[:3]), "", first[0], ", ".join([first[0], first[0]]), ", ".join(reversed(first[:4]))]
    wraps = {"list": "[{}]", "set": "{{{}}}", "frozenset": "frozenset([{}])", "iterator": "iter([{}])"}
    made = [wraps[shape.kind].format(text) for text in inside]
    return ["set()" if text == "{}" else text for text in dict.fromkeys(made)]
