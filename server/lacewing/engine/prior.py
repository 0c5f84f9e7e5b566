"""What code in general looks like: counts over other people's code, for a project that is still empty.

Contexts are the last one to five tokens, and the call and argument a place is in; a name that is not very common is
known in them by its class only. For each the likely next tokens are kept, for each family of languages apart, and of
each family how frequent its words are. The table is data (`prior.npz`, made by `tests/bench/fit_prior.py` from
repositories named there); it holds words and counts only.
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lacewing.engine.structure import ContextAtEnd
from lacewing.engine.vocabulary import Ids, Kind, Vocabulary

ORDERS = (1, 2, 3, 4, 5)
# Stands for the length of a context that is a call, an argument and the token before it.
CALL = 9
CLASSES = ("<lower>", "<title>", "<upper>", "<number>", "<other>")
# Probabilities are kept as whole numbers: p = BASE ** -stored; of words alone with a larger base.
BASE, WORD_BASE = 1.03, 1.08
_WEIGHT = 10.0
_NEVER = -16.0
_LAST = "\U0010ffff"
Arrays = dict[str, npt.NDArray[np.generic]]
# Contexts whose continuations are remembered.
_REMEMBERED = 5_000


class Prior:
    """The table.

    `arrays` are `words` (texts joined by line ends; one in a text is a vertical tab), of which the first
    `in_contexts` are told apart in contexts; `hashes` of contexts, ascending, `sizes`, how many entries each has, and
    the entries: `tokens` and `costs`, which are probabilities (`BASE`). `ranked` are the words of one family after the
    other, the most frequent first, `ranked_costs` their probabilities (`WORD_BASE`), `ranked_sizes` how many each has.
    """

    def __init__(self, arrays: Arrays) -> None:
        text = bytes(arrays["words"]).decode()
        self._words = [word.replace("\v", "\n") for word in text.split("\n")] if text else []
        self._numbers = {word: number for number, word in enumerate(self._words[: int(arrays["in_contexts"][0])])}
        self._hashes = arrays["hashes"].astype(np.uint32)
        self._starts = np.concatenate(([0], np.cumsum(arrays["sizes"].astype(np.int64))))
        self._tokens = arrays["tokens"]
        self._costs = arrays["costs"]
        self._shares = _WEIGHT * BASE ** -np.arange(256, dtype=np.float64)
        self._ranked = arrays["ranked"]
        self._ranked_costs = arrays["ranked_costs"]
        self._ranked_starts = np.concatenate(([0], np.cumsum(arrays["ranked_sizes"].astype(np.int64))))
        self._by_family: dict[int, FamilyWords] = {}

    def word(self, number: int) -> str:
        """The text of a word of the table."""
        return self._words[number]

    def number(self, text: str, kind: int) -> int:
        """The number of a token in contexts, that of its class when it isn't told apart there."""
        found = self._numbers.get(text)
        return class_of(text, kind) if found is None else found

    def after(self, family: int, context: Sequence[int], length: int = 0) -> dict[int, float] | None:
        """Weights of what follows `context`, numbers of the table, oldest first; None when it is unknown."""
        wanted = np.uint32(hash_of(family, context, length))
        at = int(self._hashes.searchsorted(wanted))
        if at == len(self._hashes) or self._hashes[at] != wanted:
            return None
        entries = slice(int(self._starts[at]), int(self._starts[at + 1]))
        return dict(zip(self._tokens[entries].tolist(), self._shares[self._costs[entries]].tolist(), strict=True))

    def words_of(self, family: int) -> FamilyWords:
        """The words of a family of languages."""
        found = self._by_family.get(family)
        if found is None:
            low, high = self._ranked_starts[family : family + 2] if family + 1 < len(self._ranked_starts) else (0, 0)
            costs = self._ranked_costs[low:high].astype(np.float32) * -np.log(np.float32(WORD_BASE))
            words = [self._words[number] for number in self._ranked[low:high].tolist()]
            found = self._by_family[family] = FamilyWords(words, costs.tolist())
        return found


class FamilyWords:
    """Words of a family of languages, the most frequent first, with the logarithms of their shares."""

    def __init__(self, words: list[str], logs: list[float]) -> None:
        self.words = words
        self.logs = dict(zip(words, logs, strict=True))
        self._ranks = {word: rank for rank, word in enumerate(words)}
        self._sorted = sorted(words)

    def beginning_with(self, stem: str, limit: int) -> list[str]:
        """The `limit` most frequent words that begin with `stem`."""
        low, high = bisect_left(self._sorted, stem), bisect_right(self._sorted, stem + _LAST)
        return sorted(self._sorted[low:high], key=self._ranks.__getitem__)[:limit]


class PriorExpert:
    """The table asked about tokens of a vocabulary, for one family of languages."""

    def __init__(self, prior: Prior, family: int, vocabulary: Vocabulary) -> None:
        self._prior = prior
        self._family = family
        self._vocabulary = vocabulary
        self._known: dict[tuple[int, ...], dict[int, float]] = {}
        self._words = prior.words_of(family)
        self._logs = np.zeros(0, np.float32)
        self._frequent: list[int] = []

    def after(self, context: Sequence[int]) -> tuple[int, dict[int, float], dict[int, float]]:
        """How long the longest context is that the table knows, what follows it, and what the next shorter one."""
        texts, kinds = self._vocabulary.texts, self._vocabulary.kinds
        tail = tuple(self._prior.number(texts[token], kinds[token]) for token in context[-ORDERS[-1] :])
        found, length = [], 0
        for order in reversed(ORDERS):
            if len(tail) >= order and (known := self._remembered(tail[-order:])):
                found.append(known)
                length = length or order
                if len(found) == 2:
                    break
        found += [{}] * (2 - len(found))
        return length, found[0], found[1]

    def in_call(self, at: ContextAtEnd) -> dict[int, float]:
        """What stands in a call like the one a place is in."""
        if not at.callee:
            return {}
        texts, kinds = self._vocabulary.texts, self._vocabulary.kinds
        callee, previous = (self._prior.number(texts[token], kinds[token]) for token in (at.callee, at.previous))
        return self._remembered((callee, at.argument, previous), CALL)

    def logs(self, tokens: Ids) -> npt.NDArray[np.float32]:
        """The logarithm of each token's share among the words of the family; the least possible when it is none."""
        logs = self._logs  # another thread may put another array there meanwhile
        if len(logs) < len(self._vocabulary):
            more = np.full(len(self._vocabulary) - len(logs), np.nan, np.float32)
            self._logs = logs = np.concatenate((logs, more))
        new = tokens[np.isnan(logs[tokens])]
        if len(new):  # the texts of a large project are read from disk: only those that come up are
            known, texts = self._words.logs, self._vocabulary.texts
            logs[new] = [known.get(texts[token], _NEVER) for token in new.tolist()]
        return logs[tokens]

    def beginning_with(self, stem: str, limit: int) -> list[int]:
        """The most frequent words of the family that begin with `stem`, at most `limit`."""
        number = self._vocabulary.number
        return [number(word) for word in self._words.beginning_with(stem, limit)]

    def frequent(self, limit: int) -> list[int]:
        """The most frequent words of the family."""
        known = self._frequent
        known += [self._vocabulary.number(word) for word in self._words.words[len(known) : limit]]
        return known[:limit]

    def _remembered(self, tail: tuple[int, ...], length: int = 0) -> dict[int, float]:
        known = self._known.get((length, *tail))
        if known is None:
            raw = self._prior.after(self._family, tail, length) or {}
            number = self._vocabulary.number
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            known = self._known[(length, *tail)] = {
                number(self._prior.word(token)): share for token, share in raw.items()
            }
        return known


class PriorExperts:
    """The experts for one vocabulary, shared by all open files."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[tuple[Prior, int], PriorExpert] = {}

    def of(self, prior: Prior, family: int) -> PriorExpert:
        """The one for a table and a family of languages."""
        if (prior, family) not in self._known:
            self._known[prior, family] = PriorExpert(prior, family, self._vocabulary)
        return self._known[prior, family]


def class_of(text: str, kind: int) -> int:
    """The number of the class of a token that the table does not hold."""
    if kind == Kind.NUMBER:
        return CLASSES.index("<number>")
    if kind != Kind.IDENTIFIER:
        return CLASSES.index("<other>")
    if len(text) > 1 and text.isupper():
        return CLASSES.index("<upper>")
    return CLASSES.index("<title>" if text[0].isupper() else "<lower>")


def hash_of(family: int, context: Sequence[int], length: int = 0) -> int:
    """32 bits for a context; `length` stands for its length where that is not what tells it apart."""
    value = 0
    for number in (family, length or len(context), *context):
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
    names = ("words", "hashes", "sizes", "tokens", "costs", "ranked", "ranked_costs", "ranked_sizes")
    return Prior({**{name: np.zeros(0, np.uint8) for name in names}, "in_contexts": np.zeros(1, np.uint8)})
