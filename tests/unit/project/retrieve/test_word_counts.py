"""The words of a text are those of the whole text, however it came to be."""

from __future__ import annotations

from collections import Counter
from random import Random

from lacewing.project.catalog.words import NUMBERS, WORD
from lacewing.project.retrieve.word_counts import word_counts

PIECES = ["alpha", "beta", " ", "\n", "\r\n", "键盘", "😀", "(x1)", "\t", "_y", "alpha beta\n", "1e5"]


def test_after_every_edit_they_are_those_of_a_text_counted_anew() -> None:
    random = Random(3)
    text = ""
    for step in range(400):
        start = random.randrange(len(text) + 1)
        end = min(len(text), start + random.choice([0, 0, 1, 5, 40]))
        text = text[:start] + "".join(random.choices(PIECES, k=random.choice([0, 1, 1, 4, 30]))) + text[end:]
        text = "" if step % 97 == 96 else text
        data = text.encode()
        known = word_counts(data)
        wanted = Counter(NUMBERS[word] for word in WORD.findall(data))
        assert known.words.tolist() == sorted(wanted)
        assert known.counts.tolist() == [wanted[word] for word in sorted(wanted)]
        assert word_counts(data) is known
