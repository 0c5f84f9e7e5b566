"""How well a name fits a place by its words, as learned from other people's code: a small neural network.

A place is the sum of its traits' vectors (`codes`), through one hidden layer; a name is the sum of its traits'. Their
product is a score, nearly the logarithm of a probability. The weights are data (`affinity.npz`, fitted by
`tests/bench/fit_affinity.py` on repositories named there), bytes with one scale a table.
"""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lacewing.engine.codes import NAME_BITS, PLACE_BITS, CodeTable, Traits
from lacewing.engine.vocabulary import Ids, Vocabulary

Floats = npt.NDArray[np.float32]
HIDDEN, WIDTH = 48, 32
_AT_ONCE = 20_000
# Vectors of names that are remembered.
_VECTORS_KEPT = 60_000


class Affinity:
    """The fitted weights: `places` and `names` are a vector a trait (the first is of none), the rest the layer."""

    def __init__(self, arrays: dict[str, npt.NDArray[np.generic]]) -> None:
        self._places = arrays["places"]
        self._names = arrays["names"]
        scales = arrays["scales"].astype(np.float32)
        self._place_scale, self._name_scale = scales[0], scales[1]
        self._bias = arrays["bias"].astype(np.float32)
        self._layer = arrays["layer"].astype(np.float32)
        self._layer_bias = arrays["layer_bias"].astype(np.float32)

    def place(self, traits: Traits) -> Floats:
        """The vector of the place with one row of traits."""
        hidden = self._places[traits].sum(0, dtype=np.float32) * self._place_scale + self._bias
        vector: Floats = np.maximum(hidden, 0) @ self._layer + self._layer_bias
        return vector

    def names(self, traits: Traits) -> Floats:
        """A vector a row of traits."""
        vectors: Floats = self._name_scale * np.concatenate(
            [
                self._names[traits[start : start + _AT_ONCE]].sum(1, dtype=np.float32)
                for start in range(0, max(1, len(traits)), _AT_ONCE)
            ]
        )
        return vectors


class NameVectors:
    """The vectors of a vocabulary's tokens, worked out when a token is first asked for; so many are remembered."""

    def __init__(self, affinity: Affinity, vocabulary: Vocabulary) -> None:
        self._affinity = affinity
        self._vocabulary = vocabulary
        self._codes = vocabulary.companion(CodeTable)
        self._rows = np.zeros(0, np.int32)  # of each token, its row; 0 where none was worked out
        self._vectors: Floats = np.zeros((1024, WIDTH), np.float32)
        self._count = 1

    def of(self, tokens: Ids) -> Floats:
        """A row a token."""
        if len(self._rows) < len(self._vocabulary):
            more = len(self._vocabulary) * 5 // 4 - len(self._rows)
            self._rows = np.concatenate((self._rows, np.zeros(more, np.int32)))
        rows = self._rows[tokens]
        if not rows.all():
            if self._count > _VECTORS_KEPT:
                self._rows[:], self._count = 0, 1
            self._work_out(np.unique(tokens[self._rows[tokens] == 0]))
            rows = self._rows[tokens]
        return self._vectors[rows]

    def _work_out(self, new: Ids) -> None:
        end = self._count + len(new)
        if end > len(self._vectors):
            room: Floats = np.zeros((max(end, 2 * len(self._vectors)), WIDTH), np.float32)
            room[: self._count] = self._vectors[: self._count]
            self._vectors = room
        self._vectors[self._count : end] = self._affinity.names(self._codes.traits(new))
        self._rows[new] = np.arange(self._count, end)
        self._count = end


class VectorsByNetwork:
    """The vectors of one vocabulary's tokens, shared by all open files."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[Affinity, NameVectors] = {}

    def of(self, affinity: Affinity) -> NameVectors:
        """Those of one network."""
        if affinity not in self._known:
            self._known[affinity] = NameVectors(affinity, self._vocabulary)
        return self._known[affinity]


@functools.cache
def shipped_affinity() -> Affinity:
    """The network that comes with the package. Raises FileNotFoundError in a broken installation."""
    with np.load(Path(__file__).with_name("affinity.npz")) as arrays:
        return Affinity({name: arrays[name] for name in arrays.files})


def empty_affinity() -> Affinity:
    """A network to which all names are the same."""
    return Affinity(
        {
            "places": np.zeros((1 << PLACE_BITS, HIDDEN), np.int8), "names": np.zeros((1 << NAME_BITS, WIDTH), np.int8),
            "scales": np.ones(2), "bias": np.zeros(HIDDEN), "layer": np.zeros((HIDDEN, WIDTH)),
            "layer_bias": np.zeros(WIDTH),
        }
    )  # fmt: skip
