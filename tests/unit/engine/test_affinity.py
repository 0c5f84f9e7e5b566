from __future__ import annotations

import numpy as np
import pytest

from lacewing.engine.affinity import NameVectors, empty_affinity, shipped_affinity
from lacewing.engine.codes import NAME_TRAITS, PLACE_TRAITS, CodeTable, code_parts, file_parts, named_near
from lacewing.engine.engine import Engine, EngineQuery
from lacewing.engine.suited import Suited
from lacewing.engine.vocabulary import Ids, Vocabulary


def numbered(vocabulary: Vocabulary, *texts: str) -> Ids:
    return np.array([vocabulary.number(text) for text in texts], np.int32)


def test_names_share_the_traits_of_their_words() -> None:
    vocabulary = Vocabulary()
    table = vocabulary.companion(CodeTable)
    traits = table.traits(numbered(vocabulary, "http_client", "HttpClient", "server", "(", "12", "345"))
    assert traits.shape == (6, NAME_TRAITS)
    words = [set(row[row > 0].tolist()) for row in traits]
    assert len(words[0] & words[1]) >= 4  # which words, which is first, which last
    assert not words[0] & words[2]
    assert len(words[3]) == 2
    whole = table.whole(numbered(vocabulary, "12", "345", "1", "2"))
    assert whole[0] == whole[1]
    assert whole[2] != whole[3]


def test_only_so_many_words_count() -> None:
    assert code_parts("a_b_c_d_e") == [*code_parts("a_b_c")[:3], code_parts("e")[0]]
    assert file_parts("src/http_client.test.py").tolist() == code_parts("httpClient")
    vocabulary = Vocabulary()
    names = numbered(vocabulary, *(f"name{number}_of_it" for number in range(9)))
    assert np.count_nonzero(named_near(names, CodeTable(vocabulary))) == len(named_near(names, CodeTable(vocabulary)))
    assert not named_near(names[:0], CodeTable(vocabulary)).any()


def suited(text: str, path: str = "shop.py") -> tuple[Suited, Vocabulary]:
    engine = Engine()
    place = engine._place(EngineQuery(path, text, word_ends=True))
    predictor = place.predictor
    return predictor._evidence().suited, engine._vocabulary


@pytest.mark.parametrize(
    ("text", "better", "worse"),
    [
        ("class Order:\n    def cancel(self, customer, reason):\n        if not isinstance(", "customer", "cancel"),
        ("def total(items, price):\n    for item in ", "items", "total"),
        ("def sizes(names):\n    count = len(", "names", "sizes"),
    ],
)
def test_a_name_suits_a_place_by_its_words(text: str, better: str, worse: str) -> None:
    found, vocabulary = suited(text)
    assert found.names[vocabulary.number(better)] > found.names.get(vocabulary.number(worse), 0.0)
    assert sum(found.names.values()) <= 20.0 + 1e-3


def test_no_name_has_more_weight_than_all_together() -> None:
    found, vocabulary = suited("x = ")
    scores = NameVectors(shipped_affinity(), vocabulary).of(numbered(vocabulary, "x", "None")) @ found.vector
    assert np.isfinite(scores).all()
    assert (np.exp(scores - found.scale) <= 1).all()


def test_an_empty_network_takes_all_names_for_the_same() -> None:
    vocabulary = Vocabulary()
    vectors = NameVectors(empty_affinity(), vocabulary).of(numbered(vocabulary, "one", "two"))
    assert not vectors.any()
    assert not empty_affinity().place(np.ones(PLACE_TRAITS, np.uint16)).any()
