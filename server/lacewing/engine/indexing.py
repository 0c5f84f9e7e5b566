"""Makes segments: the index of some documents, and a segment again without some of its files."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from lacewing.engine.roles import RoleColumn, role_pairs
from lacewing.engine.segment import Arrays, Document, FileEntry, Flags, Segment
from lacewing.engine.sparse import SparseIndex, sparse_index
from lacewing.engine.structure import KEY_COUNT, Keys, contexts_of, keys_of
from lacewing.engine.suffixes import few_of_many, first_places, sorted_contexts
from lacewing.engine.vocabulary import FILE_START, Ids, Kind, Vocabulary

MOST_FILES = 60_000
_KEYED_AT_ONCE = 500_000
_WORTH_THREADS = 100_000
_NEVER_COMMON = 3
_MAX_POSTINGS = 200
Postings = tuple[Ids, Ids, npt.NDArray[np.uint16], npt.NDArray[np.float32], npt.NDArray[np.float32]]


def build_segment(documents: list[Document], vocabulary: Vocabulary, threads: int = 1) -> Segment:
    """The index of `documents` (at least one, at most `MOST_FILES`), whose tokens `vocabulary` numbered.

    It is the same however many `threads` sort at a time.
    """
    files, tokens, spaced = _joined(documents)
    starts = np.array([entry.start - 1 for entry in files] + [len(tokens) - 1], np.int32)
    classes = vocabulary.class_array()

    def literal() -> Ids:
        return sorted_contexts(tokens, starts)

    def abstract() -> Ids:
        return sorted_contexts(_ranked(classes[tokens]), starts)

    def sparse() -> tuple[SparseIndex, ...]:
        return tuple(map(sparse_index, _keys(tokens, files, vocabulary)))

    if threads == 1 or len(tokens) < _WORTH_THREADS:
        return Segment(files, _arrays(files, tokens, spaced, literal(), abstract(), vocabulary), sparse())
    with ThreadPoolExecutor(threads) as pool:
        by_tokens, by_classes, by_hashes = pool.submit(literal), pool.submit(abstract), pool.submit(sparse)
        arrays = _arrays(files, tokens, spaced, by_tokens.result(), by_classes.result(), vocabulary)
        return Segment(files, arrays, by_hashes.result())


def without(segment: Segment, numbers: Collection[int], vocabulary: Vocabulary) -> Segment:
    """The segment without the files of these `numbers`, sorted by leaving out: no trace of them is in it.

    At least one file must stay.
    """
    kept = np.ones(len(segment.tokens), bool)
    for number in numbers:
        entry = segment.files[number]
        kept[entry.start - 1 : entry.end] = False
    moved = np.cumsum(kept, dtype=np.int32)
    moved -= 1
    # A place stays when what it follows does. The end of a file is followed by the mark of whichever comes next.
    follows = np.concatenate((kept[:1], kept[:-1]))
    moved = np.concatenate((moved[:1], moved[:-1] + 1))
    files, place = [], 0
    for number, entry in enumerate(segment.files):
        if number not in numbers:
            size = entry.end - entry.start
            files.append(FileEntry(entry.path, entry.digest, entry.size, place + 1, place + 1 + size))
            place += 1 + size
    arrays = segment.arrays
    spaced = np.packbits(np.unpackbits(arrays.spaced, count=len(kept))[kept])
    literal, abstract = (moved[places[follows[places]]] for places in (arrays.literal, arrays.abstract))
    sparse = tuple(_sparse_without(index, follows, moved) for index in segment.sparse)
    return Segment(
        tuple(files), _arrays(tuple(files), arrays.tokens[kept], spaced, literal, abstract, vocabulary), sparse
    )


def _arrays(
    files: tuple[FileEntry, ...],
    tokens: Ids,
    spaced: npt.NDArray[np.uint8],
    literal: Ids,
    abstract: Ids,
    vocabulary: Vocabulary,
) -> Arrays:
    postings = _postings(tokens, files, vocabulary)
    roles = role_pairs(tokens, vocabulary.companion(RoleColumn).roles(), len(vocabulary))
    return Arrays(
        tokens, spaced,
        literal, *first_places(tokens),
        abstract, *first_places(vocabulary.class_array()[tokens]),
        postings[0], postings[1], postings[2], postings[3], postings[4],
        roles.keys, roles.counts, roles.totals,
    )  # fmt: skip


def _sparse_without(index: SparseIndex, follows: Flags, moved: Ids) -> SparseIndex:
    stays = follows[index.places]
    starts = np.concatenate(([0], np.cumsum(stays, dtype=np.int32)))[index.starts].astype(np.int32)
    filled = np.diff(starts) > 0
    return SparseIndex(
        index.heads[filled],
        np.append(starts[:-1][filled], starts[-1]),
        index.tails[stays],
        moved[index.places[stays]],
    )


def _ranked(values: Ids) -> Ids:
    """Small numbers in place of `values`, in the same order."""
    if few_of_many(values):
        return np.unique(values, return_inverse=True)[1].astype(np.int32)
    return (np.cumsum(np.bincount(values) > 0, dtype=np.int32) - 1)[values]


def _keys(tokens: Ids, files: tuple[FileEntry, ...], vocabulary: Vocabulary) -> list[Keys]:
    """The hashes of the sparse contexts of all places, found a few files at a time, as that takes much memory."""
    starts = [entry.start - 1 for entry in files]
    bounds = [0]
    for start in starts:
        if start - bounds[-1] >= _KEYED_AT_ONCE:
            bounds.append(start)
    bounds.append(len(tokens))
    columns = [np.empty(len(tokens), np.uint32) for _ in range(KEY_COUNT)]
    for low, high in itertools.pairwise(bounds):
        for column, keys in zip(columns, keys_of(contexts_of(tokens[low:high], vocabulary)), strict=True):
            column[low:high] = keys
    return columns


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
    return tuple(files), np.concatenate([*ids, mark]), np.packbits(np.concatenate([*spaced, unspaced]))


def _postings(tokens: Ids, files: tuple[FileEntry, ...], vocabulary: Vocabulary) -> Postings:
    """Which files hold which identifier, rare ones weighing more (tf-idf with binary counts)."""
    count = len(files)
    identifier = vocabulary.kind_array() == Kind.IDENTIFIER
    by_file = [np.unique(tokens[entry.start : entry.end]) for entry in files]
    by_file = [words[identifier[words]] for words in by_file]
    words = np.concatenate(by_file)
    order = np.argsort(words, kind="stable")
    holding = np.repeat(np.arange(count, dtype=np.uint16), [len(each) for each in by_file])[order]
    distinct, counts = np.unique(words, return_counts=True)
    weights = np.log((count + 1) / counts) ** 2
    norms = np.sqrt(np.bincount(holding, np.repeat(weights, counts), minlength=count)) + 3.0
    telling = counts <= max(_NEVER_COMMON, min(math.ceil(count * 0.3), _MAX_POSTINGS))
    chosen = np.repeat(telling, counts)
    bounds = np.concatenate(([0], np.cumsum(counts[telling]))).astype(np.int32)
    return (
        distinct[telling].astype(np.int32), bounds, holding[chosen],
        weights[telling].astype(np.float32), norms.astype(np.float32),
    )  # fmt: skip
