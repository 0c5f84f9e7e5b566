"""What was learned: a few immutable segments, newest last, and files waiting to be put into one.

One changed file costs a small new segment; its older copy is masked. Small segments are merged into larger ones as a
log-structured tree does, so that there are never many. Readers take a `Snapshot`; it never changes under them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lacewing.engine.indexing import MOST_FILES, build_segment
from lacewing.engine.segment import Document, FileEntry, Flags, Segment
from lacewing.engine.suffixes import counts_of
from lacewing.engine.vocabulary import Vocabulary

Counts = npt.NDArray[np.int32]

# Two segments become one when the older has at most so many times the tokens of the newer.
_RATIO = 6
# Tokens that are indexed while a question waits: a few milliseconds.
_AT_ONCE = 6_000
# Tokens that are indexed in a thread beside the answers. More are left to the next `settle`.
_BESIDE = 2_000_000
# Tokens that may wait, 5 bytes each. Merging makes an index anew, so a whole project had better wait to its end.
_WAITING = 60_000_000
_PAUSE_S = 1.0
# Each costs every question a little. When there are more, they are merged without waiting for a pause.
_MOST_SEGMENTS = 12


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The segments at one moment, for each which of its files still count, and how often those hold each token."""

    segments: tuple[Segment, ...]
    live: tuple[Flags, ...]
    counts: Counts


class Store:
    """The learned files. `lock` guards changes; `snapshot` may be read at any time."""

    def __init__(self, vocabulary: Vocabulary, threads: int = 1) -> None:
        self.lock = threading.RLock()
        self.vocabulary = vocabulary
        self.snapshot = Snapshot((), (), np.zeros(len(vocabulary), np.int32))
        self._threads = threads
        self._owner: dict[str, tuple[Segment, int] | Document] = {}
        self._waiting: dict[str, Document] = {}
        self._waiting_tokens = 0
        self._size = 0
        self._settler: threading.Thread | None = None
        self._learned_at = 0.0

    def size_without(self, path: str) -> int:
        """Characters of all files that count, but for one."""
        with self.lock:
            owner = self._owner.get(path)
            return self._size - (0 if owner is None else _entry(owner).size)

    def digests(self) -> dict[str, str]:
        """The digest of every file that counts."""
        with self.lock:
            return {path: _entry(owner).digest for path, owner in sorted(self._owner.items())}

    def digest(self, path: str) -> str:
        """The digest of one file, "" when it is not known."""
        owner = self._owner.get(path)
        return "" if owner is None else _entry(owner).digest

    def put(self, document: Document) -> None:
        """Learn a file or its new text. It counts from the next `settle` on, which many files bring about."""
        with self.lock:
            self._remove(document.path)
            self._owner[document.path] = self._waiting[document.path] = document
            self._waiting_tokens += len(document.ids)
            self._size += document.size
            self._learned_at = time.monotonic()
            if self._waiting_tokens >= _WAITING:
                self._index(self._mergeable(self._waiting_tokens))

    def forget(self, path: str) -> None:
        """Let a file not count any more, at once."""
        with self.lock:
            self._remove(path)

    def settle(self) -> None:
        """Put all waiting files into a segment and merge what has become small. Blocks until that is done."""
        settler = self._settler
        if settler is not None:
            settler.join()
        with self.lock:
            # Without need, what is large is not made anew.
            merged = self._mergeable(self._waiting_tokens, None if self._waiting else _BESIDE)
            if self._waiting or merged:
                self._index(merged)

    def settle_if_due(self) -> None:
        """Before a question: settle at once if it takes milliseconds, else in a thread, once learning has paused.

        What has become small is merged then too: whoever has just changed a file waits for an answer.
        """
        if 0 < self._waiting_tokens <= _AT_ONCE and self.lock.acquire(blocking=False):
            try:
                self._index(self._mergeable(self._waiting_tokens, _AT_ONCE))
            finally:
                self.lock.release()
        paused = time.monotonic() - self._learned_at > _PAUSE_S
        if (paused or len(self.snapshot.segments) > _MOST_SEGMENTS) and (
            self._waiting_tokens or self._mergeable(0, _BESIDE)
        ):
            self._settle_beside()

    def adopt(self, segments: Iterable[Segment]) -> None:
        """Take over segments read from disk, in place of everything."""
        with self.lock:
            kept = tuple(segments)
            counts = np.zeros(len(self.vocabulary), np.int32)
            self._owner, self._size = {}, 0
            for segment in kept:
                counts[segment.arrays.literal_heads] += np.diff(segment.arrays.literal_starts)
                self._owner.update((entry.path, (segment, number)) for number, entry in enumerate(segment.files))
                self._size += sum(entry.size for entry in segment.files)
            self.snapshot = Snapshot(kept, tuple(np.ones(len(segment.files), bool) for segment in kept), counts)

    def _settle_beside(self) -> None:
        if self._settler is None or not self._settler.is_alive():
            self._settler = threading.Thread(target=self._index_beside, name="lacewing-engine-settle", daemon=True)
            self._settler.start()

    def _index_beside(self) -> None:
        """As `settle`, but the lock is free while the index is made, and what is large stays as it is."""
        with self.lock:
            merged = self._mergeable(self._waiting_tokens, _BESIDE)
            documents = self._taken(merged)
        built = self._built(documents)
        with self.lock:
            self._install(built, merged)

    def _index(self, merged: tuple[Segment, ...]) -> None:
        self._install(self._built(self._taken(merged)), merged)

    def _mergeable(self, waiting: int, most: int | None = None) -> tuple[Segment, ...]:
        """The newest segments that should become one with `waiting` tokens, as long as they have `most` together."""
        segments = self.snapshot.segments
        tokens, first = waiting, len(segments)
        while first:
            older = len(segments[first - 1].tokens)
            if tokens and (older > _RATIO * tokens or (most is not None and tokens + older > most)):
                break
            tokens += older
            first -= 1
        merged = segments[first:]
        return merged if waiting or len(merged) > 1 else ()

    def _taken(self, merged: tuple[Segment, ...]) -> list[Document]:
        """The waiting documents, which no longer wait, and those of `merged` that count, by path."""
        documents = [*self._waiting.values()]
        self._waiting, self._waiting_tokens = {}, 0
        for segment, live in zip(self.snapshot.segments, self.snapshot.live, strict=True):
            if any(segment is each for each in merged):
                documents += [segment.document(segment.files[number]) for number in np.nonzero(live)[0].tolist()]
        return sorted(documents, key=lambda document: document.path)

    def _built(self, documents: list[Document]) -> list[tuple[Segment, list[Document]]]:
        parts = [documents[start : start + MOST_FILES] for start in range(0, len(documents), MOST_FILES)]
        return [(build_segment(part, self.vocabulary, self._threads), part) for part in parts]

    def _install(self, built: list[tuple[Segment, list[Document]]], merged: tuple[Segment, ...]) -> None:
        """Publish new segments in place of `merged`. What was learned anew or forgotten meanwhile does not count."""
        segments, live = list[Segment](), list[Flags]()
        place = len(self.snapshot.segments)
        for segment, flags in zip(self.snapshot.segments, self.snapshot.live, strict=True):
            if any(segment is each for each in merged):
                place = min(place, len(segments))  # before those that came while it was made
            else:
                segments.append(segment)
                live.append(flags)
        counted = [np.zeros(0, np.int32)]
        for segment, documents in built:
            flags = np.zeros(len(segment.files), bool)
            for number, document in enumerate(documents):
                owner = self._owner.get(document.path)
                if owner is document:
                    counted.append(document.ids)
                elif isinstance(owner, Document) or owner is None or not any(owner[0] is each for each in merged):
                    continue
                flags[number] = True
                self._owner[document.path] = (segment, number)
            segments.insert(place, segment)
            live.insert(place, flags)
            place += 1
        counts = np.zeros(len(self.vocabulary), np.int32)
        counts[: len(self.snapshot.counts)] = self.snapshot.counts
        tokens, occurrences = counts_of(np.concatenate(counted))
        counts[tokens] += occurrences
        self._publish(segments, live, counts)

    def _remove(self, path: str) -> None:
        owner = self._owner.pop(path, None)
        if isinstance(owner, Document):
            self._size -= owner.size
            if self._waiting.pop(path, None) is not None:
                self._waiting_tokens -= len(owner.ids)
        elif owner is not None:
            segment, number = owner
            entry = segment.files[number]
            self._size -= entry.size
            counts = self.snapshot.counts.copy()
            tokens, occurrences = np.unique(segment.tokens[entry.start : entry.end], return_counts=True)
            counts[tokens] -= occurrences.astype(np.int32)
            live = list(self.snapshot.live)
            for at, each in enumerate(self.snapshot.segments):
                if each is segment:
                    live[at] = live[at].copy()
                    live[at][number] = False
            self._publish(list(self.snapshot.segments), live, counts)

    def _publish(self, segments: list[Segment], live: list[Flags], counts: Counts) -> None:
        kept = [(segment, flags) for segment, flags in zip(segments, live, strict=True) if flags.any()]
        self.snapshot = Snapshot(tuple(segment for segment, _ in kept), tuple(flags for _, flags in kept), counts)


def _entry(owner: tuple[Segment, int] | Document) -> Document | FileEntry:
    return owner if isinstance(owner, Document) else owner[0].files[owner[1]]
