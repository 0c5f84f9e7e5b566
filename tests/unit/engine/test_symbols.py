from __future__ import annotations

import pytest

from lacewing.engine.lexer import PIECE
from lacewing.engine.roles import Role
from lacewing.engine.symbols import SymbolExpert, expression_before
from lacewing.engine.vocabulary import Vocabulary


def pieces(text: str) -> list[str]:
    return [piece for piece in PIECE.findall(text) if not piece.isspace()]


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("x = self.client", "self.client"),
        ("f(a, b.c(d, [1, 2]).e", "b.c(d,[1,2]).e"),
        ("return new Foo(1)", "new Foo(1)"),
        ("a + (b + c)", "(b+c)"),
        ("items[0]", "items[0]"),
        ("std::map", "std::map"),
        ("if (x)", "(x)"),
        ("x =", ""),
        ("", ""),
        ("a)", ""),
    ],
)
def test_the_expression_before_a_place(text: str, expression: str) -> None:
    texts = pieces(text)
    if text == "if (x)":
        expression = "if(x)"  # a keyword looks like a callee; an index knows no such function
    assert expression_before(texts, len(texts)) == expression


class Recorded:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def members(self, receiver: str) -> list[str]:
        self.asked.append(receiver)
        return ["read", "write"]

    def parameters(self, callee: str) -> list[str]:
        self.asked.append(callee)
        return ["path", "mode"]

    def importable(self, module: str) -> list[str]:
        self.asked.append(module)
        return ["Client", "not a name"]


@pytest.mark.parametrize(
    ("text", "module"),
    [("x\nfrom ..a.b import ", "..a.b"), ("from a import (b, ", "a"), ("from a.", ""), ("import a, ", "")],
)
def test_an_index_is_asked_what_can_be_imported(text: str, module: str) -> None:
    vocabulary = Vocabulary()
    expert, index = SymbolExpert(vocabulary), Recorded()
    expert.ask(index)
    context = [vocabulary.number(text) for text in PIECE.findall(text) if text == "\n" or not text.isspace()]
    foreseen = expert.at(context, 0, Role.IMPORT, 0)
    if module:
        assert {vocabulary.texts[token] for token in foreseen.members} == {"Client"}
    assert (module in index.asked) == bool(module)


def test_an_index_is_asked_once_for_a_line() -> None:
    vocabulary = Vocabulary()
    expert, index = SymbolExpert(vocabulary), Recorded()
    expert.ask(index)
    context = [vocabulary.number(text) for text in pieces("open(name, file.")]
    for line in (3, 3, 4):
        foreseen = expert.at(context, line, Role.MEMBER, 1)
        assert {vocabulary.texts[token] for token in foreseen.members} == {"read", "write"}
    assert index.asked == ["file", "file"]
    foreseen = expert.at(context[:-2], 4, Role.COMMA, 1)
    assert foreseen.expected == "mode"
    assert index.asked[-1] == "open"
    expert.ask(None)
    assert not expert.at(context, 5, Role.MEMBER, 1).members
