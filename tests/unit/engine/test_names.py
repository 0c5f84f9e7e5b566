from __future__ import annotations

import numpy as np
import pytest

from lacewing.engine.names import NameTable, folded, mask_of, parts_of, shared
from lacewing.engine.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("httpClient", ("http", "client")),
        ("http_clients", ("http", "client")),
        ("HTTPClient2", ("http", "client", "2")),
        ("MAX_SIZE", ("max", "size")),
        ("données", ("donnée",)),
        ("_", ()),
    ],
)
def test_a_name_falls_into_its_words(name: str, parts: tuple[str, ...]) -> None:
    assert parts_of(name) == parts


def test_how_much_of_a_name_is_in_another() -> None:
    vocabulary = Vocabulary()
    table = NameTable(vocabulary)
    tokens = np.array([vocabulary.number(name) for name in ("client", "http_client", "server", "(")], np.int32)
    own, theirs = shared(table.masks(tokens), np.array([mask_of("HttpClient")], np.uint64))
    assert own[:, 0].tolist() == [1.0, 1.0, 0.0, 0.0]
    assert theirs[:, 0].tolist() == [0.5, 1.0, 0.0, 0.0]


def test_case_and_underscores_fold() -> None:
    assert folded("maxSize") == folded("MAX_SIZE") != folded("min_size")
