"""Digests of files together with the words of their texts, which are read again: the text that a digest was made from.

A text that has changed since has no words here, and its key is none: the index is about to learn of it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np

from lacewing.project.catalog.blocks import NO_BLOCKS, Blocks, Words, blocks_of_texts
from lacewing.project.catalog.digest import divisions
from lacewing.project.catalog.segment import DigestedFile
from lacewing.project.stored_facts import facts_key
from lacewing.syntax.language import languages

_AT_ONCE = 1 << 18  # bytes of text: arrays that fit into the processor's cache


class TextedFile(NamedTuple):
    """A file's path, the key of its content, its digest, and the UTF-8 text that this was made from."""

    path: str
    key: bytes
    digest: bytes
    text: bytes


def with_texts(rows: Iterable[tuple[str, bytes, bytes]], read: Callable[[str], bytes | None]) -> Iterator[TextedFile]:
    """The files of `rows` (path, key and digest), each with what `read` gives for its path."""
    for path, key, digest in rows:
        language = languages().get(divisions(digest)[0])
        if language is None:
            yield TextedFile(path, key, digest, b"")
            continue
        text = read(path)
        known = text is not None and facts_key(text, language) == key
        yield TextedFile(path, key, digest, text) if text is not None and known else TextedFile(path, b"", digest, b"")


def with_words(files: Iterable[TextedFile]) -> Iterator[DigestedFile]:
    """The same files in the same order. Damaged digests raise ValueError or struct.error."""
    batch: list[TextedFile] = []
    size = 0
    for file in files:
        batch.append(file)
        size += len(file.text)
        if size >= _AT_ONCE:
            yield from _worded(batch)
            batch, size = [], 0
    yield from _worded(batch)


def _worded(batch: list[TextedFile]) -> Iterator[DigestedFile]:
    by_language: dict[str, list[tuple[int, Words]]] = {}
    for number, file in enumerate(batch):
        language, lines = divisions(file.digest)
        if language:
            by_language.setdefault(language, []).append((number, np.frombuffer(lines, "<u4")))
    found: list[Blocks] = [NO_BLOCKS] * len(batch)
    for language, members in by_language.items():
        texts = [batch[number].text for number, _ in members]
        blocks = blocks_of_texts(texts, [bounds for _, bounds in members], _keywords(language))
        for (number, _), own in zip(members, blocks, strict=True):
            found[number] = own
    for file, own in zip(batch, found, strict=True):
        yield DigestedFile(file.path, file.key, file.digest, own)


@functools.cache
def _keywords(language: str) -> frozenset[bytes]:
    found = languages().get(language)
    return frozenset(word.encode() for word in found.keywords) if found else frozenset()
