from __future__ import annotations

import ast
from pathlib import Path

import pytest

from lacewing.features.testgen.cases import Case, Outcome
from lacewing.features.testgen.framework import Framework, find_framework, style_of
from lacewing.features.testgen.module import read_module
from lacewing.features.testgen.target import Target, targets_named
from lacewing.features.testgen.writing.code import quoted
from lacewing.features.testgen.writing.file import Additions, additions_to, names_in, new_file
from lacewing.features.testgen.writing.pytest_style import pytest_test
from lacewing.features.testgen.writing.tables import tables_of
from lacewing.features.testgen.writing.unittest_style import unittest_test
from lacewing.features.testgen.writing.wording import table_name, unique
from lacewing.project.import_edits.python import import_lines, parse_imports
from lacewing.run.interpreter import Interpreter, find_interpreter
from lacewing.syntax.source import source_of
from lacewing.text.edit import apply_edits

PATH = Path("/p/test_m.py")


def target(code: str = "def f(text, n=1): ...", name: str = "f") -> Target:
    module = read_module(source_of(Path("/p/m.py"), code.encode()), "m")
    assert module is not None
    return targets_named(module, name)[0]


def additions(framework: Framework = "pytest", cases: list[Case] | None = None) -> Additions:
    made = target()
    cases = cases or [case("'a'", "'A'"), case("'数'", "'数'")]
    write = unittest_test if framework == "unittest" else pytest_test
    tests = tuple(write(made, table, table_name(made, table.cases), "m") for table in tables_of(made, cases))
    return Additions("m.f", tests, framework, "TestF", "")


def case(text: str, result: str, **outcome: object) -> Case:
    return Case((("text", text),), "type", "", Outcome("returns", result, **outcome))  # type: ignore[arg-type]


def added(data: bytes, framework: Framework = "pytest") -> bytes:
    edits = additions_to(PATH, data, additions(framework))
    # Nothing that was there may change: every edit is an insertion.
    assert all(edit.span.start == edit.span.end for edit in edits)
    return apply_edits(data, edits)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"# only a comment, no newline",
        b'"""Docstring."""\n',
        b"import pytest\n",
        b"from m import g\n\n\ndef test_g():\n    assert g(1)",
        b"from m import (\n    g,\n    h\n)\n",
        b"from m import (g, h)\n",
        b"from m import (\n    g)  # noqa\n",
        b"from __future__ import annotations\n\nx = 1\n",
        b"import os\nif True:\n    import sys\n\nif __name__ == '__main__':\n    pass\n",
        'from m import g\n"数🙂é"\n'.encode(),
        b"def broken(:\n\ndef test_x():\n\tpass\n",
        b"from m import f\nimport pytest\n",
    ],
)
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
@pytest.mark.parametrize("framework", ["pytest", "unittest"])
def test_additions_keep_what_is_there(data: bytes, newline: bytes, framework: Framework) -> None:
    data = data.replace(b"\n", newline)
    text = added(data, framework)
    if newline == b"\r\n" and b"\r\n" in data:
        assert text.count(b"\n") == text.count(b"\r\n")
    if b"broken" not in data:
        tree = ast.parse(text)
        bound = [
            alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
        ]
        assert bound.count("f") == 1
    assert b"test_f" in text
    if b"__main__" in data:
        assert text.rstrip().endswith(b"pass")


def test_imports_join_the_statement_of_their_module() -> None:
    assert added(b"from m import g\n").startswith(b"import pytest\n\nfrom m import f, g\n")
    assert b"from m import z, a, f\n" in added(b"from m import z, a\n")
    assert b"from m import (\n    g,  # why\n    f,\n)" in added(b"from m import (\n    g,  # why\n)\n")
    assert b"from m import (\n    g,  # why\n    f,\n)" in added(b"from m import (\n    g  # why\n)\n")


def test_a_name_used_for_something_else_is_imported_inside() -> None:
    text = added(b"def f():\n    return 1\n").decode()
    assert "    from m import f\n" in text
    assert "\nfrom m import f" not in text
    ast.parse(text)


def test_an_existing_case_class_gains_methods() -> None:
    data = (
        b"import unittest\nfrom m import f\n\n\nclass TestF(unittest.TestCase):\n    def test_x(self):\n        pass\n"
    )
    text = added(data, "unittest")
    assert text.count(b"class TestF") == 1
    tree = ast.parse(text)
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    assert [getattr(node, "name", "") for node in classes[0].body] == ["test_x", "test_f"]


def test_names_of_a_file_include_methods() -> None:
    assert names_in(PATH, b"class T:\n    def a(self): ...\ndef b(): ...\n") == {"T", "a", "b"}
    assert unique("test_f", {"test_f"}) != "test_f"
    assert unique("test_f", {"test_f", "test_f_of_other_inputs"}) not in {"test_f", "test_f_of_other_inputs"}


def test_new_pytest_file_reads_well() -> None:
    assert new_file(additions()) == (
        '"""Tests of m.f."""\n\nimport pytest\n\nfrom m import f\n\n\n'
        '@pytest.mark.parametrize(\n    "text, expected",\n    [\n'
        '        ("a", "A"),\n        ("数", "数"),\n    ],\n)\n'
        "def test_f(text, expected):\n    assert f(text) == expected\n"
    )


RAISES = Case((("text", "''"),), "type", "", Outcome("raises", "ValueError", message="text is (empty)", place=3))
KINDS = [
    (case("'a'", "None"), 'assert f("a") is None', 'self.assertIsNone(f("a"))'),
    (case("'a'", "True"), 'assert f("a") is True', 'self.assertIs(f("a"), True)'),
    (case("'a'", "0.1234567890123", close=True), "pytest.approx(0.1234567890123)", "assertAlmostEqual"),
    (case("'a'", "[1]", view="list({})"), 'assert list(f("a")) == [1]', 'self.assertEqual(list(f("a")), [1])'),
    (RAISES, 'with pytest.raises(ValueError, match="text is"):', 'with self.assertRaisesRegex(ValueError, "text is"):'),
    (
        Case((("text", "'a'"),), "type", "", Outcome("prints", "'hi\\n'")),
        'assert capsys.readouterr().out == "hi\\n"',
        'self.assertEqual(printed.getvalue(), "hi\\n")',
    ),
    (
        Case((("text", "[2, 1]"),), "type", "", Outcome("changes", "None", fields=(("text", "[1, 2]"),))),
        "    text = [2, 1]\n    f(text)\n    assert text == [1, 2]",
        "        text = [2, 1]\n        f(text)\n        self.assertEqual(text, [1, 2])",
    ),
    (
        Case((("text", "'a'"),), "type", "", Outcome("fields", "R", fields=(("x", "1"), ("y", "None")))),
        '    result = f("a")\n    assert result.x == 1\n    assert result.y is None',
        "        self.assertEqual(result.x, 1)\n        self.assertIsNone(result.y)",
    ),
    (
        Case((("text", "'a'"),), "type", "", Outcome("instance", "str")),
        'assert isinstance(f("a"), str)',
        'self.assertIsInstance(f("a"), str)',
    ),
]


@pytest.mark.parametrize(
    ("made", "for_pytest", "for_unittest"),
    KINDS,
    ids=lambda value: getattr(value, "outcome", None) and value.outcome.kind,
)
def test_each_kind_of_outcome_is_asserted(made: Case, for_pytest: str, for_unittest: str) -> None:
    texts = [new_file(additions(framework, [made])) for framework in ("pytest", "unittest")]  # type: ignore[arg-type]
    assert for_pytest in texts[0]
    assert for_unittest in texts[1]
    for text in texts:
        ast.parse(text)


def test_async_functions_are_run() -> None:
    made = target("async def f(text): ...")
    written = pytest_test(made, tables_of(made, [case("'a'", "1")])[0], "test_f", "m")
    assert '    assert asyncio.run(f("a")) == 1' in written.lines
    assert "import asyncio" in written.imports


@pytest.mark.parametrize(
    ("arguments", "outcome", "wanted"),
    [
        ((("text", "''"),), Outcome("returns", "1"), "test_f_of_empty_text"),
        ((("text", "'a'"),), Outcome("returns", "1"), "test_f"),
        ((("text", "'a'"), ("n", "3")), Outcome("returns", "1"), "test_f_with_n"),
        ((("text", "'a'"), ("n", "False")), Outcome("returns", "1"), "test_f_without_n"),
        ((("text", "''"),), Outcome("raises", "ValueError"), "test_f_rejects_empty_text"),
        ((("text", "'a'"), ("n", "-1")), Outcome("raises", "ValueError"), "test_f_rejects_negative_n"),
        ((("text", "'oops'"), ("n", "5")), Outcome("raises", "ValueError", message="oops?"), "test_f_rejects_bad_text"),
    ],
)
def test_names_say_what_is_shown(arguments: tuple[tuple[str, str], ...], outcome: Outcome, wanted: str) -> None:
    assert table_name(target(), [Case(arguments, "type", "", outcome)]) == wanted


def test_double_quotes_where_nothing_is_lost() -> None:
    assert quoted("'a'") == '"a"'
    assert quoted("""{'a': "it's", 'b': b'x'}""") == """{"a": "it's", "b": b"x"}"""
    assert quoted("""'say "hi"'""") == """'say "hi"'"""
    assert quoted("u'a'") == '"a"'
    assert quoted("f'{x[\"a\"]}'") == "f'{x[\"a\"]}'"
    assert quoted("not python (") == "not python ("


def test_imports_are_grouped() -> None:
    wanted = ["from m import b", "import pytest", "import datetime", "from m import a", "import os as o"]
    assert import_lines(parse_imports(wanted)) == [
        "import datetime", "import os as o", "", "import pytest", "", "from m import a, b",
    ]  # fmt: skip


def test_framework_is_found_from_the_project(tmp_path: Path) -> None:
    nothing = Interpreter(Path("python"), ())
    texts = {"a.py": b"import unittest\nclass A(unittest.TestCase): ...\n", "b.py": b"def test_x(): ...\n"}
    assert find_framework(tmp_path, ["a.py"], nothing, texts.get) == "unittest"
    assert find_framework(tmp_path, ["b.py"], nothing, texts.get) == "pytest"
    assert find_framework(tmp_path, [], nothing, texts.get) == "unittest"
    (tmp_path / "pytest").mkdir()
    assert find_framework(tmp_path, [], Interpreter(Path("python"), (tmp_path,)), texts.get) == "pytest"
    (tmp_path / "pyproject.toml").write_text("[tool.pytest.ini_options]\n", "utf-8")
    assert find_framework(tmp_path, [], nothing, texts.get) == "pytest"
    assert style_of("x = 1") is None


def test_interpreter_of_the_project_is_preferred(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    assert find_interpreter(tmp_path).has("pytest")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    (tmp_path / ".venv" / "pyvenv.cfg").touch()
    (tmp_path / ".venv" / "lib" / "python3.12" / "site-packages" / "thing").mkdir(parents=True)
    python.touch(mode=0o755)
    found = find_interpreter(tmp_path)
    assert found.python == python
    assert found.has("thing")
    assert not found.has("pytest")
