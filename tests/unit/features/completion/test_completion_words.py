from __future__ import annotations

from pathlib import Path

import pytest

from lacewing.features.completion.cursor_word import word_at
from lacewing.features.completion.place import Place
from lacewing.syntax.source import source_of
from lacewing.text.matching import match_quality
from lacewing.text.position import Span


@pytest.mark.parametrize(
    ("marked", "stem", "receiver", "length"),
    [
        ("foo.ba█", "ba", "foo", 2),
        ("foo.█", "", "foo", 0),
        ("x = a.b(c, d)[0].na█me + 1", "na", "a.b(c, d)[0]", 4),
        ("p->na█", "na", "p", 2),
        ("std::ve█", "ve", "std", 2),
        ("user?.na█", "na", "user", 2),
        ("return va█", "va", None, 2),
        ("x = 1.█", "", None, 0),
        ("宽.高█", "高", "宽", 3),
        ("🎉", "", None, 0),
        ("a = [b.c█", "c", "b", 1),
        ("chain()\n    .ne█", "ne", "chain()", 2),
    ],
)
def test_word(marked: str, stem: str, receiver: str | None, length: int) -> None:
    before, _, after = marked.partition("█")
    place = Place(source_of(Path("a.py"), (before + after).encode()), len(before.encode()))
    word = word_at(place)
    start = place.offset - len(stem.encode())
    assert (word.stem, word.receiver, word.span) == (stem, receiver, Span(start, start + length))


def test_match_quality_orders_the_ways_to_fit() -> None:
    names = ["get_user", "Get_x", "_get_all", "gravel_east_tower", "budget_x", "gorest", "zzz"]
    found = [match_quality(name, "get") for name in names]
    assert found == sorted(found, reverse=True)
    assert found[0] == 1
    assert found[-1] == 0
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(("name", "typed"), [("getUserName", "gUN"), ("get_user_name", "gun"), ("HTTPServer", "hs")])
def test_word_beginnings(name: str, typed: str) -> None:
    assert match_quality(name, typed) >= 0.2
