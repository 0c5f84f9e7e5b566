from __future__ import annotations

import pytest

from lacewing.engine.lexer import Lexer, normalised, stem_of
from lacewing.engine.live import LiveFile
from lacewing.engine.vocabulary import Kind, Vocabulary


def words(text: str) -> list[str]:
    vocabulary = Vocabulary()
    tokens = Lexer(vocabulary).lex(text)
    return [vocabulary.texts[number] for number in tokens.ids.tolist()]


def test_line_ends_tell_the_change_of_indentation() -> None:
    assert words("if a:\n    b\n    c\n\nd") == ["if", "a", ":", "\n+", "b", "\n=", "c", "\nb-", "d"]


def test_spaces_are_flags() -> None:
    vocabulary = Vocabulary()
    tokens = Lexer(vocabulary).lex("a = f(b,  c)")
    assert tokens.spaced.tolist() == [0, 1, 1, 0, 0, 0, 1, 0]


def test_words_of_any_script_and_emoji() -> None:
    assert words("面积 = größe🎉x") == ["面积", "=", "größe", "🎉", "x"]


@pytest.mark.parametrize(
    ("prefix", "stem"),
    [
        ("foo.ba", "ba"),
        ("x = 1.5", "1.5"),
        ("foo.", ""),
        ("", ""),
        ("a ", ""),
        ("宽.高", "高"),
        ("$q", "$q"),
        ("a🎉", ""),
    ],
)
def test_stem(prefix: str, stem: str) -> None:
    assert stem_of(prefix) == stem


def test_line_ends_of_other_systems() -> None:
    assert normalised("a\r\nb\rc\n") == "a\nb\nc\n"


def test_kinds() -> None:
    vocabulary = Vocabulary()
    kinds = {text: Kind(vocabulary.kinds[vocabulary.number(text)]) for text in ("return", "name", "42", "==")}
    assert list(kinds.values()) == [Kind.KEYWORD, Kind.IDENTIFIER, Kind.NUMBER, Kind.OPERATOR]


TEXT = (
    "def f(a):\n\tif a:\n\t\treturn g(a, 1)\n\n\n# 注释 🎉\nclass B:\n    x = [f(1),\n         f(2)]\n\n    y = x\n" * 3
)


@pytest.mark.parametrize("step", [1, 3, 17])
def test_typing_gives_the_tokens_of_the_whole(step: int) -> None:
    vocabulary = Vocabulary()
    typed, whole = LiveFile(vocabulary, Lexer(vocabulary)), LiveFile(vocabulary, Lexer(vocabulary))
    for end in [*range(0, len(TEXT), step), len(TEXT)]:
        typed.move_to(TEXT[:end], "")
    whole.move_to(TEXT, "")
    assert typed.ids[: typed.count].tolist() == whole.ids[: whole.count].tolist()
    assert [keys[: typed.count].tolist() for keys in typed.keys] == [
        keys[: whole.count].tolist() for keys in whole.keys
    ]


def test_edits_anywhere_give_the_tokens_of_the_whole() -> None:
    vocabulary = Vocabulary()
    live = LiveFile(vocabulary, Lexer(vocabulary))
    for prefix, suffix in [
        (TEXT, ""), (TEXT[:50], TEXT[50:]), (TEXT[:50] + "q = 1\n", TEXT[50:]), (TEXT[:200], TEXT[200:]), ("", TEXT),
        (TEXT[:49], TEXT[49:]),
    ]:  # fmt: skip
        live.move_to(prefix, suffix)
        fresh = LiveFile(vocabulary, Lexer(vocabulary))
        fresh.move_to(prefix, suffix)
        assert live.ids[: live.count].tolist() == fresh.ids[: fresh.count].tolist()
        assert live.stem == fresh.stem
