from __future__ import annotations

import pytest

from lacewing.engine.derived import DerivedNames, line_beginnings, spellings
from lacewing.engine.lexer import Lexer
from lacewing.engine.live import LiveFile
from lacewing.engine.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("HttpClient", ("httpClient", "http_client", "client")),
        ("max_size", ("maxSize", "MaxSize", "size")),
        ("Foo", ("foo",)),
        ("x", ()),
        ("2d", ()),
        ("__", ()),
    ],
)
def test_spellings_of_a_name(name: str, wanted: tuple[str, ...]) -> None:
    assert spellings(name) == wanted


def test_a_variable_is_named_after_its_type_and_a_class_after_its_file() -> None:
    vocabulary = Vocabulary()
    context = Lexer(vocabulary).lex("HttpClient").ids.tolist()
    found = {
        vocabulary.texts[token]: share
        for token, share in DerivedNames("src/line_end.py", vocabulary).at(context).items()
    }
    assert found["httpClient"] == 1.0 > found["LineEnd"] > 0


def test_lines_begin_as_they_did_behind_lines_alike() -> None:
    vocabulary = Vocabulary()
    live = LiveFile(vocabulary, Lexer(vocabulary))
    live.move_to("open(a)\nread(a)\nopen(b)\nclose(b)\nopen(c)\n", "")
    found = line_beginnings(live, live.context(1)[0])
    assert {vocabulary.texts[token] for token in found} == {"read", "close"}
    assert not line_beginnings(live, vocabulary.number("open"))
