"""Which lines a text may have and how they are indented, whatever the model meant by its blanks."""

from __future__ import annotations

from pathlib import Path

import pytest

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.indentation import fit_indentation
from lacewing.features.completion.filters.shape import cut_to_shape
from lacewing.features.completion.filters.situation import Situation
from lacewing.features.completion.finish import finish
from lacewing.features.completion.options import CompletionOptions
from lacewing.features.completion.place import Place
from lacewing.features.completion.trigger import Trigger, decide
from lacewing.syntax.source import source_of
from lacewing.text.edit import TextEdit, apply_edits

OPTIONS = CompletionOptions()


def at(marked: str, name: str = "a.py", trigger: Trigger | None = None) -> Situation:
    before, _, after = marked.partition("█")
    source = source_of(Path(name), (before + after).encode())
    place = Place(source.at(len(before.encode())), len(before.encode()))
    found = trigger or decide(place, OPTIONS, manual=True)
    assert found is not None
    return Situation(place, found, OPTIONS)


def said(text: str) -> Candidate:
    return Candidate(text, "model", 0.9)


def accepted(marked: str, text: str, name: str = "a.py") -> str:
    """The file after accepting what is offered for the answer `text`."""
    situation = at(marked, name)
    (completion,) = finish([said(text)], situation)
    edit = TextEdit(completion.span, completion.text)
    return apply_edits(situation.place.source.data, [edit]).decode()


BLOCK = Trigger("block", "code")


@pytest.mark.parametrize(
    ("name", "marked", "text", "wanted"),
    [
        ("a.py", "def f():\n    █\n", "    return 1", "return 1"),
        ("a.py", "def f():\n█\n", "    return 1", "    return 1"),
        ("a.py", "def f():\n  █\n", "    return 1", "  return 1"),
        ("a.go", "if x {\n\ty()\n\t█\n}", "if z {\n        w()\n    }", "if z {\n\t\tw()\n\t}"),
        ("a.js", "if (x) {\n  y();\n  █\n}", "if (z) {\n\t\tw()\n\t}", "if (z) {\n    w()\n  }"),
        ("a.js", "  if (x) {\n    █\n  }", "if (z) {\n  w()\n}", "if (z) {\n      w()\n    }"),
        ("a.js", "  if (x) {\n    █\n  }", "    if (z) {\n      w()\n    }", "if (z) {\n      w()\n    }"),
        ("a.js", "  if (x) {\n    █\n  }", "a()\n        b()\n        c()", "a()\n    b()\n    c()"),
        ("a.py", "x = f(a,\n      █)", "b,\n      c", "b,\n      c"),
        ("a.py", "def f():\n    x = g(█)\n", "a,\n          b", "a,\n          b"),
        ("a.js", "/**\n * a\n *█\n */", " b\n * c", " b\n * c"),
        ("a.py", "def f():\n    █\n", "x = 1\n\nprint(x)", "x = 1\n\nprint(x)"),
        ("a.c", "\tf(a);\n\t█\n", "f(a,\n\t    b);", "f(a,\n\t    b);"),
        ("a.js", "f() {\n  █\n}", "a = `\nb\n`\n  c", "a = `\nb\n`\n  c"),
        ("a.py", "x = █", " 1", "1"),
        ("a.md", "- a\n  █", "  b", "b"),
    ],
)
def test_indentation(name: str, marked: str, text: str, wanted: str) -> None:
    found = fit_indentation(said(text), at(marked, name, BLOCK))
    assert found is not None
    assert found.text == wanted


@pytest.mark.parametrize(
    ("name", "marked", "text", "wanted"),
    [
        ("a.py", "return █", "\n\nw * h\nmore", "w * h"),
        (
            "a.py",
            "def f():\n    █\n",
            "a = 1\n    if a:\n        b()\n\n    return b\n\ndef other():\n    pass",
            "a = 1\n    if a:\n        b()\n\n    return b",
        ),
        ("a.js", "f() {\n  █\n", "a()\n}\n\ng()", "a()\n}"),
        ("a.js", "const x = {█}\n", "\n  a: 1,\n}\nf()", "\n  a: 1,\n"),
        ("a.js", "const x = {█}\n", " a: 1 }", " a: 1 }"),
        ("a.py", "# The area.\n█\n", "def f(w, h):\n    return w * h\n\nx = 1", "def f(w, h):\n    return w * h"),
        ("a.py", "# The area.\n█\n", "@cache\ndef f(w):\n    return w\nx = 1", "@cache\ndef f(w):\n    return w"),
        ("a.c", "// The area.\n█\n", "int f(int w)\n{\n  return w;\n}\nint x;", "int f(int w)\n{\n  return w;\n}"),
        ("a.c", "int f() {\n  █\n}\n", "a();\n#if X\n  b();\n#endif\n}", "a();\n#if X\n  b();\n#endif\n}"),
        ("a.yaml", "kind: █\n", "Secret\nname: x", "Secret"),
    ],
)
def test_shape(name: str, marked: str, text: str, wanted: str) -> None:
    found = cut_to_shape(said(text), at(marked, name))
    assert found is not None
    assert found.text == wanted


@pytest.mark.parametrize(
    ("name", "marked", "text", "wanted"),
    [
        ("a.js", "f(() => {█})\n", "\n  g()\n})", "f(() => {\n  g()\n})\n"),
        ("a.js", "  if (a) {█}\n", "\n    b()\n  }\n\nc()", "  if (a) {\n    b()\n  }\n"),
        ("a.html", "<b>x</█>\n", "</b", "<b>x</b>\n"),
        ("a.js", "x = [█]\n", "[1], [2]", "x = [[1], [2]]\n"),
        ("a.js", "x = g(█)\r\n", "a, b).c()", "x = g(a, b).c()\r\n"),
        (
            "a.rb",
            "def f\n  █\nend\n",
            "a.each do |b|\n    c\n  end\nend",
            "def f\n  a.each do |b|\n    c\n  end\nend\n",
        ),
        ("a.java", "class A {\r\n\t█\r\n}\r\n", "int a;\n    int b;", "class A {\r\n\tint a;\r\n\tint b;\r\n}\r\n"),
        (
            "a.vue",
            "<script>\n█\n</script>\n",
            "let a = '宽'\n\nlet b = 1\n</script>",
            "<script>\nlet a = '宽'\n\nlet b = 1\n</script>\n",
        ),
    ],
)
def test_accepting(name: str, marked: str, text: str, wanted: str) -> None:
    assert accepted(marked, text, name) == wanted
