"""An immutable index of some files' tokens: where each context stood, and which files are like which.

Everything but the names is numpy arrays, so that a segment can be mapped from disk instead of being read.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from posixpath import dirname
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lacewing.engine.sorting import stable_order
from lacewing.engine.structure import KEY_COUNT, Keys, keys_of
from lacewing.engine.suffixes import first_places, sorted_contexts
from lacewing.engine.vocabulary import FILE_START, Ids, Kind, Vocabulary

Array = npt.NDArray[np.generic]
Weights = npt.NDArray[np.float32]
_NEVER_COMMON = 3
_MAX_POSTINGS = 200


class Document(NamedTuple):
    """One file as it was lexed; `digest` identifies its text, `size` its length in characters."""

    path: str
    digest: str
    size: int
    ids: Ids
    spaced: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class FileEntry:
    """Where a file's tokens lie in the segment's stream: [start, end), its file mark excluded."""

    path: str
    digest: str
    size: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """The arrays, all over one stream of tokens in which every file begins with the file mark.

    `literal` and `abstract` are places sorted by the context before them (`suffixes`), `*_starts` index them by their
    last token or class. `keys` and `key_places` are the sparse contexts' hashes in order and where each stands.
    `word_ids` are the words and keywords of the segment, by number, `counts` how often every token stands in it.
    `post_starts` and `post_files` are the telling words' files (`post_words`), `norms` a file's weight in that space.
    """

    files: tuple[FileEntry, ...]
    tokens: Ids
    spaced: npt.NDArray[np.uint8]
    file_of: npt.NDArray[np.uint16]
    literal: Ids
    literal_starts: Ids
    abstract: Ids
    abstract_starts: Ids
    keys: tuple[Keys, ...]
    key_places: tuple[Ids, ...]
    counts: Ids
    post_words: Ids
    post_starts: Ids
    post_files: npt.NDArray[np.uint16]
    post_weights: npt.NDArray[np.float32]
    norms: npt.NDArray[np.float32]

    def document(self, entry: FileEntry) -> Document:
        """One file's tokens again, to be put into another segment."""
        part = slice(entry.start, entry.end)
        return Document(entry.path, entry.digest, entry.size, np.array(self.tokens[part]), np.array(self.spaced[part]))

    def similarity(self, path: str, words: Ids) -> Weights:
        """How much each file should count for the open file `path` holding the identifiers `words`: 1 to 4."""
        scores = np.zeros(len(self.files))
        places = np.searchsorted(self.post_words, words)
        for place, word in zip(places.tolist(), words.tolist(), strict=True):
            if place < len(self.post_words) and self.post_words[place] == word:
                low, high = self.post_starts[place], self.post_starts[place + 1]
                scores[self.post_files[low:high]] += self.post_weights[place]
        scores /= self.norms
        top = scores.max(initial=0.0)
        folder = dirname(path)
        near = np.array([1.0 if dirname(entry.path) == folder else 0.0 for entry in self.files])
        return (1.0 + near + (2.0 * scores / top if top > 0 else 0.0)).astype(np.float32)


def build_segment(documents: list[Document], vocabulary: Vocabulary) -> Segment:
    """The index of `documents` (at least one, at most 65,535), whose tokens `vocabulary` numbered."""
    files, tokens, spaced = _joined(documents)
    lengths = np.array([entry.end - entry.start + 1 for entry in files] + [1])
    file_of = np.repeat(np.append(np.arange(len(files)), len(files) - 1), lengths).astype(np.uint16)
    literal = sorted_contexts(tokens)
    classes = vocabulary.class_array()[tokens]
    abstract = sorted_contexts(classes)
    keys, key_places = [], []
    for column in keys_of(tokens, vocabulary):
        order = stable_order(column).astype(np.int32)
        keys.append(column[order])
        key_places.append(order)
    words, starts, post_files, weights, norms = _postings(tokens, file_of, len(files), vocabulary)
    return Segment(
        files, tokens, spaced, file_of,
        literal, first_places(tokens, literal, len(vocabulary)),
        abstract, first_places(classes, abstract, int(classes.max()) + 1),
        tuple(keys), tuple(key_places), np.bincount(tokens, minlength=len(vocabulary)).astype(np.int32),
        words, starts, post_files, weights, norms,
    )  # fmt: skip


def arrays_of(segment: Segment) -> dict[str, Array]:
    """All arrays by name, for a file."""
    found: dict[str, Array] = {}
    for name in Segment.__slots__:
        value = getattr(segment, name)
        if name in ("keys", "key_places"):
            found.update({f"{name}{number}": column for number, column in enumerate(value)})
        elif name != "files":
            found[name] = value
    return found


def segment_from(files: tuple[FileEntry, ...], arrays: dict[str, Array]) -> Segment:
    """The segment that `arrays_of` took apart. Raises KeyError when an array is missing."""
    plain = {name: arrays[name] for name in Segment.__slots__ if name not in ("files", "keys", "key_places")}
    grouped = {name: tuple(arrays[f"{name}{number}"] for number in range(KEY_COUNT)) for name in ("keys", "key_places")}
    return Segment(files=files, **plain, **grouped)  # type: ignore[arg-type]  # names and types are those written


def _joined(documents: list[Document]) -> tuple[tuple[FileEntry, ...], Ids, npt.NDArray[np.uint8]]:
    mark, unspaced = np.array([FILE_START], np.int32), np.zeros(1, np.uint8)
    files, ids, spaced = [], [], []
    place = 0
    for document in documents:
        start = place + 1
        place = start + len(document.ids)
        files.append(FileEntry(document.path, document.digest, document.size, start, place))
        ids += [mark, document.ids]
        spaced += [unspaced, document.spaced]
    return tuple(files), np.concatenate([*ids, mark]), np.concatenate([*spaced, unspaced])


def _postings(
    tokens: Ids, file_of: npt.NDArray[np.uint16], file_count: int, vocabulary: Vocabulary
) -> tuple[Ids, Ids, npt.NDArray[np.uint16], npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Which files hold which identifier, rare ones weighing more (tf-idf with binary counts)."""
    identifiers = vocabulary.kind_array()[tokens] == Kind.IDENTIFIER
    pairs = np.unique(tokens[identifiers].astype(np.int64) * file_count + file_of[identifiers])
    words, files = (pairs // file_count).astype(np.int32), (pairs % file_count).astype(np.uint16)
    distinct, counts = np.unique(words, return_counts=True)
    weights = np.log((file_count + 1) / counts) ** 2
    norms = np.sqrt(np.bincount(files, np.repeat(weights, counts), minlength=file_count)) + 3.0
    telling = counts <= max(_NEVER_COMMON, min(math.ceil(file_count * 0.3), _MAX_POSTINGS))
    chosen = np.repeat(telling, counts)
    bounds = np.concatenate(([0], np.cumsum(counts[telling]))).astype(np.int32)
    return (
        distinct[telling].astype(np.int32), bounds, files[chosen],
        weights[telling].astype(np.float32), norms.astype(np.float32),
    )  # fmt: skip
