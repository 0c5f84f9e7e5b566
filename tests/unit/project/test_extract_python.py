"""Facts of Python files."""

from __future__ import annotations

from lacewing.project.extract import extract
from lacewing.project.facts import Facts, Parameter, Symbol, enclosing_symbol
from lacewing.syntax.language import languages


def facts(text: str) -> Facts:
    return extract(text.encode(), languages()["python"])


def symbol(text: str, name: str) -> Symbol:
    found = [one for one in facts(text).symbols if one.qualified_name == name]
    assert len(found) == 1, [one.qualified_name for one in facts(text).symbols]
    return found[0]


FUNCTION = '''\
@cache
@retry(times=3)
async def fetch(
    url: str,  # where "(" from
    /,
    times: int = 3,
    *headers: str,
    strict=False,
    **options: object,
) -> dict[
    str, int
]:
    """Read it.

    Args:
        url: where
    """
    return await get(url, *headers)
'''


def test_function():
    found = symbol(FUNCTION, "fetch")
    assert found.kind == "function"
    assert found.signature == (
        "async def fetch(url: str, /, times: int = 3, *headers: str, strict=False, **options: object) -> dict[str, int]"
    )
    assert found.docstring == "Read it.\n\nArgs:\n    url: where"
    assert found.decorators == ("cache", "retry(times=3)")
    assert found.result == "dict[str, int]"
    assert found.parameters == (
        Parameter("url", "str", "", "positional_only"),
        Parameter("times", "int", "3", "positional"),
        Parameter("headers", "str", "", "variadic"),
        Parameter("strict", "", "False", "keyword_only"),
        Parameter("options", "object", "", "keyword_variadic"),
    )
    assert (found.start, found.line, found.end_line) == (0, 2, 17)
    assert FUNCTION[found.name_start : found.name_end] == "fetch"
    assert FUNCTION[found.body_start :].startswith('"""Read it.')


CLASS = '''\
@dataclass(frozen=True)
class Shape(Base[int], metaclass=Meta):
    """A shape."""

    width: int
    label: str = "□"
    _cache = None
    LIMIT = 3

    def __init__(self, width):
        self.width = width
        self.area: float = width * 2
        local = 1

    @property
    def half(self) -> int:
        return self.width // 2

    @half.setter
    def half(self, value): ...

    @classmethod
    def make(cls, *, size): ...

    def __secret(self):
        def inner(): ...

    class Inner:
        deep = 1
'''


def test_class_and_its_members():
    found = {(one.qualified_name, one.kind, one.visibility) for one in facts(CLASS).symbols}
    assert found == {
        ("Shape", "class", "public"),
        ("Shape.width", "field", "public"),
        ("Shape.label", "field", "public"),
        ("Shape._cache", "field", "protected"),
        ("Shape.LIMIT", "constant", "public"),
        ("Shape.__init__", "constructor", "public"),
        ("Shape.area", "field", "public"),
        ("Shape.half", "property", "public"),
        ("Shape.make", "method", "public"),
        ("Shape.__secret", "method", "private"),
        ("Shape.__secret.inner", "function", "public"),
        ("Shape.Inner", "class", "public"),
        ("Shape.Inner.deep", "field", "public"),
    }
    shape = symbol(CLASS, "Shape")
    assert shape.signature == "class Shape(Base[int], metaclass=Meta)"
    assert shape.bases == ("Base[int]",)
    assert shape.docstring == "A shape."
    assert symbol(CLASS, "Shape.width").result == "int"
    assert symbol(CLASS, "Shape.area").signature == "self.area: float = width * 2"
    make = symbol(CLASS, "Shape.make")
    assert make.parameters == (Parameter("cls", kind="receiver"), Parameter("size", kind="keyword_only"))


def test_enum_protocol_alias_and_module_variables():
    text = (
        "class Colour(enum.Enum):\n    RED = 1\n    GREEN: int\n"
        "class Named(Protocol[T]):\n    name: str\n"
        "type Pair[T] = tuple[T, T]\nMAX_SIZE: int = 1\nfirst, second = 1, 2\nfirst = 3\nadd = lambda a, *b: a\n"
        "if first:\n    hidden = 1\n"
    )
    assert [(one.qualified_name, one.kind) for one in facts(text).symbols] == [
        ("Colour", "enum"),
        ("Colour.RED", "enum_member"),
        ("Colour.GREEN", "field"),
        ("Named", "interface"),
        ("Named.name", "field"),
        ("Pair", "type"),
        ("MAX_SIZE", "constant"),
        ("first", "variable"),
        ("second", "variable"),
        ("add", "function"),
        ("hidden", "variable"),
    ]
    assert [one.name for one in symbol(text, "add").parameters] == ["a", "b"]


def test_overloads_are_all_kept():
    text = "@overload\ndef f(a: int): ...\n@overload\ndef f(a: str): ...\ndef f(a): ...\n"
    assert [one.signature for one in facts(text).symbols] == ["def f(a: int)", "def f(a: str)", "def f(a)"]


def test_imports():
    text = (
        "import os, a.b.c\nimport numpy as np\nfrom . import near\nfrom ..pkg.mod import (f as g,\n  h)\n"
        "from star import *\nfrom __future__ import annotations\n"
    )
    assert [(one.module, one.name, one.alias, one.bound, one.line) for one in facts(text).imports] == [
        ("os", "", "", "os", 0),
        ("a.b.c", "", "", "a", 0),
        ("numpy", "", "np", "np", 1),
        (".", "near", "", "near", 2),
        ("..pkg.mod", "f", "g", "g", 3),
        ("..pkg.mod", "h", "", "h", 3),
        ("star", "*", "", "", 5),
        ("__future__", "annotations", "", "annotations", 6),
    ]


def test_calls():
    text = (
        "@register(1)\nclass A(make()):\n    def f(self):\n        self.x.go(1, *a, k=2)\n"
        "        sum(n for n in b)\n        plain(  # two\n            1, 2)\nmain()\n"
    )
    assert [(one.caller, one.receiver, one.name, one.arguments, one.line) for one in facts(text).calls] == [
        ("", "", "register", 1, 0),
        ("A", "", "make", 0, 1),
        ("A.f", "self.x", "go", 3, 3),
        ("A.f", "", "sum", 1, 4),
        ("A.f", "", "plain", 2, 5),
        ("", "", "main", 0, 7),
    ]


def test_references_leave_out_definitions_imports_and_locals():
    text = (
        "import os\nTABLE = {}\ndef f(path, n=TABLE):\n    size = os.stat(path).st_size\n"
        "    for line in path:\n        print(line, size, TABLE, helper)\n    return [x for x in n]\n"
    )
    found = [(one.receiver, one.name) for one in facts(text).references]
    assert found == [
        ("", "TABLE"), ("", "os"), ("os", "stat"), ("os.stat(path)", "st_size"), ("", "print"), ("", "TABLE"),
        ("", "helper"),
    ]  # fmt: skip


def test_a_name_declared_global_is_a_reference():
    text = "COUNT = 0\ndef f():\n    global COUNT\n    COUNT = COUNT + 1\n"
    assert [one.name for one in facts(text).references].count("COUNT") >= 1


def test_a_nested_function_sees_the_locals_around_it_as_locals():
    text = "def f(a):\n    def g(b):\n        return a, b, c\n    return b\n"
    assert [(one.name, one.line) for one in facts(text).references] == [("c", 2), ("b", 3)]


def test_offsets_are_bytes():
    text = '\ufeff# 注释 😀\r\n函数 = "😀"\r\n\r\ndef 計算(引数: "型") -> 結果:\r\n\treturn 引数.属性()\r\n'
    data = text.encode()
    found = facts(text)
    by_name = {one.name: one for one in found.symbols}
    assert set(by_name) >= {"函数", "計算"}
    for one in found.symbols:
        assert data[one.name_start : one.name_end].decode() == one.name
    function = by_name["計算"]
    assert function.signature == 'def 計算(引数: "型") -> 結果'
    assert function.line == 3
    (call,) = found.calls
    assert data[call.start : call.end].decode() == "引数.属性()"
    assert (call.receiver, call.line, call.caller) == ("引数", 4, "計算")


def test_form_feed_and_carriage_returns():
    found = extract(b"import a\r\x0c\rdef f():\r    x()\r", languages()["python"])
    assert [(one.name, one.line) for one in found.symbols] == [("f", 2)]
    assert [one.line for one in found.calls] == [3]


def test_long_values_and_receivers_are_cut():
    text = "TABLE = [" + "1, " * 500 + "]\n" + "x" + ".go()" * 300 + "\n"
    found = facts(text)
    assert len(found.symbols[0].signature) <= 240
    assert found.symbols[0].signature.endswith("…")
    assert max(len(one.receiver) for one in found.calls) <= 121
    assert any(one.receiver.startswith("…") for one in found.calls)


def test_enclosing_symbol():
    found = facts(CLASS)
    inside = CLASS.index("self.width // 2")
    around = enclosing_symbol(found, inside)
    assert around is not None
    assert around.qualified_name == "Shape.half"
    outer = enclosing_symbol(found, inside, {"class"})
    assert outer is not None
    assert outer.name == "Shape"
    assert enclosing_symbol(facts("x = 1\n\n\n"), 7) is None
