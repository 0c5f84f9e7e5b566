"""Names visible at a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from lacewing.syntax.language import languages
from lacewing.syntax.scopes import definitions_in_scope, scopes_of
from lacewing.syntax.source import Source, source_of
from marks import strip_marks


def visible(name: str, text: str) -> list[str]:
    marked = strip_marks(text)
    assert marked.cursor is not None
    found = definitions_in_scope(source_of(Path(name), marked.data), marked.cursor)
    for one in found:
        assert marked.data[one.span.start : one.span.end].decode() == one.name
    return [f"{one.kind} {one.name}" for one in found]


def test_python_inner_names_come_first():
    text = """\
import os.path, json as j
from m import n as 名
TOP = 1
class K:
    attribute = 1
    def method(self, first, *args, key=1, **rest):
        global STATE
        STATE = 2
        for i, (a, *b) in first:
            with open(first) as file:
                try: pass
                except OSError as error:
                    return [each for each in args if █each]
def other(): hidden = 1
"""
    assert visible("a.py", text) == [
        "variable each",
        "parameter self", "parameter first", "parameter args", "parameter key", "parameter rest",
        "variable i", "variable a", "variable b", "variable file", "variable error",
        "import os", "import j", "import 名", "variable TOP", "class K", "function other", "variable STATE",
    ]  # fmt: skip


def test_a_class_body_sees_its_own_names():
    assert visible("a.py", "class K:\n    a = 1\n    b = █a\n") == ["variable a", "variable b", "class K"]


def test_a_shadowed_name_is_listed_once_as_the_inner_one():
    assert visible("a.py", "x = 1\ndef f(x):\n    return █x\n") == ["parameter x", "function f"]


def test_nonlocal_is_the_name_of_the_function_around():
    text = "def f():\n    n = 1\n    def g():\n        nonlocal n\n        n = 2\n        █pass\n"
    assert visible("a.py", text) == ["variable n", "function g", "function f"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("def f(a):\n    b = 1\n    █\n\ndef g(): pass\n", ["parameter a", "variable b", "function f", "function g"]),
        ("def f(a):\n    b = 1\n\n\n    █", ["parameter a", "variable b", "function f"]),
        ("def f(a):\n\tb = 1\n\t█\n", ["parameter a", "variable b", "function f"]),
        ("def f(a):\r\n    b = 1\r\n    █\r\n", ["parameter a", "variable b", "function f"]),
        ("def f(a):\n    b = 1\n█\n", ["function f"]),
        ("class K:\n    def f(self): pass\n    █\n", ["function f", "class K"]),
        ("def f(a):\n    b = 1\n    c = g(b, █", ["parameter a", "variable b", "function f"]),
        ("def f(a):\n    if a:\n        b = 1\n        ret█", ["parameter a", "variable b", "function f"]),
    ],
)
def test_python_blocks_end_by_indentation(text: str, wanted: list[str]):
    assert visible("a.py", text) == wanted


def test_javascript_blocks_and_destructuring():
    text = (
        'import d, { a as b } from "x";\n'
        "function f({ p, q: [r] }, s = 1, ...t) {\n"
        "  const u = 1;\n  if (u) { let v; } else { for (const [k] of t) { const g = z => █z; } }\n"
        "  try {} catch (e) {}\n}\nclass C {}\n"
    )
    assert visible("a.js", text) == [
        "parameter z", "variable g", "variable k", "variable u", "variable p", "variable r",
        "parameter s", "parameter t", "import d", "import b", "function f", "class C",
    ]  # fmt: skip


def test_nothing_of_a_function_is_seen_behind_its_brace():
    assert visible("a.js", "function f(a) { let b; }█\n") == ["function f"]
    assert visible("a.ts", "function f(a: string) { let b; █}\n") == ["variable b", "parameter a", "function f"]


def test_typescript_types_are_names():
    text = "interface I<T> {}\ntype A = 1; enum E {}\nabstract class C {}\nnamespace N { const inner = 1; }\n█"
    assert visible("a.ts", text) == ["class I", "class A", "class E", "class C"]


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("A.java", "class A { int f(int a) { int b = 1; for (int i = 0;;) { █ } } }", {"a", "b", "i"}),
        ("a.go", "package m\nfunc f(a, b int) {\n\tc := 1\n\tfor i := range c {\n\t\t█\n\t}\n}\n", {"a", "c", "i"}),
        ("a.c", "int f(char *a[]) { int b = 1; █ }", {"a", "b"}),
        ("a.cpp", "int f(const T& a) { auto b = 1; for (auto x : a) { █ } }", {"a", "b", "x"}),
    ],
)  # fmt: skip
def test_other_languages(name: str, text: str, wanted: set[str]):
    assert wanted <= {entry.split()[1] for entry in visible(name, text)}


def test_a_package_is_called_by_the_last_part_of_its_path_but_for_a_version():
    imports = '"net/http"\n\t"a.io/图/v2"\n\t"gopkg.in/yaml.v3"\n\tj "x/k"\n\t"v2"'
    text = f"package m\nimport (\n\t{imports}\n)\nfunc f() {{\n\t█\n}}\n"
    assert {"import http", "import 图", "import yaml", "import j", "import v2"} <= set(visible("a.go", text))


def test_a_path_whose_end_is_not_written_yet_names_nothing():
    text = 'package m\nimport (\n\t"net/"\n\t"os"\n)\nfunc f() {\n\t█\n}\n'
    assert [entry for entry in visible("a.go", text) if "import" in entry] == ["import os"]


def test_unknown_language_and_empty_file():
    assert definitions_in_scope(Source(Path("a.xyz"), b"x", None), 0) == []
    assert definitions_in_scope(source_of(Path("a.py"), b""), 0) == []


def test_ten_thousand_nested_lambdas():
    data = b"x = " + b"lambda a: " * 10_000 + b"a"
    found = definitions_in_scope(source_of(Path("a.py"), data), len(data))
    assert {one.name for one in found} <= {"a", "x"}


@pytest.mark.parametrize("name", ["python", "go", "typescript", "rust", "cpp", "ruby", "kotlin"])
def test_the_scopes_around_a_place_have_all_their_names(name: str) -> None:
    language = languages()[name]
    for sample in sorted((language.folder / "samples").iterdir()):
        source = source_of(sample, sample.read_bytes())
        root = source.tree.root_node
        everywhere = scopes_of(root, source.data, language)
        for offset in range(0, len(source.data), 97):
            around = scopes_of(root, source.data, language, offset)
            assert [(each.span, each.node_type, each.parent) for each in around] == [
                (each.span, each.node_type, each.parent) for each in everywhere
            ]
            for scope, known in zip(around, everywhere, strict=True):
                assert scope.names == known.names or not scope.span.start < offset < scope.span.end
