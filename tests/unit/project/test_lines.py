"""Lines of a text, made one by one."""

from __future__ import annotations

import pytest

from lacewing.project.catalog.lines import Lines


@pytest.mark.parametrize(
    "text", ["", "a", "a\n", "a\r\nb\r\n\r\n", "\n\n键 = '😀'\n\tx", "\r\n", "a\rb\r", "a\x0cb\u2028c"]
)
def test_as_if_it_had_been_split(text: str) -> None:
    wanted = text.encode().replace(b"\r\n", b"\n").removesuffix(b"\r").split(b"\n")
    lines = Lines(text.encode())
    assert len(lines) == len(wanted)
    assert list(lines) == wanted
    assert [lines[at] for at in range(len(lines))] == wanted
    for first in range(len(wanted) + 2):
        for stop in range(len(wanted) + 2):
            assert lines[first:stop] == wanted[first:stop]
    with pytest.raises(IndexError):
        lines[len(wanted)]


def test_its_size_is_that_of_the_text_and_the_places() -> None:
    assert 1000 < Lines(b"line\n" * 200).size < 2000
