"""Names by their parts: `httpClient`, `http_client` and `HTTPClient` are the words http and client.

Code names things after each other: a parameter after its type, a field after a parameter, an argument after what the
function calls it. So how much of one name is in another says whether it stands there.
"""

from __future__ import annotations

import re
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from lacewing.engine.vocabulary import Ids, Vocabulary

_PART = re.compile(r"[A-Z]+(?![^\W\d_A-Z])|[A-Z]?[^\W\d_A-Z]+|\d+")
Masks = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float32]


@lru_cache(maxsize=50_000)
def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name, in lower case, without the s of a plural."""
    return tuple(
        part[:-1] if len(part) > 3 and part[-1] == "s" else part for part in map(str.lower, _PART.findall(name))
    )


def mask_of(name: str) -> tuple[int, int]:
    """A set of words as 128 bits, one a word, so that two sets are compared at once; words may share a bit."""
    low = high = 0
    for part in parts_of(name):
        bit = crc32(part.encode()) & 127
        if bit < 64:
            low |= 1 << bit
        else:
            high |= 1 << (bit - 64)
    return low, high


def folded(name: str) -> int:
    """A number that is the same for names that differ in case and underscores only."""
    return crc32(name.replace("_", "").lower().encode())


class NameTable:
    """Masks and folded names of a vocabulary's tokens, worked out when a token is first asked for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known = np.zeros(0, np.bool_)
        self._masks: Masks = np.zeros((0, 2), np.uint64)
        self._folded = np.zeros(0, np.uint32)
        self._lengths = np.zeros(0, np.float32)

    def masks(self, tokens: Ids) -> Masks:
        """A row of two numbers a token."""
        self._learn(tokens)
        return self._masks[tokens]

    def folded(self, tokens: Ids) -> npt.NDArray[np.uint32]:
        """The folded name of each token."""
        self._learn(tokens)
        return self._folded[tokens]

    def lengths(self, tokens: Ids) -> Floats:
        """The logarithm of each token's length."""
        self._learn(tokens)
        return self._lengths[tokens]

    def union(self, tokens: Ids) -> Masks:
        """The words of all `tokens`."""
        return np.bitwise_or.reduce(self.masks(tokens), axis=0) if len(tokens) else np.zeros(2, np.uint64)

    def _learn(self, tokens: Ids) -> None:
        count = len(self._vocabulary)
        if len(self._known) < count:
            more = count + count // 4 - len(self._known)
            self._known = np.concatenate((self._known, np.zeros(more, np.bool_)))
            self._masks = np.concatenate((self._masks, np.zeros((more, 2), np.uint64)))
            self._folded = np.concatenate((self._folded, np.zeros(more, np.uint32)))
            self._lengths = np.concatenate((self._lengths, np.zeros(more, np.float32)))
        if self._known[tokens].all():
            return
        for token in tokens[~self._known[tokens]].tolist():
            text = self._vocabulary.texts[token]
            self._masks[token] = mask_of(text)
            self._folded[token] = folded(text)
            self._lengths[token] = np.log(len(text))
            self._known[token] = True


def shared(masks: Masks, others: Masks) -> tuple[Floats, Floats]:
    """For each of `masks` (rows) and of `others` (columns): which part of it the other holds, and the reverse."""
    both = np.bitwise_count(masks[:, None, :] & others[None, :, :]).sum(2, dtype=np.float32)
    own = np.bitwise_count(masks).sum(1, dtype=np.float32)[:, None]
    theirs = np.bitwise_count(others).sum(1, dtype=np.float32)[None, :]
    return both / np.maximum(own, 1), both / np.maximum(theirs, 1)
