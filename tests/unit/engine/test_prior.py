from __future__ import annotations

import numpy as np
import pytest

from lacewing.engine.prior import BASE, CLASSES, WORD_BASE, Prior, PriorExpert, empty_prior, hash_of, shipped_prior
from lacewing.engine.structure import context_at_end
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
            "in_contexts": np.array([len(words)]),
            "ranked": np.array([number("in"), number("range"), number("for")], np.uint16),
            "ranked_costs": np.array([10, 20, 30], np.uint8),
            "ranked_sizes": np.array([0, 3], np.uint16),
        }
    )


def test_a_name_that_is_not_common_counts_as_its_class() -> None:
    vocabulary = Vocabulary()
    expert = PriorExpert(table(), FAMILY, vocabulary)
    context = [vocabulary.number(text) for text in ("x", "for", "whatever_name", "in")]
    length, longest, shorter = expert.after(context)
    assert length == 3
    found = {vocabulary.texts[token]: share for token, share in longest.items()}
    assert found["range"] == pytest.approx(5.0, rel=0.03)
    assert set(found) == {"range", "\n+"}
    assert not shorter
    assert expert.after(context[:-1]) == (0, {}, {})
    assert PriorExpert(table(), FAMILY + 1, vocabulary).after(context) == (0, {}, {})


def test_the_table_of_the_package_knows_common_code() -> None:
    vocabulary = Vocabulary()
    expert = PriorExpert(shipped_prior(), FAMILY, vocabulary)
    context = [vocabulary.number(text) for text in ("\n=", "if", "__name__")]
    assert vocabulary.number("==") in expert.after(context)[1]


def test_an_empty_table_says_nothing() -> None:
    assert PriorExpert(empty_prior(), FAMILY, Vocabulary()).after([1, 2, 3]) == (0, {}, {})


def test_words_are_known_by_how_frequent_they_are() -> None:
    vocabulary = Vocabulary()
    expert = PriorExpert(table(), FAMILY, vocabulary)
    words = expert.frequent(2)
    assert [vocabulary.texts[token] for token in words] == ["in", "range"]
    assert expert.beginning_with("ra", 5) == [words[1]]
    assert not expert.beginning_with("x", 5)
    logs = expert.logs(np.array([*words, vocabulary.number("never_seen")], np.int32))
    assert logs.tolist() == pytest.approx([-10 * np.log(WORD_BASE), -20 * np.log(WORD_BASE), -16.0], rel=1e-3)
    assert not PriorExpert(table(), FAMILY + 1, vocabulary).frequent(2)


def test_the_table_of_the_package_knows_what_stands_in_calls() -> None:
    vocabulary = Vocabulary()
    expert = PriorExpert(shipped_prior(), FAMILY, vocabulary)
    context = [vocabulary.number(text) for text in ("\n=", "if", "isinstance", "(", "some_value", ",")]
    found = expert.in_call(context_at_end(context, vocabulary))
    assert vocabulary.number("str") in found
    assert not expert.in_call(context_at_end(context[:2], vocabulary))
