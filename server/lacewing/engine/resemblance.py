"""Places that resemble the one at the cursor in several ways at once, and what followed there.

The other experts each ask for one sort of likeness: the same tokens, the same shapes, the same head of the line, the
same argument. Here every place of the open file, and of the project those that the searches for matches found, is
weighed by all of them together: a place that is alike in two ways counts for much more than two that are in one. The
weights were fitted to what followed at places of other people's files (`tests/bench/fit_resemblance.py`).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lacewing.engine.focus import Distribution, Focus
from lacewing.engine.live import LiveFile
from lacewing.engine.structure import COLUMN_COUNT, ContextAtEnd
from lacewing.engine.vocabulary import Ids, Vocabulary

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
LOOK_BACK = 12
_WINDOW = 4000
_MOST = 500
_KEPT = 48
_STRONGEST = 8.0
_BACK = np.arange(1, LOOK_BACK + 1)
# By how many tokens in a row are the same, and are of the same class.
_LITERAL = np.array(
    (-1.01, 0.43, -0.53, -0.56, -0.60, -0.66, -0.46, -0.57, -0.42, -0.23, -0.51, -0.21, 0.52), np.float64
)
_ABSTRACT = np.array(
    (0.00, -2.94, -2.83, -2.42, -2.56, -2.07, -2.23, -2.14, -2.12, -2.03, -1.92, -1.94, -1.66), np.float64
)
# For each token back that is the same, whether or not those between are.
_SAME = np.array((0.0, 2.08, 0.28, 0.57, 0.13, 0.13, 0.13, 0.13, 0.0, 0.0, 0.0, 0.0), np.float64)
# For each of the columns of `Contexts` that is the same: head, second, callee, argument, word, word before.
_COLUMNS = np.array((0.43, 0.58, 0.72, 0.09, 1.03, 0.76), np.float64)
# For both heads, both of the call, both words.
_PAIRS = np.array((-0.49, -0.19, -0.35))
# For every doubling of the distance.
_FAR = -0.28


class Resemblance:
    """Answers for one open file."""

    def __init__(self, live: LiveFile, focus: Focus, vocabulary: Vocabulary) -> None:
        self._live = live
        self._focus = focus
        self._vocabulary = vocabulary

    def in_file(self, at_end: ContextAtEnd) -> tuple[Distribution, Distribution]:
        """What followed in the open file, as it stood there, and with its names replaced by those that stand here."""
        live = self._live
        count = live.count
        low = max(live.first, count - _WINDOW)
        classes = live.classes
        places = np.nonzero(classes[low - 1 : live.keyed - 1] == classes[count - 1])[0][-_MOST:] + low
        if not len(places):
            return {}, {}
        ours = live.ids[count - _BACK]
        back = places[:, None] - _BACK
        windows = live.ids[back]
        scores = _alike(windows == ours, classes[back] == classes[count - _BACK])
        same = live.columns[:, places] == np.array(at_end[:COLUMN_COUNT], np.int32)[:, None]
        scores += _COLUMNS @ same
        scores += _PAIRS @ (same[0::2] & same[1::2])
        scores += _FAR * np.log2(count - places)
        return _followed(live.ids[places], windows, scores, ours)

    def in_project(self, keys: tuple[int, ...]) -> tuple[Distribution, Distribution]:
        """The same of the project, at the places of the last search for matches and of the sparse contexts `keys`."""
        live = self._live
        ours = live.ids[live.count - _BACK]
        our_classes = live.classes[live.count - _BACK]
        table = self._vocabulary.class_array()
        parts = []
        for stream, places, weights, ways in self._focus.resembling(keys):
            windows = stream[np.maximum(places[:, None] - _BACK, 0)]
            scores = _alike(windows == ours, table[windows] == our_classes)
            scores += np.log(weights) + ways
            parts.append(_followed(stream[places], windows, scores, ours))
        if not parts:
            return {}, {}
        found, renamed = parts[0]
        for one, other in parts[1:]:
            _merge(found, one)
            _merge(renamed, other)
        return found, renamed


def _alike(same: Flags, same_class: Flags) -> Floats:
    scores: Floats = _LITERAL[_in_a_row(same)] + _ABSTRACT[_in_a_row(same_class)] + same @ _SAME
    return scores


def _in_a_row(same: Flags) -> Ids:
    """How many are set from the beginning of each row on."""
    found: Ids = np.where(same.all(1), LOOK_BACK, same.argmin(1))
    return found


def _followed(followed: Ids, windows: Ids, scores: Floats, ours: Ids) -> tuple[Distribution, Distribution]:
    if len(followed) > _KEPT:
        best = np.sort(np.argpartition(-scores, _KEPT)[:_KEPT])
        followed, windows, scores = followed[best], windows[best], scores[best]
    weights = np.exp(np.minimum(scores, _STRONGEST)).tolist()
    same = windows == followed[:, None]
    copied = np.where(same.any(1), ours[same.argmax(1)], followed)
    copied = np.where(copied < 0, followed, copied)  # nothing stands so far back here
    found = _summed(followed, weights)
    return found, dict(found) if (copied == followed).all() else _summed(copied, weights)


def _summed(tokens: Ids, weights: list[float]) -> Distribution:
    found: Distribution = {}
    for token, weight in zip(tokens.tolist(), weights, strict=True):
        found[token] = found.get(token, 0.0) + weight
    return found


def _merge(found: Distribution, more: Distribution) -> None:
    for token, weight in more.items():
        found[token] = found.get(token, 0.0) + weight
