"""How often each word stands in a text. Of the text counted last only what has changed since is counted again, as after
every key."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lacewing.project.catalog.segment import Words
from lacewing.project.catalog.words import NUMBERS, WORD
from lacewing.text.diff import changed_part


class WordCounts(NamedTuple):
    """The words of `text`, sorted, and how often each stands there."""

    text: bytes
    words: Words
    counts: npt.NDArray[np.int64]


_last = WordCounts(b"", np.empty(0, np.uint32), np.empty(0, np.int64))


def word_counts(text: bytes) -> WordCounts:
    """The words of a text. Thread-safe."""
    global _last
    known = _last
    if text != known.text:
        _last = known = _changed(known, text)
    return known


def _changed(known: WordCounts, text: bytes) -> WordCounts:
    """The words of a text by those of another one: lines that both begin and end with are not looked at."""
    start, _, end = changed_part(known.text, text)
    start = text.rfind(b"\n", 0, start) + 1
    after = text.find(b"\n", end)
    rest = len(text) - after if after >= 0 else 0
    if 2 * (start + rest) < len(known.text):
        return _anew(text)
    changes = Counter(WORD.findall(text, start, len(text) - rest))
    changes.subtract(Counter(WORD.findall(known.text, start, len(known.text) - rest)))
    by_number: dict[int, int] = {}
    for word, count in changes.items():
        if count:
            number = NUMBERS[word]
            by_number[number] = by_number.get(number, 0) + count
    words = np.concatenate((known.words, np.fromiter(by_number, np.uint32, len(by_number))))
    counts = np.concatenate((known.counts, np.fromiter(by_number.values(), np.int64, len(by_number))))
    distinct, inverse = np.unique(words, return_inverse=True)
    sums = np.bincount(inverse, counts, minlength=len(distinct)).astype(np.int64)
    left = sums > 0
    return WordCounts(text, distinct[left], sums[left])


def _anew(text: bytes) -> WordCounts:
    numbers = np.fromiter(map(NUMBERS.__getitem__, WORD.findall(text)), np.uint32)
    return WordCounts(text, *np.unique(numbers, return_counts=True))
