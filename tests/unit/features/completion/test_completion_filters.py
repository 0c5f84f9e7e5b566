from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters import FILTERS, apply_filters
from lacewing.features.completion.filters.blank import drop_blank
from lacewing.features.completion.filters.copied_line import drop_copied_line
from lacewing.features.completion.filters.fences import strip_fences
from lacewing.features.completion.filters.following_lines import trim_following_lines
from lacewing.features.completion.filters.line_ends import restore_line_ends, unify_line_ends
from lacewing.features.completion.filters.loop import cut_loop
from lacewing.features.completion.filters.path_line import drop_path_line
from lacewing.features.completion.filters.repeated_prefix import strip_repeated_prefix
from lacewing.features.completion.filters.shape import cut_to_shape
from lacewing.features.completion.filters.situation import Situation
from lacewing.features.completion.filters.special_tokens import cut_special_tokens
from lacewing.features.completion.filters.suffix import fit_suffix
from lacewing.features.completion.filters.unfinished import trim_unfinished
from lacewing.features.completion.options import CompletionOptions
from lacewing.features.completion.place import Place
from lacewing.features.completion.trigger import Shape, Trigger
from lacewing.features.completion.types import Origin
from lacewing.syntax.source import source_of


def at(marked: str, shape: Shape = "line", name: str = "a.py") -> Situation:
    before, _, after = marked.partition("█")
    place = Place(source_of(Path(name), (before + after).encode()), len(before.encode()))
    return Situation(place, Trigger(shape, "code"), CompletionOptions())


def said(text: str, origin: Origin = "model") -> Candidate:
    return Candidate(text, origin, 0.9)


def text_of(candidate: Candidate | None) -> str | None:
    return candidate.text if candidate else None


def test_line_ends_are_unified_and_restored() -> None:
    unified = unify_line_ends(said("a\r\nb\rc\n"), at("█"))
    assert text_of(unified) == "a\nb\nc\n"
    assert text_of(restore_line_ends(said("a\nb"), at("x\r\ny█\r\n"))) == "a\r\nb"
    assert text_of(restore_line_ends(said("a\nb"), at("x\ny█\n"))) == "a\nb"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("w * h<|endoftext|>more", "w * h"),
        ("宽 * 高<|fim_suffix|>", "宽 * 高"),
        ("<fim_middle>w", "w"),
        ("w <EOT> h", "w "),
        ("a < b > c", "a < b > c"),
        ("list<String> x", "list<String> x"),
        ("<s>struck</s> out", "<s>struck</s> out"),
        ("w</s>", "w"),
    ],
)
def test_special_tokens(text: str, wanted: str) -> None:
    assert text_of(cut_special_tokens(said(text), at("█"))) == wanted
    assert text_of(cut_special_tokens(said(text, "engine"), at("█"))) == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("```python\nx = 1\n```", "x = 1"),
        ("Sure, here you are:\n```\nx = '🎉'\ny\n```\nDone.", "x = '🎉'\ny"),
        ("```go\nunfinished(", "unfinished("),
        ("x = 1\n```\nThis sets x.", "x = 1"),
        ("`x`", "x"),
        ("Here is the code:\nx = 1", "x = 1"),
        ("here = 1", "here = 1"),
        ("a ```b``` c", "a ```b``` c"),
        ("x = 1\n\n```python\ny = 2\n```", "x = 1"),
    ],
)
def test_fences(text: str, wanted: str) -> None:
    assert text_of(strip_fences(said(text), at("█"))) == wanted


@pytest.mark.parametrize(
    ("marked", "text", "wanted"),
    [
        ("    return █", "return w * h", "w * h"),
        ("    return █", "    return w * h", "w * h"),
        ("x = 宽█", "x = 宽度", "度"),
        ("retu█", "return x", "rn x"),
        ("a█", "ab", "ab"),
        ("x = w█", "w + 1", "w + 1"),
    ],
)
def test_repeated_prefix(marked: str, text: str, wanted: str) -> None:
    assert text_of(strip_repeated_prefix(said(text), at(marked))) == wanted


@pytest.mark.parametrize(
    ("marked", "text", "wanted"),
    [
        ("class A:\n    def f(self):\n        █", "    def f(self):\n        return 1", "        return 1"),
        ("x = [\n    1,\n    2█", "    1,\n    2,\n    3", ",\n    3"),
        ("}\n█", "}\nx()", "x()"),
        ("  {\n    █", "  {\n    x", "    x"),
        ("end\n█", "end\nx", "end\nx"),
        ("a(1)\nb(2)\n█", "b(2)", "b(2)"),
        ("  </█", "  </div", "div"),
    ],
)
def test_repeated_lines_above(marked: str, text: str, wanted: str) -> None:
    assert text_of(strip_repeated_prefix(said(text), at(marked))) == wanted
    assert text_of(strip_repeated_prefix(said(text, "engine"), at(marked))) == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# src/a.py\nx = 1", "x = 1"),
        ("// path: src\\b.js\nx = 1", "x = 1"),
        ("<!-- File: src/a.vue -->\n<a/>", "<a/>"),
        ("a.py\nx = 1", "x = 1"),
        ("b.py\nx = 1", "b.py\nx = 1"),
        ("# src/a.py", "# src/a.py"),
        ("# see src/a.py\nx = 1", "# see src/a.py\nx = 1"),
        ("os.path\nx = 1", "os.path\nx = 1"),
    ],
)
def test_path_line(text: str, wanted: str) -> None:
    assert text_of(drop_path_line(said(text), at("█"))) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("return val", "return"),
        ("f(a, b", "f(a"),
        ("x = 'done'", "x = 'done'"),
        ("a = 1\nb = valu", "a = 1"),
        ("a = 1\n", "a = 1\n"),
        ("宽", None),
        ("\n    ret", None),
    ],
)
def test_unfinished(text: str, wanted: str | None) -> None:
    assert text_of(trim_unfinished(replace(said(text), finished=False), at("█"))) == wanted
    assert text_of(trim_unfinished(said(text), at("█"))) == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("print(1)\nprint(1)\nprint(1)\nprint(1)", "print(1)"),
        ("a()\n  more(1)\n  more(2)\n  more(1)\n  more(2)\n  more(1)\n  more(2)", "a()\n  more(1)\n  more(2)"),
        ("[1,\n 1,\n 1]", "[1,\n 1,\n 1]"),
        ("more(1)\nmore(1)\nless(1)", "more(1)\nmore(1)\nless(1)"),
    ],
)
def test_loop(text: str, wanted: str) -> None:
    assert text_of(cut_loop(said(text), at("█"))) == wanted


@pytest.mark.parametrize(
    ("marked", "text", "wanted"),
    [
        ("f():\n    █\n\ndef g():\n", "return 1\n\ndef g():", "return 1"),
        ("f() {\n  █\n}\n", "if (a) {\n    b()\n  }\n}", "if (a) {\n    b()\n  }"),
        ("f() {\n  █\n}\n", "if (a) {\n    b()\n  }", "if (a) {\n    b()\n  }"),
        ("█\nx()\n", "x()", "x()"),
    ],
)
def test_following_lines(marked: str, text: str, wanted: str) -> None:
    assert text_of(trim_following_lines(said(text), at(marked, "block"))) == wanted


@pytest.mark.parametrize(
    ("marked", "text", "wanted"),
    [
        ("x = compute(1)\n█\n", "x = compute(1)", None),
        ("a\n█\nreturn total\n", "return total", None),
        ("a\nret█\n\nreturn total\n", "urn total", None),
        ("x = 1\n█\n", "y = 2", "y = 2"),
        ("{\n█\n", "{", "{"),
        ("    </div>\n  █\n</div>\n", "</div>", "</div>"),
        ("  <a\n<█ b>\n", "a", "a"),
    ],
)
def test_copied_line(marked: str, text: str, wanted: str | None) -> None:
    assert text_of(drop_copied_line(said(text), at(marked))) == wanted


@pytest.mark.parametrize(
    ("marked", "text", "wanted", "overwrites"),
    [
        ("f(█)", "a)", "a)", (1, 0)),
        ("f(█)", "a", "a", (0,)),
        ("f(g(█))", "a))", "a))", (2, 0)),
        ('x["█"]', 'a"]', 'a"]', (2, 0)),
        ("f(█)", "a):", "a):", (1, 0)),
        ("f(█);", "a);", "a);", (2, 1, 0)),
        ("f(█, 宽)", "高, 宽)", "高", (0,)),
        ("f(█, b)", "a, ", "a, ", (2, 0)),
        ("x = █foo", "of", "of", (0,)),
        ("x = █  ", "y", "y", (2,)),
        ("f(█)", "a)\nb()", "a)", (1,)),
    ],
)
def test_suffix(marked: str, text: str, wanted: str, overwrites: tuple[int, ...]) -> None:
    found = fit_suffix(said(text), at(marked, "rest"))
    assert text_of(found) == wanted
    assert found is not None
    assert found.overwrites == overwrites


def test_fences_are_text_in_prose() -> None:
    here = at("█", name="a.md")
    for text, wanted in [("```py", "```py"), ("Here is why:", "Here is why:"), ("```md\nA *b*.\n```", "A *b*.")]:
        assert text_of(strip_fences(said(text), here)) == wanted


def test_backquotes_are_code_where_they_quote() -> None:
    assert text_of(strip_fences(said("`a`"), at("f(█)", name="a.js"))) == "`a`"


@pytest.mark.parametrize(("marked", "text"), [("█", "  \n"), ("f(█)", ")"), ("█", "")])
def test_blank(marked: str, text: str) -> None:
    assert drop_blank(said(text), at(marked)) is None


def test_every_filter_leaves_a_good_text_alone() -> None:
    situation = at("def 面积(宽, 高):\r\n\treturn █\r\n")
    for each in FILTERS:
        found = each(said("宽 * 高  # 🎉", "engine"), situation)
        assert text_of(found) == "宽 * 高  # 🎉", each.__name__
    assert text_of(apply_filters(said("宽 * 高"), situation)) == "宽 * 高"


def test_the_engine_may_go_on_with_further_lines_where_nothing_stands_behind_the_cursor() -> None:
    lines = "x:\n    return 1"
    assert text_of(cut_to_shape(said(lines, "engine"), at("if █\n"))) == lines
    assert text_of(cut_to_shape(said(lines, "model"), at("if █\n"))) == "x:"
    assert text_of(cut_to_shape(said(lines, "engine"), at("if █:\n"))) == "x:"
    alone = replace(at("if █\n"), options=CompletionOptions(multiline=False))
    assert text_of(cut_to_shape(said(lines, "engine"), alone)) == "x:"
    few = replace(at("if █\n"), options=CompletionOptions(max_lines=2))
    assert text_of(cut_to_shape(said(lines + "\n    # more", "engine"), few)) == lines


def test_the_engine_stops_where_the_file_goes_on() -> None:
    below = at("if █\n    return 1\n    other()\n")
    assert text_of(trim_following_lines(said("x:\n    return 1\n    more()", "engine"), below)) == "x:"
    assert text_of(trim_following_lines(said("x:\n    return 2", "engine"), below)) == "x:\n    return 2"
