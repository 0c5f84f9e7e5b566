"""An immutable index of some files' tokens: where each context stood, and which files are like which.

Everything but the names is numpy arrays, so that a segment can be mapped from disk instead of being read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lacewing.engine.roles import RolePairs
from lacewing.engine.sparse import SparseIndex
from lacewing.engine.suffixes import ContextIndex
from lacewing.engine.vocabulary import FILE_START, FILE_START_CLASS, Ids

Array = npt.NDArray[np.generic]
Weights = npt.NDArray[np.float32]
Bits = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]


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


class Arrays(NamedTuple):
    """All over one stream of tokens in which every file begins with the file mark.

    `literal` and `abstract` are places sorted by the context before them (`suffixes`), `*_heads` and `*_starts` find
    them by their last token or class. `spaced` has a bit for each token, whether a blank stood before it. `post_starts`
    and `post_files` are the telling words' files (`post_words`), `norms` a file's weight in that space.
    `role_*` are how often tokens stand in roles (`roles.RolePairs`).
    """

    tokens: Ids
    spaced: Bits
    literal: Ids
    literal_heads: Ids
    literal_starts: Ids
    abstract: Ids
    abstract_heads: Ids
    abstract_starts: Ids
    post_words: Ids
    post_starts: Ids
    post_files: npt.NDArray[np.uint16]
    post_weights: npt.NDArray[np.float32]
    norms: npt.NDArray[np.float32]
    role_keys: Ids
    role_counts: Ids
    role_totals: npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Segment:
    """`sparse` are the sparse contexts (`structure`), one index a context."""

    files: tuple[FileEntry, ...]
    arrays: Arrays
    sparse: tuple[SparseIndex, ...]

    @property
    def tokens(self) -> Ids:
        """The stream."""
        return self.arrays.tokens

    @cached_property
    def literal(self) -> ContextIndex:
        """Places by the tokens before them."""
        arrays = self.arrays
        return ContextIndex(arrays.literal, arrays.literal_heads, arrays.literal_starts, FILE_START)

    @cached_property
    def abstract(self) -> ContextIndex:
        """Places by the abstract classes before them."""
        arrays = self.arrays
        return ContextIndex(arrays.abstract, arrays.abstract_heads, arrays.abstract_starts, FILE_START_CLASS)

    @property
    def roles(self) -> RolePairs:
        """How often its tokens stand in which role."""
        return RolePairs(self.arrays.role_keys, self.arrays.role_counts, self.arrays.role_totals)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The files' numbers by path."""
        return {entry.path: number for number, entry in enumerate(self.files)}

    @cached_property
    def starts(self) -> Ids:
        """Where each file's mark stands."""
        return np.array([entry.start - 1 for entry in self.files], np.int32)

    @cached_property
    def _folders(self) -> npt.NDArray[np.str_]:
        return np.array([dirname(entry.path) for entry in self.files])

    def file_of(self, places: Ids) -> npt.NDArray[np.int64]:
        """The numbers of the files that hold `places`."""
        return self.starts.searchsorted(places, "right") - 1

    def blank_before(self, places: Ids) -> Bits:
        """Whether a blank stood before the tokens at `places`, 0 or 1."""
        bits: Bits = self.arrays.spaced[places >> 3] >> (7 - (places & 7)).astype(np.uint8) & np.uint8(1)
        return bits

    def document(self, entry: FileEntry) -> Document:
        """One file's tokens again, to be put into another segment."""
        places = np.arange(entry.start, entry.end, dtype=np.int32)
        ids = np.array(self.tokens[entry.start : entry.end])
        return Document(entry.path, entry.digest, entry.size, ids, self.blank_before(places))

    def similarity(self, path: str, words: Ids) -> Weights:
        """How much each file should count for the open file `path` holding the identifiers `words`: 1 to 4."""
        arrays = self.arrays
        places = np.searchsorted(arrays.post_words, words)
        known = np.nonzero(places < len(arrays.post_words))[0]
        places = places[known[arrays.post_words[places[known]] == words[known]]]
        lows, sizes = arrays.post_starts[places], np.diff(arrays.post_starts)[places]
        rows = np.arange(sizes.sum()) + np.repeat(lows - np.cumsum(sizes) + sizes, sizes)
        shares = np.repeat(arrays.post_weights[places], sizes)
        scores = np.bincount(arrays.post_files[rows], shares, len(self.files)) / arrays.norms
        top = scores.max(initial=0.0)
        near = (self._folders == dirname(path)).astype(np.float64)
        weights: Weights = (1.0 + near + (2.0 * scores / top if top > 0 else 0.0)).astype(np.float32)
        return weights
