from __future__ import annotations

from pathlib import Path

import pytest

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters import FILTERS, apply_filters
from lacewing.features.completion.filters.blank import drop_blank
from lacewing.features.completion.filters.fences import strip_fences
from lacewing.features.completion.filters.indentation import fit_indentation
from lacewing.features.completion.filters.line_ends import restore_line_ends, unify_line_ends
from lacewing.features.completion.filters.repeated_lines import drop_repeated_lines
from lacewing.features.completion.filters.repeated_prefix import strip_repeated_prefix
from lacewing.features.completion.filters.shape import cut_to_shape
from lacewing.features.completion.filters.situation import Situation
from lacewing.features.completion.filters.special_tokens import cut_special_tokens
from lacewing.features.completion.filters.suffix import fit_suffix
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


def test_one_line_only() -> None:
    assert text_of(cut_to_shape(said("\n\nw * h\nmore"), at("return █"))) == "w * h"


def test_block_ends_where_it_ends() -> None:
    body = "a = 1\n    if a:\n        b()\n\n    return b\n\ndef other():\n    pass"
    wanted = "a = 1\n    if a:\n        b()\n\n    return b"
    assert text_of(cut_to_shape(said(body), at("def f():\n    █\n", "block"))) == wanted


@pytest.mark.parametrize(
    ("marked", "text", "wanted"),
    [
        ("def f():\n    █\n", "    return 1", "return 1"),
        ("def f():\n█\n", "    return 1", "    return 1"),
        ("def f():\n  █\n", "    return 1", "  return 1"),
        ("if x {\n\ty()\n\t█\n}", "z()\n    w()", "z()\n\tw()"),
        ("if x {\n  y();\n  █\n}", "z(\n\tw)", "z(\n  w)"),
        ("x = f(a,\n      █)", "b,\n      c", "b,\n      c"),
        ("/**\n * a\n *█\n */", " b\n * c", " b\n * c"),
    ],
)
def test_indentation(marked: str, text: str, wanted: str) -> None:
    assert text_of(fit_indentation(said(text), at(marked, "block"))) == wanted


@pytest.mark.parametrize(
    ("marked", "text", "wanted"),
    [
        ("x = compute(1)\n█\n", "x = compute(1)", None),
        ("a\n█\nreturn total\n", "return total", None),
        ("a\nret█\n\nreturn total\n", "urn total", None),
        ("x = 1\n█\n", "y = 2", "y = 2"),
        ("{\n█\n", "{", "{"),
        ("f():\n    █\n\ndef g():\n", "return 1\n\ndef g():", "return 1\n"),
        ("█", "print(1)\nprint(1)\nprint(1)\nprint(1)", "print(1)"),
        ("█", "[1,\n 1,\n 1]", "[1,\n 1,\n 1]"),
    ],
)
def test_repeated_lines(marked: str, text: str, wanted: str | None) -> None:
    assert text_of(drop_repeated_lines(said(text), at(marked, "block"))) == wanted


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


@pytest.mark.parametrize(("marked", "text"), [("█", "  \n"), ("f(█)", ")"), ("█", "")])
def test_blank(marked: str, text: str) -> None:
    assert drop_blank(said(text), at(marked)) is None


def test_every_filter_leaves_a_good_text_alone() -> None:
    situation = at("def 面积(宽, 高):\r\n\treturn █\r\n")
    for each in FILTERS:
        found = each(said("宽 * 高  # 🎉", "engine"), situation)
        assert text_of(found) == "宽 * 高  # 🎉", each.__name__
    assert text_of(apply_filters(said("宽 * 高"), situation)) == "宽 * 高"
