"""Open documents: snapshots never change, and their trees are those of their texts whoever asks when."""

from __future__ import annotations

import random

import pytest
from lsprotocol import types

from lacewing.lsp import documents as module
from lacewing.lsp.documents import OpenDocument, OpenDocuments
from lacewing.syntax.parser import parse
from lacewing.syntax.source import Source

URI = "file:///project/a.py"
STATEMENTS = ["x = 1\n", "def f(a):\n    return a\n", 's = "日本👩‍💻"\r\n', "# 𝒳\n", "y = f(2)\n", "\n"]


def opened(text: str, uri: str = URI, language: str = "python") -> tuple[OpenDocuments, OpenDocument]:
    documents = OpenDocuments()
    return documents, documents.open(types.TextDocumentItem(uri, language, 1, text))


def partial(line: int, end: int, text: str) -> types.TextDocumentContentChangePartial:
    range_ = types.Range(types.Position(line, 0), types.Position(end, 0))
    return types.TextDocumentContentChangePartial(range=range_, text=text)


def shape(source: Source) -> str:
    assert source.tree is not None
    return str(source.tree.root_node)


def fresh_shape(source: Source) -> str:
    assert source.language is not None
    return str(parse(source.data, source.language).root_node)


def test_trees_are_those_of_their_texts_in_any_order_of_asking() -> None:
    chance = random.Random(1)
    documents, document = opened("".join(chance.choices(STATEMENTS, k=30)))
    waiting: list[tuple[Source, bytes]] = []
    for version in range(2, 300):
        line = chance.randrange(20)
        change = partial(line, line + chance.randrange(3), chance.choice(STATEMENTS))
        documents.change(URI, version, [change])
        source = document.source()
        waiting.append((source, source.data))
        if chance.random() < 0.3:
            chance.shuffle(waiting)
            source, data = waiting.pop()
            assert source.data == data
            if parse(data, source.language).root_node.has_error:  # type: ignore[arg-type]
                continue  # how errors are recovered from may depend on the tree before
            assert shape(source) == fresh_shape(source)


def test_a_snapshot_is_one_until_the_next_change() -> None:
    documents, document = opened("x = 1\n")
    first = document.source()
    assert document.source() is first
    documents.change(URI, 2, [partial(0, 0, "y = 2\n")])
    assert document.source() is not first
    assert (first.data, first.version) == (b"x = 1\n", 1)
    assert (document.source().data, document.source().version) == (b"y = 2\nx = 1\n", 2)


def test_a_new_version_without_a_change_is_seen() -> None:
    documents, document = opened("x = 1\n")
    document.source()
    documents.change(URI, 9, [])
    assert document.source().version == 9


def test_a_file_too_large_to_parse_has_text_and_no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PARSED_BYTES", 10)
    _documents, document = opened("x = 1\n" * 3)
    assert document.source().language is None
    assert document.source().tree is None


def test_the_language_is_what_the_editor_says_else_what_the_name_says() -> None:
    assert opened("", language="python", uri="file:///a.txt")[1].source().language.name == "python"  # type: ignore[union-attr]
    assert opened("", language="unheard-of")[1].source().language.name == "python"  # type: ignore[union-attr]
    assert opened("", language="unheard-of", uri="file:///a.unheard")[1].source().language is None
