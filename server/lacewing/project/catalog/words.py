"""The words of code as 32-bit numbers, so that a project's words are arrays of integers and need no vocabulary.

Two words of one number are taken for each other: in 500,000 distinct words that happens to about thirty pairs, which a
ranking can bear. Must not import numpy: parsing processes import this module.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Set

WORD = re.compile(rb"[A-Za-z_$\x80-\xff][\w$\x80-\xff]+")
"""An identifier or word of two bytes or more, in UTF-8."""

_REMEMBERED = 60_000  # about 10 MB
_SUBWORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\dA-Z_]+|\d+")


class WordNumbers(dict[bytes, int]):
    """Numbers of words, worked out once each; bounded."""

    def __missing__(self, word: bytes) -> int:
        return self._remember(word, zlib.crc32(word) or 1)

    def _remember(self, word: bytes, number: int) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = number
        return number


class TellingNumbers(WordNumbers):
    """As `WordNumbers`, but 0 for what says nothing: `silent` words, single bytes, what begins with a digit."""

    def __init__(self, silent: Iterable[bytes]) -> None:
        super().__init__()
        self._silent = dict.fromkeys(silent, 0)
        self.update(self._silent)

    def __missing__(self, word: bytes) -> int:
        telling = len(word) > 1 and not 48 <= word[0] <= 57
        return super().__missing__(word) if telling else self._remember(word, 0)

    def clear(self) -> None:
        """Forget all numbers but those of silent words."""
        super().clear()
        self.update(self._silent)


NUMBERS = WordNumbers()
"""The numbers of this process; `NUMBERS[b"name"]` is never 0."""

WORDS_ONLY = bytes(byte if byte > 127 or chr(byte).isalnum() or byte in b"_$\n" else 32 for byte in range(256))
"""For `bytes.translate`: a space for every byte that is no part of a word (as in `WORD`), line ends kept."""


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
