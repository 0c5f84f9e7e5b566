"""Lines of texts larger than the stretch that is split at once, and places in large documents."""

from __future__ import annotations

import random
import re

import pytest

from lacewing.text.document import Document
from lacewing.text.position import LineIndex, Position, PositionEncoding

PIECES = ["x = 1", "", "\t日本", "🙂 = ☃", "\f\u2028\x85", "a" * 90]


def large_text(ends: list[str], seed: int = 7) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice(PIECES) + chance.choice(ends) for _ in range(9000))


@pytest.mark.parametrize(
    "ends", [["\n"], ["\r\n"], ["\r"], ["\n", "\r\n", "\r", "\r"]], ids=["lf", "crlf", "cr", "mixed"]
)
@pytest.mark.parametrize("tail", ["", "no line end", "\r", "\n"])
def test_lines_are_where_the_protocol_says(ends: list[str], tail: str) -> None:
    data = (large_text(ends) + tail).encode()
    assert len(data) > 2 << 16
    starts = [0, *(match.end() for match in re.finditer(rb"\r\n|\n|\r", data))]
    index = LineIndex(data)
    assert index.line_count == len(starts)
    assert [index.line_start(line) for line in range(len(starts))] == starts
    assert [index.line_of(start) for start in starts] == list(range(len(starts)))
    assert index.line_of(len(data)) == len(starts) - 1
    assert index.line_start(len(starts)) == len(data)


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"\r", b"\r\n", b"a", b"a\n", b"\n" * 70_000, b"a" * 70_000, b"\n" * (1 << 16)]
)
def test_lines_of_extreme_texts(data: bytes) -> None:
    starts = [0, *(match.end() for match in re.finditer(rb"\r\n|\n|\r", data))]
    index = LineIndex(data)
    assert [index.line_start(line) for line in range(index.line_count)] == starts


def test_a_document_and_the_index_of_its_text_agree_on_every_place() -> None:
    chance = random.Random(3)
    text = large_text(["\n", "\r\n", "\r"])
    document = Document("file:///a.py", "python", 1, text)
    for encoding in PositionEncoding:
        for _ in range(100):
            place = Position(chance.randrange(9400), chance.randrange(100))
            insert = Position(chance.randrange(9400), chance.randrange(10))
            document.apply(insert, insert, chance.choice(["", "z", "\r", "\n", "日\r\n"]), encoding)
            assert document.offset(place, encoding) == LineIndex(document.data()).offset(place, encoding)
        assert document.line_count == LineIndex(document.data()).line_count
