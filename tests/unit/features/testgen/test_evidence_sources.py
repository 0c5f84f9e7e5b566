from __future__ import annotations

import re
from pathlib import Path

import pytest

from lacewing.features.testgen.cases import Outcome
from lacewing.features.testgen.evidence.call_sites import call_site_cases
from lacewing.features.testgen.evidence.construct import instances
from lacewing.features.testgen.evidence.documents import docstring_cases, document_cases
from lacewing.features.testgen.evidence.patterns import matching_text
from lacewing.features.testgen.evidence.pools import pool
from lacewing.features.testgen.evidence.shapes import Shape, shapes_of_annotation
from lacewing.features.testgen.evidence.usage import usage_of
from lacewing.features.testgen.module import Module, parse_expression, read_module
from lacewing.features.testgen.target import Target, targets_named
from lacewing.project.options import ProjectOptions
from lacewing.project.workspace import Project
from lacewing.syntax.source import source_of


def module_of(text: str) -> Module:
    module = read_module(source_of(Path("/p/m.py"), text.encode()), "pkg.m")
    assert module is not None
    return module


def target_of(module: Module, name: str) -> Target:
    return targets_named(module, name)[0]


def documented(
    docstring: str, name: str = "f", code: str = "def f(a, b=0):\n    '''DOC'''"
) -> dict[str, Outcome | None]:
    module = module_of(code.replace("DOC", docstring))
    cases = docstring_cases(target_of(module, name), module)
    return {", ".join(f"{n}={t}" for n, t in case.arguments): case.outcome for case in cases}


def test_doctests_become_cases() -> None:
    found = documented(
        """
    >>> f(1)
    'one'
    >>> f(2, b=3)
    [1, 2]
    >>> x = [1]
    >>> f(x)
    >>> f(4)  # doctest: +SKIP
    9
    >>> f(5)
    Traceback (most recent call last):
      ...
    ValueError: no five
    >>> f(6)
    <object at ...>
    >>> print(f(7))
    seven
    >>> list(f(8))
    [8]
    >>> f(9) == 81
    True
    """
    )
    assert found == {
        "a=1": Outcome("returns", "'one'"),
        "a=2, b=3": Outcome("returns", "[1, 2]"),
        "a=[1]": None,
        "a=5": Outcome("raises", "ValueError", message="no five"),
        "a=6": None,
        "a=7": Outcome("returns", "'seven'", "str({})"),
        "a=8": Outcome("returns", "[8]", "list({})"),
        "a=9": Outcome("returns", "81"),
    }


def test_module_prefixes_of_documentation_are_dropped() -> None:
    found = documented(">>> import pkg\n>>> pkg.f(1)\n2\n>>> from pkg.m import f as g\n>>> g(3)\n4\n>>> other.f(5)\n6")
    assert found == {"a=1": Outcome("returns", "2"), "a=3": Outcome("returns", "4")}


def test_a_changed_variable_is_forgotten() -> None:
    assert documented(">>> x = []\n>>> x.append(1)\n>>> f(x)\n1") == {}


def test_names_that_cannot_be_imported_are_refused() -> None:
    assert documented(">>> f(secret)\n1") == {}


def test_readme_blocks(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(
        "# f\n```python\nfrom pkg.m import f\ntxt = '数 🙂'\nr = f(txt)\nself.assertEqual(r, 'x')\n"
        "f(1)  # => 2\nf(3)\n# -> 4\nf(5)  # a comment\nassert f(6) == {'a': 1}\n```\n```sh\nf(7)\n```\n",
        "utf-8",
    )
    module = module_of("def f(a): ...")
    found = {case.arguments[0][1]: case.outcome for case in document_cases(target_of(module, "f"), module, tmp_path)}
    assert found == {
        "'数 🙂'": Outcome("returns", "'x'"),
        "1": Outcome("returns", "2"),
        "3": Outcome("returns", "4"),
        "5": None,
        "6": Outcome("returns", "{'a': 1}"),
    }


def test_restructured_text_and_indented_sessions(tmp_path: Path) -> None:
    (tmp_path / "README.rst").write_text(
        "Use\n\n.. code-block:: python\n\n    >>> f('a')\n    'A'\n\nand::\n\n    >>> f('b')\n    'B'\n", "utf-8"
    )
    module = module_of("def f(a): ...")
    found = [case.outcome for case in document_cases(target_of(module, "f"), module, tmp_path)]
    assert found == [Outcome("returns", "'A'"), Outcome("returns", "'B'")]


@pytest.mark.parametrize(
    ("annotation", "wanted"),
    [
        ("int", [Shape("int")]),
        ("'str | None'", [Shape("str"), Shape("none")]),
        ("Optional[int]", [Shape("int"), Shape("none")]),
        ("Union[str, bytes]", [Shape("str"), Shape("bytes")]),
        ("list[dict[str, int]]", [Shape("list", (Shape("dict", (Shape("str"), Shape("int"))),))]),
        ("Literal['a', 2]", [Shape("literal", (), "'a'"), Shape("literal", (), "2")]),
        ("Sequence[T]", [Shape("list", (Shape("int"),))]),
        ("tuple[int, ...]", [Shape("tuple", (Shape("int"), Shape("int")))]),
        ("Color", [Shape("enum", (), "Color")]),
        ("Alias", [Shape("str")]),
        ("np.ndarray", []),
        ("Callable[[int], str]", [Shape("callable")]),
    ],
)
def test_annotations(annotation: str, wanted: list[Shape]) -> None:
    module = module_of("class Color(Enum):\n    RED = 1\nAlias = str\nT = TypeVar('T', bound=int)\n")
    assert shapes_of_annotation(parse_expression(annotation), module) == wanted


@pytest.mark.parametrize(
    ("body", "shapes", "literals"),
    [
        ("return x.lower()", ["str"], []),
        ("return x < 10", ["int"], ["10", "9"]),
        ("return x <= 10", ["int"], ["10", "11"]),
        ("return 10 > x", ["int"], ["10", "9"]),
        ("return x == 'a'", ["str"], ["'a'"]),
        ("return x in ('a', 'b')", ["str"], ["'a'", "'b'"]),
        ("return isinstance(x, bytes)", ["bytes"], []),
        ("return TABLE[x]", ["str"], ["'k'", "'l'"]),
        ("return TABLE.get(x)", ["str"], ["'k'", "'l'"]),
        ("return other(x)", ["str"], []),
        ("return re.match('a', x)", ["str"], []),
        ("return [y for y in x]", ["list"], []),
        ("return x(1)", ["callable"], []),
        ("return x['key']", ["dict"], []),
        ("y = x\n    return y % 2", ["int"], []),
        ("return len(x) > 2", ["str", "list"], ["'aa'", "'aaa'"]),
    ],
)
def test_usage_in_the_body(body: str, shapes: list[str], literals: list[str]) -> None:
    module = module_of(f"TABLE = {{'k': 1, 'l': 2}}\ndef other(s): return s.strip()\ndef f(x):\n    {body}\n")
    target = target_of(module, "f")
    usage = usage_of(target, target.params[0], module)
    assert [shape.kind for shape in usage.shapes] == shapes
    assert usage.literals == literals


@pytest.mark.parametrize(
    "pattern",
    [
        r"^\d+(\.\d+)?$",
        r"#[a-f0-9]{6}",
        r"(?P<y>\d{4})-(\d\d)",
        r"(a|bc)+x*?",
        r"[^a]\w",
        r"(?i)foo",
        r"\s+|[_-]",
        r"(x)\1",
    ],
)
def test_texts_for_patterns_match(pattern: str) -> None:
    for generous in (True, False):
        text = matching_text(pattern, generous)
        assert text is not None
        assert re.search(pattern, text)


def test_patterns_without_an_example_give_none() -> None:
    assert matching_text("(", True) is None
    assert matching_text("a{200}", True) is None


def test_pools_are_expressions_of_their_shape() -> None:
    module = module_of("class Color(Enum):\n    RED = 1\n    _x = 2\n")
    assert pool(Shape("enum", (), "Color"), module) == ["Color.RED"]
    for kind, owner in (("str", str), ("int", int), ("list", list), ("dict", dict), ("set", set), ("tuple", tuple)):
        values = pool(Shape(kind), module)
        assert values
        assert all(isinstance(eval(text), owner) for text in values)
    nested = pool(Shape("dict", (Shape("str"), Shape("list", (Shape("int"),)))), module)
    assert all(isinstance(eval(text), dict) for text in nested)


def test_instances_come_from_examples_and_constructors() -> None:
    code = """
@dataclass
class Point:
    x: int
    y: int = 0
class Named(Base):
    pass
class Shown:
    '''
    >>> Shown("a", 2).area()
    '''
    def __init__(self, name, size): ...
class Abstract:
    @abstractmethod
    def f(self): ...
class Pair(NamedTuple):
    left: Point
    right: str
class Empty:
    pass
"""
    module = module_of(code)
    assert instances("Point", module)[0] == "Point(3)"
    assert instances("Named", module) == []
    assert instances("Shown", module)[0] == "Shown('a', 2)"
    assert instances("Abstract", module) == []
    assert instances("Pair", module)[0] == "Pair(Point(3), 'Hello World')"
    assert instances("Empty", module) == ["Empty()"]


def test_calls_that_read_their_surroundings_are_no_examples(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text("import os, sys, time\n\ndef f(a):\n    return a\n")
    (tmp_path / "main.py").write_text(
        "import os, sys, time\nfrom m import f\n\nf(sys.argv[1])\nf(os.environ['HOME'])\nf(time.time())\nf('plain')\n"
    )
    project = Project(tmp_path, ProjectOptions(), tmp_path / ".cache")
    try:
        project.update_index()
        module = read_module(source_of(tmp_path / "m.py", (tmp_path / "m.py").read_bytes()), "m")
        assert module is not None
        cases = call_site_cases(target_of(module, "f"), module, project.index, project.read)
        assert [case.arguments for case in cases] == [(("a", "'plain'"),)]
    finally:
        project.close()
