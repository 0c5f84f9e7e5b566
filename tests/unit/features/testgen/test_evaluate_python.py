"""The interpreter must agree with Python itself wherever it gives an answer."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lacewing.features.testgen.evaluate import evaluate
from lacewing.features.testgen.module import Module, read_module
from lacewing.syntax.source import source_of

PROGRAMS = """\
NAMES = {"a": 1, "b": 2}

def helper(n, step=2):
    return n + step

def arithmetic(n):
    return (n * 3 - 1) // 2 + n % 5 + (n << 1) + abs(-n) + helper(n)

def branches(n):
    if n < 0:
        raise ValueError(f"negative: {n}")
    elif 0 <= n < 10 and n != 5:
        return "small"
    return "five" if n == 5 else "large"

def loops(n):
    total = 0
    for i in range(min(abs(n), 30)):
        if i % 2: continue
        if i > 20: break
        total += i
    else:
        total -= 1
    while total > 10:
        total -= 7
    return total

def containers(n):
    items = [n, n + 1]
    items.append(3)
    items.sort()
    table = {k: v for k, v in zip("ab", items)}
    table["c"] = sum(items)
    return {"items": items[::-1], "pairs": sorted(table.items()), "known": NAMES.get("a"), "in": n in items}

def text(n):
    s = f"{n:>5}|{n!r}|{n:.2f}"
    return s.replace("|", "-").upper().split("-") + [",".join(str(d) for d in range(3)), "%s is %d" % ("n", n)]

def unpacking(n):
    a, (b, c) = n, (n + 1, n + 2)
    a = b = c
    return a, b, c, not n, -n, n or "none", n and "some"

def walrus(n):
    return [y for x in range(4) if (y := x * n) > 2]

def types(n):
    return isinstance(n, int), isinstance(n, (str, float)), isinstance(n, bool), n is None

def default(n, limit=10, *rest, **more):
    return min(n, limit), rest, more
"""
UNKNOWN = """\
import os
from math import floor as round

def files(n): return open(n)
def system(n): return os.getcwd()
def attribute(n): return n.__class__
def lam(n): return (lambda: n)()
def huge(n): return 10 ** 10 ** 10
def wide(n): return "x" * 10 ** 9
def spec(n): return f"{n:>999999999}"
def percent(n): return "%0999999999d" % n
def forever(n):
    while True: n = n
def deep(n): return deep(n)
def caught(n):
    try: return 1 / n
    except ZeroDivisionError: return 0
def divide(n): return n / 0
def rebound(n): return round(n)
def order(n): return list({"a", "b"})
def generator(n): yield n
def star(n): return max(*[n, 1])
def glob(n):
    global g
    g = n
@memoize
def decorated(n): return n
async def later(n): return n
def method(n): return n.connect("x")
def same(n): return n is 1000
"""


def module_of(text: str) -> Module:
    module = read_module(source_of(Path("/p/m.py"), text.encode()), "m")
    assert module is not None
    return module


MODULE = module_of(PROGRAMS)
SCOPE: dict[str, Any] = {}
exec(compile(PROGRAMS, "programs", "exec"), SCOPE)


@given(st.sampled_from(sorted(set(MODULE.functions) - {"helper"})), st.integers(-50, 200))
@settings(max_examples=300, deadline=None)
def test_agrees_with_python(name: str, number: int) -> None:
    result = evaluate(MODULE.functions[name], {"n": number}, MODULE)
    if name == "branches" and number < 0:
        with pytest.raises(ValueError, match="negative") as raised:
            SCOPE[name](number)
        assert result is not None
        assert (result.raised, result.message) == ("ValueError", str(raised.value))
        return
    wanted = SCOPE[name](number)
    assert result is not None, name
    assert result.value == wanted
    assert type(result.value) is type(wanted)


@pytest.mark.parametrize("name", [node.name for node in ast.parse(UNKNOWN).body if hasattr(node, "name")])
def test_abstains(name: str) -> None:
    module = module_of(UNKNOWN)
    result = evaluate(module.functions[name], {"n": 3}, module)
    assert result is None or (name == "generator" and result.value is None)


def test_arcs_tell_paths_apart() -> None:
    arcs = {number: evaluate(MODULE.functions["branches"], {"n": number}, MODULE) for number in (-1, 3, 4, 5)}
    assert arcs[3] is not None
    assert arcs[4] is not None
    assert arcs[-1] is not None
    assert arcs[3].arcs == arcs[4].arcs
    assert arcs[3].arcs != arcs[-1].arcs
