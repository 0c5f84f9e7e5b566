"""What is learned from a change, and where a text is found in which it can be done again."""

from __future__ import annotations

import pytest

from lacewing.features.next_edit.places import places_of
from lacewing.features.next_edit.rewrite import rewrites_of
from lacewing.text.edit import apply_edits


def done_again(before: str, after: str, text: str) -> str:
    """`text` with every place changed as `before` was to give `after`."""
    data = text.encode()
    edits = [
        place.edit for rewrite in rewrites_of(before.encode(), after.encode()) for place in places_of(rewrite, data)
    ]
    return apply_edits(data, edits).decode()


@pytest.mark.parametrize(
    ("before", "after", "text", "wanted"),
    [
        # A name by itself: whole words only, whatever stands around.
        ("x = old\n", "x = new\n", "f(old, older, my_old, 旧old)\n", "f(new, older, my_old, 旧old)\n"),
        # What stays in the midst may be anything whose brackets match.
        (
            "def f(a: Optional[str]): ...\n",
            "def f(a: str | None): ...\n",
            "b: Optional[dict[str, int]] = 1\n",
            "b: dict[str, int] | None = 1\n",
        ),
        # A word that changes with its place.
        ("x = super(Foo, self).go()\n", "x = super().go()\n", "y = super(Bar, self).stay()\n", "y = super().stay()\n"),
        # An argument more where the same is called with the same.
        (
            "send(message, key)\n",
            "send(message, key, timeout=3)\n",
            "z = send(message, key)\n",
            "z = send(message, key, timeout=3)\n",
        ),
        # Lines put in keep the indentation of the place, tabs too.
        (
            "class A:\n    start()\n    stop()\n",
            "class A:\n    start()\n    if late:\n        wait()\n    stop()\n",
            "class B:\n\tif x:\n\t\tstart()\n\t\tstop()\n",
            "class B:\n\tif x:\n\t\tstart()\n\t\tif late:\n\t\t    wait()\n\t\tstop()\n",
        ),
        # Emoji and CJK are words or characters like others; offsets are bytes.
        ('log("😀 开始", level)\n', 'log("😀 开始", depth)\n', "测试(level)\n", "测试(depth)\n"),
        # Line ends of the place are not touched.
        ("a.old()\n", "a.new()\n", "b.old()\r\nc\r\n", "b.new()\r\nc\r\n"),
    ],
)
def test_a_change_is_done_again(before: str, after: str, text: str, wanted: str) -> None:
    assert done_again(before, after, text) == wanted


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("x = 1\n", "x  =  1\n", "x = 1\n"),  # white space says nothing
        ("f()\n", "f();\n", "g()\nh()\n"),  # too little stands around to go by
        ("a(x[0])\n", "a(x)\n", "b(y[0])\n"),  # another word before and behind
    ],
)
def test_what_says_too_little_is_not_done_again(before: str, after: str, text: str) -> None:
    assert done_again(before, after, text) == text


def test_the_same_done_twice_counts_twice() -> None:
    rewrites = rewrites_of(b"a = old\nb = old\n", b"a = new\nb = new\n")
    assert [(each.old, each.new, each.times) for each in rewrites] == [((b"old",), (b"new",), 2)]


def test_lines_that_are_alike_are_compared_with_each_other() -> None:
    before = b"// about a\n// about b\nplain: renderer{}\n"
    after = b"plain: textRenderer{}\n"
    assert [(each.old, each.new) for each in rewrites_of(before, after) if each.new] == [
        ((b"renderer",), (b"textRenderer",))
    ]
