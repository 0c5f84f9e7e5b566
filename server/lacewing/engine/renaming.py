"""Predicting through a renaming: code of the same shape stood elsewhere, with other names.

Where the shape matched, the token that followed there is looked for in its own context. If it stood d tokens back, the
token d back in our context takes its place; otherwise it is predicted as it is.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lacewing.engine.vocabulary import Ids

Copied = dict[int, float]


def copy_through(
    found: Copied, stream: Ids, places: Ids, length: int, context: list[int], weights: npt.NDArray[np.float32]
) -> None:
    """Add to `found` what each of `places` in `stream` predicts behind `context`, matched on `length` tokens."""
    window = min(length, len(context))
    followed = stream[places]
    back = np.arange(1, window + 1)
    same = stream[np.maximum(places[:, None] - back[None, :], 0)] == followed[:, None]
    ours = np.array(context[-1 : -window - 1 : -1], np.int32)
    predicted = np.where(same.any(1), ours[same.argmax(1)], followed)
    for token, weight in zip(predicted.tolist(), weights.tolist(), strict=True):
        if weight:
            found[token] = found.get(token, 0.0) + weight
