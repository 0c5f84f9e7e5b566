from __future__ import annotations

import numpy as np

from lacewing.engine.lexer import Lexer
from lacewing.engine.roles import Role, RoleColumn, role_pairs
from lacewing.engine.vocabulary import Vocabulary


def test_roles_and_how_often_a_word_has_them() -> None:
    vocabulary = Vocabulary()
    stream = Lexer(vocabulary).lex("def size(self):\n    return self.size + other.size + len(size)\n" * 3).ids
    column = RoleColumn(vocabulary)
    before = [vocabulary.number(text) for text in ("def", ".", "(", "\n+", "self", "other", "Other", "3")]
    wanted = [Role.DECLARES, Role.MEMBER, Role.CALL, Role.LINE_END, Role.KEYWORD, Role.LOWER, Role.TITLE, Role.NUMBER]
    assert column.roles()[before].tolist() == wanted
    tokens = np.array([vocabulary.number("size"), vocabulary.number("new")], np.int32)
    for size in (len(vocabulary), 10 * len(vocabulary) * len(stream)):  # counted in a table, and by sorting
        pairs = role_pairs(stream, column.roles(), size)
        assert pairs.times(tokens, Role.MEMBER).tolist() == [6.0, 0.0]
        assert pairs.times(tokens, Role.DECLARES).tolist() == [3.0, 0.0]
        assert pairs.totals[Role.MEMBER] == 6.0
