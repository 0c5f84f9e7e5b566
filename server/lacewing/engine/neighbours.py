"""Names that the project uses near the names in play: what stands around `decoder` elsewhere may follow it here too.

Two experts. `around` sums, over the latest names of the context, the windows behind their occurrences in the project,
rare names weighing more. `alike` knows what stands in each role in the files that are most like the open one.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from lacewing.engine.focus import Distribution, Focus
from lacewing.engine.roles import RoleColumn
from lacewing.engine.vocabulary import FILE_START, Ids, Kind, Vocabulary

Sums = npt.NDArray[np.float64]
_NAMES = 7
_BACK = 60
_OCCURRENCES = 24
_WINDOW = 24
_DECAY = (0.93 ** np.arange(_WINDOW)).astype(np.float32)
_KEPT = 40
_FILES = 8
_FILE_BITS = 3
_ROLE_BITS = 29
_OF_A_FILE = 6000
_OF_A_ROLE = 400
_COMMON = 0.004


class Neighbours:
    """Answers for one open file; `forget` when the files' weights have changed."""

    def __init__(self, focus: Focus, vocabulary: Vocabulary, roles: RoleColumn) -> None:
        self._focus = focus
        self._vocabulary = vocabulary
        self._roles = roles
        self._windows: dict[int, Distribution] = {}
        self._alike: dict[int, Distribution] = {}
        self._pairs: tuple[npt.NDArray[np.int64], Sums] | None = None

    def forget(self) -> None:
        """Work everything out again."""
        self._windows.clear()
        self._alike.clear()
        self._pairs = None

    def around(self, context: list[int]) -> Distribution:
        """Names near the latest names of `context`."""
        kinds = self._vocabulary.kinds
        found: Distribution = {}
        share, seen = 1.0, set()
        for token in reversed(context[-_BACK:]):
            if kinds[token] != Kind.IDENTIFIER or token in seen:
                continue
            seen.add(token)
            for name, weight in self._window(token).items():
                found[name] = found.get(name, 0.0) + share * weight
            share *= 0.8
            if len(seen) == _NAMES:
                break
        return found

    def alike(self, role: int) -> Distribution:
        """What stands in `role` in files like the open one."""
        found = self._alike.get(role)
        if found is None:
            pairs, sums = self._pairs = self._pairs or self._by_role()
            low, high = np.searchsorted(pairs, (role << _ROLE_BITS, (role + 1) << _ROLE_BITS)).tolist()
            best = np.argsort(-sums[low:high], kind="stable")[:_OF_A_ROLE] + low
            tokens = (pairs[best] & (1 << _ROLE_BITS) - 1).tolist()
            found = self._alike[role] = dict(zip(tokens, sums[best].tolist(), strict=True))
        return found

    def _window(self, token: int) -> Distribution:
        window = self._windows.get(token)
        if window is None:
            window = self._windows[token] = self._behind(token)
        return window

    def _behind(self, token: int) -> Distribution:
        count = self._focus.count(token)
        if count < 1 or count > max(50.0, _COMMON * self._focus.size):
            return {}
        names: list[Ids] = []
        weights = []
        for stream, places, own in self._focus.places_after(token, _OCCURRENCES):
            windows = np.minimum(places[:, None] + np.arange(_WINDOW), len(stream) - 1)
            behind = stream[windows]
            same_file = np.cumsum(behind == FILE_START, axis=1) == 0
            names.append(behind.ravel())
            weights.append((own[:, None] * _DECAY * same_file).ravel())
        if not names:
            return {}
        found, sums = self._summed(np.concatenate(names), np.concatenate(weights))
        sums *= 1.0 / (len(weights[0]) / _WINDOW * math.log(2.0 + count))
        best = np.argsort(-sums, kind="stable")[:_KEPT]
        return dict(zip(found[best].tolist(), sums[best].tolist(), strict=True))

    def _summed(self, tokens: Ids, weights: Sums) -> tuple[Ids, Sums]:
        kept = (self._vocabulary.kind_array()[tokens] == Kind.IDENTIFIER) & (weights > 0)
        found, inverse = np.unique(tokens[kept], return_inverse=True)
        return found, np.bincount(inverse, weights[kept], len(found)).astype(np.float64)

    def _by_role(self) -> tuple[npt.NDArray[np.int64], Sums]:
        """Role and token of what stands in the files most alike, as one number, ascending, and how often."""
        roles = self._roles.roles()
        parts, weights = [np.zeros(0, np.int64)], []
        for number, (tokens, weight) in enumerate(self._focus.similar_files(_FILES)):
            weights.append(weight * weight)
            kept = tokens[:_OF_A_FILE].astype(np.int64)
            parts.append(roles[kept[:-1]].astype(np.int64) << 32 | kept[1:] << _FILE_BITS | number)
        packed = np.sort(np.concatenate(parts))  # one sort of plain numbers, many times faster than np.unique's
        pairs = packed >> _FILE_BITS
        starts = np.flatnonzero(np.concatenate((pairs[:1] >= 0, pairs[1:] != pairs[:-1])))
        if not len(starts):
            return pairs, np.zeros(0)
        return pairs[starts], np.add.reduceat(np.array(weights)[packed & (_FILES - 1)], starts)
