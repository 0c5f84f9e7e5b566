from __future__ import annotations

from pathlib import Path

import pytest

from lacewing.features.testgen.module import read_module
from lacewing.features.testgen.target import offered, targets_named
from lacewing.syntax.source import Source, source_of
from marks import strip_marks

CODE = """\
def top(a, *, b=1):
    return [x for x in a]

async def later(): ...

class Box:
    size = 1
    def open(self): pass
    def _hidden(self): pass
    @staticmethod
    def make(n): pass
    @classmethod
    def of(cls, n): pass
    @property
    def full(self): pass
    @full.setter
    def full(self, value): pass
    class Inner:
        def deep(self): pass

def outer():
    def inner():
        pass
    return inner

@app.command()
def command(): pass

def _private(x): return x
"""


def source(text: str, name: str = "mod.py") -> Source:
    return source_of(Path("/p") / name, text.encode())


def at(text: str, needle: str) -> int:
    return text.encode().index(needle.encode())


@pytest.mark.parametrize(
    ("needle", "wanted"),
    [
        ("top", "top"),
        ("x for x", "top"),
        ("later", "later"),
        ("Box", "Box"),
        ("size", "Box"),
        ("open", "Box.open"),
        ("_hidden", None),
        ("@staticmethod", "Box.make"),
        ("deep", None),
        ("inner", None),
        ("return inner", "outer"),
        ("_private", "_private"),
    ],
)
def test_symbol_around_the_cursor(needle: str, wanted: str | None) -> None:
    assert offered(source(CODE), at(CODE, needle)) == wanted


def test_not_offered_elsewhere() -> None:
    assert offered(source("x = 1\n"), 0) is None
    assert offered(source("def f(): pass\n", "mod.js"), 5) is None
    assert offered(source("def f(): pass\n", "test_mod.py"), 5) is None
    assert offered(source("def f(: pass\n"), 5) is None
    assert offered(source(""), 0) is None


def test_a_function_is_offered_beside_broken_code_and_wide_characters() -> None:
    marked = strip_marks('emoji = "数🙂"\n\ndef ok(n):\n    re█turn n\n\ndef broken(:\n')
    assert marked.cursor is not None
    assert offered(source(marked.text), marked.cursor) == "ok"
    module = read_module(source(marked.text), "mod")
    assert module is not None
    assert list(module.functions) == ["ok"]
    assert module.functions["ok"].lineno == 3


def test_targets_of_a_class_are_its_public_methods() -> None:
    module = read_module(source(CODE), "mod")
    assert module is not None
    found = {
        target.name: (target.kind, [param.name for param in target.params]) for target in targets_named(module, "Box")
    }
    assert found["open"] == ("method", [])
    assert found["make"] == ("staticmethod", ["n"])
    assert found["of"] == ("classmethod", ["n"])
    assert set(found) == {"open", "make", "of", "full"}


def test_commands_of_a_framework_are_no_targets() -> None:
    module = read_module(source(CODE), "mod")
    assert module is not None
    assert targets_named(module, "command") == []
