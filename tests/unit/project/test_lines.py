"""Lines of a text."""

from __future__ import annotations

import pytest

from lacewing.project.catalog.lines import lines_of


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("a\n", ["a", ""]),
        ("a\r\nb\r\n\r\n", ["a", "b", "", ""]),
        ("\n\n键 = '😀'\n\tx", ["", "", "键 = '😀'", "\tx"]),
        ("a\rb\r", ["a\rb"]),
        ("a\x0cb\u2028c", ["a\x0cb\u2028c"]),
    ],
)
def test_ends_are_those_that_editors_count(text: str, lines: list[str]) -> None:
    assert lines_of(text.encode())[0] == [line.encode() for line in lines]


def test_short_lines_take_more_than_their_bytes() -> None:
    assert 200 * len(b"line\n") < lines_of(b"line\n" * 200)[1] < 200 * 100
