from __future__ import annotations

import numpy as np

from lacewing.engine.lexer import Lexer
from lacewing.engine.structure import Contexts, context_at_end, contexts_of, keys_of
from lacewing.engine.vocabulary import FILE_START, Vocabulary

CODE = """import os

def copy(source, target, *, mode="w"):
    with open(source) as one, open(target, mode) as other:
        other.write(one.read(
            100))
"""


def test_a_place_has_the_same_context_among_many_and_alone() -> None:
    vocabulary = Vocabulary()
    ids = np.concatenate((np.array([FILE_START], np.int32), Lexer(vocabulary).lex(CODE).ids))
    together, keys = contexts_of(ids, vocabulary), keys_of(contexts_of(ids, vocabulary))
    for place in range(1, len(ids)):
        alone = context_at_end(ids[:place].tolist(), vocabulary)
        assert tuple(int(column[place]) for column in together) == tuple(alone), vocabulary.texts[int(ids[place])]
        assert tuple(int(column[place]) for column in keys) == alone.keys()
    assert Contexts._fields == type(alone)._fields
