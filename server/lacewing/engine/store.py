"""What was learned: a few immutable segments, newest last, and files waiting to be put into one.

One changed file costs a small new segment; its older copy is masked by an entry in `owner`. Small segments are merged
into larger ones as a log-structured tree does, so that there are never many. Readers take a `Snapshot`; it never
changes under them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass

from lacewing.engine.segment import Document, Segment, build_segment
from lacewing.engine.vocabulary import Vocabulary

_SMALL = 50_000
_RATIO = 6
# Tokens that may wait, 5 bytes each. Merging makes an index anew, so a whole project had better wait to its end.
_WAITING_AT_LEAST = 16_000_000
_MAX_FILES = 60_000
_AT_ONCE = 20_000
_PAUSE_S = 1.0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The segments at one moment, and for each the numbers of its files that still count."""

    segments: tuple[Segment, ...]
    live: tuple[frozenset[int], ...]


class Store:
    """The learned files. `lock` guards changes; `snapshot` may be read at any time."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.lock = threading.RLock()
        self.vocabulary = vocabulary
        self.snapshot = Snapshot((), ())
        self._owner: dict[str, tuple[Segment, int] | Document] = {}
        self._waiting: dict[str, Document] = {}
        self._waiting_tokens = 0
        self._size = 0
        self._settler: threading.Thread | None = None
        self._learned_at = 0.0

    @property
    def size(self) -> int:
        """Characters of all files that count."""
        return self._size

    def digests(self) -> dict[str, str]:
        """The digest of every file that counts."""
        with self.lock:
            return {path: _digest(owner) for path, owner in sorted(self._owner.items())}

    def digest(self, path: str) -> str:
        """The digest of one file, "" when it is not known."""
        owner = self._owner.get(path)
        return "" if owner is None else _digest(owner)

    def put(self, document: Document) -> None:
        """Learn a file or its new text. It counts from the next `settle` on, which many files bring about."""
        with self.lock:
            self._remove(document.path)
            self._owner[document.path] = self._waiting[document.path] = document
            self._waiting_tokens += len(document.ids)
            self._size += document.size
            self._learned_at = time.monotonic()
            settled = sum(len(segment.tokens) for segment in self.snapshot.segments)
            if self._waiting_tokens >= max(_WAITING_AT_LEAST, settled):
                self.settle()

    def forget(self, path: str) -> None:
        """Let a file not count any more, at once."""
        with self.lock:
            if path in self._owner:
                self._remove(path)
                self._publish(list(self.snapshot.segments))

    def settle(self) -> None:
        """Put all waiting files into a segment and merge what has become small."""
        with self.lock:
            if not self._waiting:
                return
            segments = list(self.snapshot.segments)
            documents = list(self._waiting.values())
            self._waiting = {}
            self._waiting_tokens = 0
            while segments and _to_merge(len(segments[-1].tokens), _stream_length(documents)):
                documents += self._living(segments.pop())
            segments.append(self._build(documents))
            self._publish(segments)

    def settle_if_due(self) -> None:
        """Before a question: settle at once if it takes milliseconds, else in a thread, once learning has paused."""
        if not self._waiting_tokens:
            return
        if self._waiting_tokens <= _AT_ONCE:
            if self.lock.acquire(blocking=False):
                try:
                    self.settle()
                finally:
                    self.lock.release()
        elif time.monotonic() - self._learned_at > _PAUSE_S and not (self._settler and self._settler.is_alive()):
            self._settler = threading.Thread(target=self.settle, name="lacewing-engine-settle", daemon=True)
            self._settler.start()

    def adopt(self, segments: Iterable[Segment]) -> None:
        """Take over segments read from disk, in place of everything. A file without a path does not count."""
        with self.lock:
            kept = list(segments)
            self._owner = {}
            for segment in kept:
                for number, entry in enumerate(segment.files):
                    if entry.path:
                        self._owner[entry.path] = (segment, number)
            self._size = sum(
                owner[0].files[owner[1]].size for owner in self._owner.values() if not isinstance(owner, Document)
            )
            self._publish(kept)

    def _build(self, documents: Iterable[Document]) -> Segment:
        segment = build_segment(sorted(documents, key=lambda document: document.path)[:_MAX_FILES], self.vocabulary)
        for number, entry in enumerate(segment.files):
            self._owner[entry.path] = (segment, number)
        return segment

    def _living(self, segment: Segment) -> list[Document]:
        return [
            segment.document(entry)
            for number, entry in enumerate(segment.files)
            if self._owns(entry.path, segment, number)
        ]

    def _owns(self, path: str, segment: Segment, number: int) -> bool:
        owner = self._owner.get(path)
        return owner is not None and not isinstance(owner, Document) and owner[0] is segment and owner[1] == number

    def _remove(self, path: str) -> None:
        owner = self._owner.pop(path, None)
        if owner is None:
            return
        if path in self._waiting:
            self._waiting_tokens -= len(self._waiting.pop(path).ids)
        self._size -= owner.size if isinstance(owner, Document) else owner[0].files[owner[1]].size

    def _publish(self, segments: list[Segment]) -> None:
        live = [
            frozenset(number for number, entry in enumerate(segment.files) if self._owns(entry.path, segment, number))
            for segment in segments
        ]
        kept = [(segment, numbers) for segment, numbers in zip(segments, live, strict=True) if numbers]
        self.snapshot = Snapshot(tuple(segment for segment, _ in kept), tuple(numbers for _, numbers in kept))


def _digest(owner: tuple[Segment, int] | Document) -> str:
    return owner.digest if isinstance(owner, Document) else owner[0].files[owner[1]].digest


def _stream_length(documents: list[Document]) -> int:
    """How many tokens the stream of a segment of `documents` has: each one's behind a file mark, and one at the end."""
    return sum(len(document.ids) + 1 for document in documents) + 1


def _to_merge(older: int, newer: int) -> bool:
    return older + newer <= _SMALL or older <= _RATIO * newer
