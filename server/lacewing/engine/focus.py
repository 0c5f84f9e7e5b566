"""The learned project as seen from one open file: its stale copy masked, files like it weighing more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
import numpy.typing as npt

from lacewing.engine.renaming import Copied, copy_through
from lacewing.engine.segment import Segment, Weights
from lacewing.engine.store import Snapshot
from lacewing.engine.suffixes import abstract_matches, matches
from lacewing.engine.vocabulary import Ids, Vocabulary

Distribution = dict[int, float]
_MAX_PLACES = 96
_MAX_COPIED = 40
_MAX_ALIKE = 48
_WAYS = (0.35, 0.55, 1.3)
_REMEMBERED = 5_000


class Focus:
    """Answers about a `snapshot` of the store for the file `path`."""

    def __init__(self, snapshot: Snapshot, path: str, vocabulary: Vocabulary) -> None:
        self.snapshot = snapshot
        self._path = path
        self._vocabulary = vocabulary
        self.counts = snapshot.counts
        for segment, live in zip(snapshot.segments, snapshot.live, strict=True):
            number = segment.numbers.get(path)
            if number is not None and live[number]:
                own = segment.files[number]
                held, times = np.unique(segment.tokens[own.start : own.end], return_counts=True)
                self.counts = self.counts.copy()
                self.counts[held] -= times.astype(np.int32)
        self.size = int(self.counts.sum())
        self._views = [_View(segment) for segment in snapshot.segments]
        self._remembered: dict[tuple[int, int, int], Distribution] = {}
        self._ranges: list[list[tuple[int, int]]] = []
        self.weigh(np.zeros(0, np.int32))

    def weigh(self, words: Ids) -> None:
        """Set the files' weights for an open file that holds the identifiers `words`."""
        for view, live in zip(self._views, self.snapshot.live, strict=True):
            view.weights = view.segment.similarity(self._path, words) * live
            number = view.segment.numbers.get(self._path)
            if number is not None:
                view.weights[number] = 0.0
        self._remembered.clear()

    def count(self, token: int) -> int:
        """How often the project holds `token`."""
        return int(self.counts[token]) if token < len(self.counts) else 0

    def counts_of(self, tokens: Ids) -> Weights:
        """How often the project holds each of `tokens`."""
        counts = (
            self.counts[np.minimum(tokens, max(0, len(self.counts) - 1))] if len(self.counts) else np.zeros(len(tokens))
        )
        return np.where(tokens < len(self.counts), counts, 0).astype(np.float32)

    def often(self) -> Ids:
        """The tokens that the project holds more often than it does a token on average, ascending."""
        return np.flatnonzero(self.counts > self.size // max(1, len(self.counts))).astype(np.int32)

    def most_frequent(self, tokens: Ids, limit: int) -> list[int]:
        """The `limit` of `tokens` that the project holds most often, none that it does not hold."""
        counts = self.counts[np.minimum(tokens, len(self.counts) - 1)]
        counts = np.where(tokens < len(self.counts), counts, 0)
        if len(tokens) > 4 * limit:
            least = -np.partition(-counts, limit)[limit]
            tokens, counts = tokens[counts >= least], counts[counts >= least]
        order = np.lexsort((tokens, -counts))[:limit]
        found: list[int] = tokens[order[counts[order] > 0]].tolist()
        return found

    def literal(self, context: list[int]) -> tuple[int, list[Distribution]]:
        """The longest match of `context`, and what followed at that length, at 2 and at 1."""
        self._ranges = ranges = [matches(context, view.tokens, view.segment.literal) for view in self._views]
        longest = max(map(len, ranges), default=0)
        found: list[Distribution] = []
        for length in (longest, 2, 1):
            found.append(self._following(ranges, length) if 1 <= length <= longest else {})
        return longest, found

    def abstract(self, classes: list[int], context: list[int]) -> tuple[int, Distribution]:
        """The longest match of abstract classes, and what follows there, renamed to the context."""
        if len(context) < 4:
            return 0, {}
        table = self._vocabulary.classes
        ranges = [abstract_matches(classes, view.tokens, table, view.segment.abstract) for view in self._views]
        longest = max(map(len, ranges), default=0)
        return longest, self._copied(ranges, longest, context) if longest >= 3 else {}

    def sparse(self, number: int, key: int) -> Distribution:
        """What followed the sparse context `number` with this hash."""
        found: Distribution = {}
        for view in self._views:
            places = view.segment.sparse[number].found(key)
            if len(places):
                _add(found, view.segment.tokens[places], view.weights_at(places))
        return found

    def resembling(self, keys: tuple[int, ...]) -> list[tuple[Ids, Ids, Weights, Weights]]:
        """The places of the last `literal` and of the sparse contexts `keys`, as `places_after`, and of each place the
        logarithm of what it counts for being found by which of them."""
        found = []
        for view, ranges in zip(self._views, self._ranges, strict=True):
            parts = [_some(view.segment.sparse[number].found(key), _MAX_ALIKE) for number, key in enumerate(keys)]
            kept: list[Ids] = []
            for low, high in reversed(ranges):
                kept.append(_thinned(view.segment.arrays.literal, low, high, _MAX_ALIKE))
                if high - low >= _MAX_ALIKE:
                    break
            places, inverse = np.unique(np.concatenate((*parts, *kept)), return_inverse=True)
            if not len(places):
                continue
            ways = np.zeros(len(places), np.float32)
            start = 0
            for part, worth in zip(parts, _WAYS, strict=True):
                ways[inverse[start : start + len(part)]] += worth
                start += len(part)
            weights = view.weights_at(places)
            live = weights > 0
            found.append((np.asarray(view.segment.tokens), places[live], weights[live], ways[live]))
        return found

    def places_after(self, token: int, limit: int) -> list[tuple[Ids, Ids, Weights]]:
        """Some of the places that follow `token`, about `limit` in all: streams, the places in each, their weights."""
        found = []
        for view in self._views:
            low, high = view.segment.literal.following(token)
            places = _thinned(view.segment.arrays.literal, low, high, limit)
            if len(places):
                found.append((view.segment.tokens, places, view.weights_at(places)))
        return found

    def similar_files(self, limit: int) -> list[tuple[Ids, float]]:
        """The tokens of the `limit` files that weigh most, with their weights."""
        found = []
        for view in self._views:
            for number in np.argsort(-view.weights, kind="stable")[:limit].tolist():
                entry = view.segment.files[number]
                if view.weights[number]:
                    found.append(
                        (float(view.weights[number]), entry.path, view.segment.tokens[entry.start : entry.end])
                    )
        found.sort(key=lambda item: (-item[0], item[1]))
        return [(tokens, weight) for weight, _, tokens in found[:limit]]

    def role_counts(self, tokens: Ids, role: int) -> tuple[Weights, float]:
        """How often the project holds each of `tokens` in `role`, and how often any token."""
        counts, total = np.zeros(len(tokens), np.float32), 0.0
        for view in self._views:
            pairs = view.segment.roles
            counts += pairs.times(tokens, role)
            total += float(pairs.totals[role])
        return counts, total

    def blank_between(self, left: int, right: int) -> bool | None:
        """Whether the project writes a blank between these tokens, None when they never meet."""
        votes = met = 0
        for view in self._views:
            low, high = view.segment.literal.following(left)
            places = _thinned(view.segment.arrays.literal, low, high, 4000)
            places = places[view.segment.tokens[places] == right]
            met += len(places)
            votes += int(view.segment.blank_before(places).sum())
        return votes * 2 >= met if met else None

    def _following(self, ranges: list[list[tuple[int, int]]], length: int) -> Distribution:
        together: Distribution = {}
        for number, (view, found) in enumerate(zip(self._views, ranges, strict=True)):
            if len(found) < length:
                continue
            low, high = found[length - 1]
            part = self._remembered.get((number, low, high))
            if part is None:
                part = {}
                places = _thinned(view.segment.arrays.literal, low, high, _MAX_PLACES)
                _add(part, view.segment.tokens[places], view.weights_at(places))
                if len(self._remembered) > _REMEMBERED:
                    self._remembered.clear()
                self._remembered[(number, low, high)] = part
            if not together:
                together = part
            else:
                together = dict(together)
                for token, weight in part.items():
                    together[token] = together.get(token, 0.0) + weight
        return together

    def _copied(self, ranges: list[list[tuple[int, int]]], length: int, context: list[int]) -> Distribution:
        together: Copied = {}
        for view, found in zip(self._views, ranges, strict=True):
            if len(found) >= length:
                low, high = found[length - 1]
                places = _thinned(view.segment.arrays.abstract, low, high, _MAX_COPIED)
                weights = view.weights_at(places)
                copy_through(together, view.segment.tokens, places, length, context, weights)
        return together


class _View:
    """A segment with its weights, and its tokens as a memory view, whose items are read fast one by one."""

    __slots__ = ("segment", "tokens", "weights")

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.weights: Weights = np.ones(len(segment.files), np.float32)
        self.tokens = cast("Sequence[int]", np.asarray(segment.tokens).data)

    def weights_at(self, places: Ids) -> Weights:
        """The weights of the files that hold `places`."""
        return self.weights[self.segment.file_of(places)]


def _thinned(places: Ids, low: int, high: int, limit: int) -> Ids:
    """At most about `limit` of the places [low, high), evenly."""
    step = (high - low) // limit + 1 if high - low > limit else 1
    return places[low:high:step]


def _some(places: Ids, limit: int) -> Ids:
    return _thinned(places, 0, len(places), limit)


def _add(found: Distribution, tokens: Ids, weights: npt.NDArray[np.float32]) -> None:
    for token, weight in zip(tokens.tolist(), weights.tolist(), strict=True):
        if weight:
            found[token] = found.get(token, 0.0) + weight
