"""Files lexed in another process, with a vocabulary of their own that the engine's takes over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from lacewing.engine.lexer import Lexer, normalised
from lacewing.engine.segment import Document
from lacewing.engine.vocabulary import ALWAYS_KNOWN, Vocabulary


class Batch(NamedTuple):
    """Documents whose token numbers from `ALWAYS_KNOWN` on stand for `words`, in the order in which they occur."""

    words: list[str]
    documents: list[Document]


def lex_batch(texts: Iterable[tuple[str, str]], lexer: Lexer) -> Batch:
    """The tokens of files, each a path and a text. What `lexer` read before changes nothing in it."""
    documents = [document_of(path, normalised(text), lexer) for path, text in texts]
    stream = np.concatenate([np.arange(ALWAYS_KNOWN, dtype=np.int32), *(document.ids for document in documents)])
    places = np.full(len(lexer.vocabulary), len(stream), np.int32)
    places[stream[::-1]] = np.arange(len(stream) - 1, -1, -1, dtype=np.int32)  # where each occurs first: written last
    tokens = np.nonzero(places < len(stream))[0][ALWAYS_KNOWN:]
    tokens = tokens[np.argsort(places[tokens])]
    table = np.arange(len(lexer.vocabulary), dtype=np.int32)
    table[tokens] = np.arange(ALWAYS_KNOWN, ALWAYS_KNOWN + len(tokens))
    words = [lexer.vocabulary.texts.read(token) for token in tokens.tolist()]
    return Batch(words, [document._replace(ids=table[document.ids]) for document in documents])


def renumbered(batch: Batch, vocabulary: Vocabulary) -> list[Document]:
    """The documents with the numbers of `vocabulary`: those it had given if it had read the same files in order."""
    numbers = [*range(ALWAYS_KNOWN), *map(vocabulary.number, batch.words)]
    table = np.array(numbers, np.int32)
    return [document._replace(ids=table[document.ids]) for document in batch.documents]


def document_of(path: str, text: str, lexer: Lexer) -> Document:
    """One file, its line ends being "\\n"."""
    tokens = lexer.lex(text.strip())
    return Document(path, digest_of(text), len(text), tokens.ids, tokens.spaced)


def digest_of(text: str) -> str:
    """What identifies a text, its line ends being "\\n"."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()
