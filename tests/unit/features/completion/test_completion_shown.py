from __future__ import annotations

from pathlib import Path

import pytest

from lacewing.features.completion.cache import ShownTexts
from lacewing.features.completion.place import Place
from lacewing.features.completion.types import InlineCompletion
from lacewing.syntax.source import source_of
from lacewing.text.position import Span


def place_in(marked: str) -> Place:
    before, _, after = marked.partition("█")
    return Place(source_of(Path("a.py"), (before + after).encode()), len(before.encode()))


@pytest.mark.parametrize(
    ("now", "rest"),
    [
        ("x = 宽█\ny\n", "度(🎉)"),
        ("x = 宽度█\ny\n", "(🎉)"),
        ("x = 宽度(█)\ny\n", "🎉)"),
        ("x = █\ny\n", "宽度(🎉)"),
        ("x =█\ny\n", " 宽度(🎉)"),
        ("█\ny\n", None),
        ("x = 宽度(🎉)█\ny\n", None),
        ("x = 高█\ny\n", None),
        ("x = 宽█\nz\n", None),
        ("z = 宽█\ny\n", None),
        ("x = 宽 = █\ny\n", None),
    ],
)
def test_recall(now: str, rest: str | None) -> None:
    shown = ShownTexts()
    first = place_in("x = █\ny\n")
    shown.remember("a.py", first, InlineCompletion(Span(first.offset, first.offset), "宽度(🎉)", "engine", 0.7))
    found = shown.recall("a.py", place_in(now))
    assert (found.text if found else None) == rest
    assert shown.recall("other.py", place_in(now)) is None


def test_overwritten_text_counts_as_gone() -> None:
    shown = ShownTexts()
    first = place_in("f(█)\n")
    shown.remember("a.py", first, InlineCompletion(Span(first.offset, first.offset + 1), "ab)", "engine", 0.7))
    found = shown.recall("a.py", place_in("f(a█)\n"))
    assert found is not None
    assert found.text == "b)"
    shown.forget("a.py")
    assert shown.recall("a.py", place_in("f(a█)\n")) is None


def test_a_later_text_replaces_the_shown_one_only_if_it_goes_on_from_it() -> None:
    shown = ShownTexts()
    first, span = place_in("x = █\ny\n"), Span(4, 4)
    shown.remember("a.py", first, InlineCompletion(span, "width", "engine", 0.9))
    shown.remember("a.py", first, InlineCompletion(span, "height", "model", 0.9), offered=False)
    assert [left.text for now in ("x = █\ny\n", "x = w█\ny\n") if (left := shown.recall("a.py", place_in(now)))] == [
        "width", "idth",
    ]  # fmt: skip
    other = shown.recall("a.py", place_in("x = h█\ny\n"))
    assert other is not None
    assert other.text == "eight"
    shown.remember("a.py", first, InlineCompletion(span, "height * 2", "model", 0.9), offered=False)
    longer = shown.recall("a.py", place_in("x = he█\ny\n"))
    assert longer is not None
    assert longer.text == "ight * 2"


def test_brackets_an_editor_closed_are_overwritten_where_the_text_closes_them_too() -> None:
    shown = ShownTexts()
    shown.remember("a.py", place_in("x = █\n"), InlineCompletion(Span(4, 4), "f(a", "engine", 0.9))
    left = shown.recall("a.py", place_in("x = f(█)\n"))
    assert left is not None
    assert (left.text, left.completion.span, left.exact) == ("a", Span(6, 6), False)
