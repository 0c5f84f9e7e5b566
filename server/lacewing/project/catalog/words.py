"""The words of code as 32-bit numbers, so that a project's words are arrays of integers and need no vocabulary.

Two words of one number are taken for each other: in 500,000 distinct words that happens to about thirty pairs, which a
ranking can bear. Must not import numpy: parsing processes import this module.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Set

WORD = re.compile(rb"[A-Za-z_$\x80-\xff][\w$\x80-\xff]+")
"""An identifier or word of two bytes or more, in UTF-8."""

_REMEMBERED = 60_000  # about 10 MB
_SUBWORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\dA-Z_]+|\d+")


class WordNumbers(dict[bytes, int]):
    """Numbers of words, worked out once each; bounded."""

    def __missing__(self, word: bytes) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        number = self[word] = number_of_bytes(word)
        return number


NUMBERS = WordNumbers()
"""The numbers of this process; `NUMBERS[b"name"]` is never 0."""


def number_of_bytes(word: bytes) -> int:
    """The number of a word in UTF-8, worked out; `NUMBERS` remembers it."""
    return zlib.crc32(word) or 1


def known_words(text: bytes, known: Mapping[int, object]) -> Set[int]:
    """The numbers of the words of a text that are keys of `known`."""
    return known.keys() & set(map(NUMBERS.__getitem__, WORD.findall(text)))


def number_of(word: str) -> int:
    """The number of one word."""
    return NUMBERS[word.encode()]


def subwords(name: str) -> list[str]:
    """The parts of a compound name in lower case: `parseHTTPHeader_v2` is parse, http, header, v, 2."""
    return [part.lower() for part in _SUBWORD.findall(name)]


def part_numbers(name: str) -> list[int]:
    """The numbers of the parts of a compound name, those of one letter left out."""
    return list(dict.fromkeys(number_of(part) for part in subwords(name) if len(part) > 1))
