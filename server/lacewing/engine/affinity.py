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
    """The vectors of a vocabulary's tokens, worked out when a token is first asked for."""

    def __init__(self, affinity: Affinity, vocabulary: Vocabulary) -> None:
        self._affinity = affinity
        self._vocabulary = vocabulary
        self._codes = vocabulary.companion(CodeTable)
        self._known = np.zeros(0, np.bool_)
        self._vectors: Floats = np.zeros((0, WIDTH), np.float32)

    def of(self, tokens: Ids) -> Floats:
        """A row a token."""
        if len(self._known) < len(self._vocabulary):
            more = len(self._vocabulary) * 5 // 4 - len(self._known)
            self._known = np.concatenate((self._known, np.zeros(more, np.bool_)))
            self._vectors = np.concatenate((self._vectors, np.zeros((more, WIDTH), np.float32)))
        known = self._known[tokens]
        if not known.all():
            new = np.unique(tokens[~known])
            self._vectors[new] = self._affinity.names(self._codes.traits(new))
            self._known[new] = True
        return self._vectors[tokens]


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
