"""What code in general looks like: counts over other people's code, for a project that is still empty.

Contexts are the last one to three tokens, a name that is not common being known by its class only. For each the likely
next tokens are kept, for each family of languages apart. The table is data (`prior.npz`, made by
`tests/bench/fit_prior.py` from repositories named there); it holds words and counts only.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lacewing.engine.vocabulary import Kind, Vocabulary

ORDERS = (1, 2, 3)
CLASSES = ("<lower>", "<title>", "<upper>", "<number>", "<other>")
# Probabilities are kept as whole numbers: p = _BASE ** -stored.
BASE = 1.03
_WEIGHT = 10.0
Arrays = dict[str, npt.NDArray[np.generic]]


class Prior:
    """The table.

    `arrays` are `words` (texts joined by line ends; one in a text is a vertical tab), `hashes` of contexts, ascending,
    `sizes`, how many entries each has, and the entries: `tokens` and `costs`, which are probabilities (`BASE`).
    """

    def __init__(self, arrays: Arrays) -> None:
        text = bytes(arrays["words"]).decode()
        self._words = [word.replace("\v", "\n") for word in text.split("\n")] if text else []
        self._numbers = {word: number for number, word in enumerate(self._words)}
        self._hashes = arrays["hashes"].astype(np.uint32)
        self._starts = np.concatenate(([0], np.cumsum(arrays["sizes"].astype(np.int64))))
        self._tokens = arrays["tokens"].astype(np.int64)
        self._shares = (_WEIGHT * BASE ** -arrays["costs"].astype(np.float64)).tolist()

    def word(self, number: int) -> str:
        """The text of a word of the table."""
        return self._words[number]

    def number(self, text: str, kind: int) -> int:
        """The number of a token in the table, that of its class when it isn't in it."""
        found = self._numbers.get(text)
        return class_of(text, kind) if found is None else found

    def after(self, family: int, context: Sequence[int]) -> dict[int, float] | None:
        """Weights of what follows `context`, numbers of the table, oldest first; None when it is unknown."""
        wanted = np.uint32(hash_of(family, context))
        at = int(self._hashes.searchsorted(wanted))
        if at == len(self._hashes) or self._hashes[at] != wanted:
            return None
        low, high = int(self._starts[at]), int(self._starts[at + 1])
        return dict(zip(self._tokens[low:high].tolist(), self._shares[low:high], strict=True))


class PriorExpert:
    """The table asked about tokens of a vocabulary, for one family of languages."""

    def __init__(self, prior: Prior, family: int, vocabulary: Vocabulary) -> None:
        self._prior = prior
        self._family = family
        self._vocabulary = vocabulary
        self._known: dict[tuple[int, ...], dict[int, float]] = {}

    def after(self, context: Sequence[int]) -> tuple[dict[int, float], dict[int, float]]:
        """What follows the longest context that the table knows, and what the next shorter one."""
        texts, kinds = self._vocabulary.texts, self._vocabulary.kinds
        tail = tuple(self._prior.number(texts[token], kinds[token]) for token in context[-ORDERS[-1] :])
        found = []
        for order in reversed(ORDERS):
            if len(tail) >= order and (known := self._remembered(tail[-order:])):
                found.append(known)
                if len(found) == 2:
                    break
        found += [{}] * (2 - len(found))
        return found[0], found[1]

    def _remembered(self, tail: tuple[int, ...]) -> dict[int, float]:
        known = self._known.get(tail)
        if known is None:
            raw = self._prior.after(self._family, tail) or {}
            number = self._vocabulary.number
            known = self._known[tail] = {number(self._prior.word(token)): share for token, share in raw.items()}
        return known


def class_of(text: str, kind: int) -> int:
    """The number of the class of a token that the table does not hold."""
    if kind == Kind.NUMBER:
        return CLASSES.index("<number>")
    if kind != Kind.IDENTIFIER:
        return CLASSES.index("<other>")
    if len(text) > 1 and text.isupper():
        return CLASSES.index("<upper>")
    return CLASSES.index("<title>" if text[0].isupper() else "<lower>")


def hash_of(family: int, context: Sequence[int]) -> int:
    """32 bits for a context."""
    value = 0
    for number in (family, len(context), *context):
        value = ((value ^ (number + 1)) * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
        value ^= value >> 29
    return (value >> 16) & 0xFFFFFFFF


@functools.cache
def shipped_prior() -> Prior:
    """The table that comes with the package. Raises FileNotFoundError in a broken installation."""
    with np.load(Path(__file__).with_name("prior.npz")) as arrays:
        return Prior({name: arrays[name] for name in arrays.files})


def empty_prior() -> Prior:
    """A table that knows nothing."""
    names = ("words", "hashes", "sizes", "tokens", "costs")
    return Prior({name: np.zeros(0, np.uint8) for name in names})
