from __future__ import annotations

import numpy as np
import pytest

from lacewing.engine.prior import BASE, CLASSES, Prior, PriorExpert, empty_prior, hash_of, shipped_prior
from lacewing.engine.vocabulary import Vocabulary

FAMILY = 1


def table() -> Prior:
    """Knows what follows `for <lower> in`."""
    words = [*CLASSES, "for", "in", "range", "\n+"]
    number = words.index
    context = [number("for"), number("<lower>"), number("in")]
    return Prior(
        {
            "words": np.frombuffer("\n".join(word.replace("\n", "\v") for word in words).encode(), np.uint8),
            "hashes": np.array([hash_of(FAMILY, context)], np.uint32),
            "sizes": np.array([2], np.uint8),
            "tokens": np.array([number("range"), number("\n+")], np.uint16),
            "costs": np.array([round(-np.log(0.5) / np.log(BASE)), 200], np.uint8),
        }
    )


def test_a_name_that_is_not_common_counts_as_its_class() -> None:
    vocabulary = Vocabulary()
    expert = PriorExpert(table(), FAMILY, vocabulary)
    context = [vocabulary.number(text) for text in ("x", "for", "whatever_name", "in")]
    longest, shorter = expert.after(context)
    found = {vocabulary.texts[token]: share for token, share in longest.items()}
    assert found["range"] == pytest.approx(5.0, rel=0.03)
    assert set(found) == {"range", "\n+"}
    assert not shorter
    assert expert.after(context[:-1]) == ({}, {})
    assert PriorExpert(table(), FAMILY + 1, vocabulary).after(context) == ({}, {})


def test_the_table_of_the_package_knows_common_code() -> None:
    vocabulary = Vocabulary()
    expert = PriorExpert(shipped_prior(), FAMILY, vocabulary)
    context = [vocabulary.number(text) for text in ("\n=", "if", "__name__")]
    assert vocabulary.number("==") in expert.after(context)[0]


def test_an_empty_table_says_nothing() -> None:
    assert PriorExpert(empty_prior(), FAMILY, Vocabulary()).after([1, 2, 3]) == ({}, {})
