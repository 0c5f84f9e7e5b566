from __future__ import annotations

import random

from lacewing.engine.stringtable import StringTable

TEXTS = ["b", "größe", "面积", "🎉", "a", "ab", "abc", "", "\ud800", "$q", "aé", "b\U0010ffff"]


def test_texts_by_number_and_numbers_by_text() -> None:
    table = StringTable.of(TEXTS)
    assert [table[number] for number in range(len(table))] == TEXTS
    assert [table.find(text) for text in TEXTS if text] == [number for number, text in enumerate(TEXTS) if text]
    assert table.find("absent") is None
    assert StringTable.of([]).find("a") is None


def test_prefixes_are_those_of_the_strings() -> None:
    chance = random.Random(3)
    texts = sorted({"".join(chance.choices("abé🎉面", k=chance.randrange(1, 5))) for _ in range(300)})
    chance.shuffle(texts)
    table = StringTable.from_arrays(StringTable.of(texts).arrays())
    for stem in ("a", "é", "🎉面", "ab", "bbbbbb"):
        found = [texts[number] for number in table.with_prefix(stem).tolist()]
        assert found == sorted(text for text in texts if text.startswith(stem))
