from __future__ import annotations

from pathlib import Path

import pytest

from lacewing.features.completion.outcome import Pending, PendingTexts
from lacewing.features.completion.types import InlineCompletion
from lacewing.syntax.source import source_of
from lacewing.text.position import Span

BEFORE, AFTER = "# 读取 😀\nvalue = ", "\nprint(value)\n"
TEXT = "read(path, 'utf-8')"
OFFSET = len(BEFORE.encode())


def pending(text: str = TEXT, typed: str = "") -> Pending:
    data = (BEFORE + typed + AFTER).encode()
    cursor = OFFSET + len(typed.encode())
    return Pending(data, cursor, "python", InlineCompletion(Span(OFFSET, cursor), text, "engine", 0.8))


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (TEXT, 1.0),
        (TEXT + "  # so", 1.0),
        ("", None),
        ("rea", None),
        ("read(path, ", None),
        ("open(", 0.0),
        ("read(f", 0.0),
        ("read(path, 'utf-16", 16 / 19),
        ("\n", 0.0),
    ],
)
def test_what_stands_there_decides(now: str, wanted: float | None) -> None:
    data = (BEFORE + now + AFTER).encode()
    assert pending().outcome(data, OFFSET + len(now.encode())) == (pytest.approx(wanted) if wanted else wanted)


def test_what_was_typed_before_counts_for_nothing() -> None:
    now = "read(pa"
    data = (BEFORE + now + "x" + AFTER).encode()
    assert pending(typed="read(").outcome(data, OFFSET + len(now) + 1) == 0.0


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        ("x" + BEFORE + AFTER, OFFSET + 1),
        (BEFORE + AFTER + "x", OFFSET),
        (BEFORE + AFTER, 0),
        (BEFORE + "a\nb\nc\nd" + AFTER, OFFSET + 7),
    ],
)
def test_who_goes_elsewhere_says_nothing(data: str, offset: int) -> None:
    with pytest.raises(LookupError):
        pending().outcome(data.encode(), offset)


def test_each_text_is_settled_once() -> None:
    texts = PendingTexts()
    source = source_of(Path("a.py"), (BEFORE + AFTER).encode())
    texts.show("a.py", source, OFFSET, pending().completion)
    assert texts.settled("a.py", source, OFFSET) is None
    other = source_of(Path("a.py"), (BEFORE + "no" + AFTER).encode())
    settled = texts.settled("a.py", other, OFFSET + 2)
    assert settled is not None
    assert settled[1] == 0.0
    assert settled[0].language == "python"
    assert texts.settled("a.py", other, OFFSET + 2) is None
    for number in range(40):
        texts.show(f"{number}.py", source, OFFSET, pending().completion)
    assert texts.take("0.py") is None
    assert texts.take("39.py") is not None
