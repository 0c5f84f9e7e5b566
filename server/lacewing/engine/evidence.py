"""What each expert says about the next token, at one place: distributions, and how far each may be trusted there.

Experts, in the order of `DISTRIBUTIONS`: the project's literal matches (longest, middle, 2, 1 tokens), the open file's,
renamed matches of the project (longest, middle) and of the file, then the three sparse contexts in both. The learned
mixer weighs them; a further expert is one more distribution here and a new fit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from lacewing.engine.focus import Distribution, Focus
from lacewing.engine.live import LiveFile
from lacewing.engine.renaming import copy_through
from lacewing.engine.structure import KEY_COUNT, key_at_end
from lacewing.engine.suffixes import DEPTH
from lacewing.engine.vocabulary import FILE_START, Ids, Kind, Vocabulary, is_line_end

DISTRIBUTIONS = 18
CIRCUMSTANCES = 16
_MAX_LIVE = 60
_MAX_COPIED = 24
_MAX_SPARSE = 40
_LOOK_BACK = 256


@dataclass(frozen=True, slots=True)
class Evidence:
    """`distributions` hold weights by token, `totals` their sums plus a half; `circumstances` describe the place."""

    distributions: tuple[Distribution, ...]
    totals: tuple[float, ...]
    circumstances: tuple[float, ...]


def evidence_at(live: LiveFile, focus: Focus, vocabulary: Vocabulary) -> Evidence:
    """All experts' answers for the end of the live stream."""
    context = live.context(_LOOK_BACK)
    near = context[-DEPTH - 1 :]
    project_length, project = focus.literal(near)
    file_length, file = _file_literal(live)
    classes = [vocabulary.classes[token] for token in near]
    renamed_length, renamed = focus.abstract(classes, near)
    own_renamed_length, own_renamed = _file_abstract(live, near)
    keys = key_at_end(context, vocabulary)
    sparse = [focus.sparse(number, keys[number]) for number in range(KEY_COUNT)]
    own_sparse = [_file_sparse(live, number, keys[number]) for number in range(KEY_COUNT)]
    found = (*project, *file, *renamed, *own_renamed, *sparse, *own_sparse)
    totals = tuple(sum(distribution.values()) + 0.5 for distribution in found)
    previous = context[-1]
    kind, text = vocabulary.kinds[previous], vocabulary.texts[previous]
    circumstances = (
        project_length / 8, file_length / 8, renamed_length / 8, own_renamed_length / 8,
        math.log(totals[0]), math.log(totals[4]), math.log(totals[8]), math.log(totals[10]),
        len(found[0]) == 1, len(found[4]) == 1, len(found[8]) == 1,
        kind == Kind.LINE_END, text == ".", text in "([{,", kind == Kind.IDENTIFIER, math.log1p(_column(context)),
    )  # fmt: skip
    return Evidence(found, totals, circumstances)


def _file_literal(live: LiveFile) -> tuple[int, list[Distribution]]:
    places = live.literal_places()
    longest = len(places)
    if not longest:
        return 0, [{}, {}, {}, {}]
    found = []
    for length in (longest, longest // 2 + 1 if longest > 2 else 0, 2, 1):
        found.append(_recent(live, places[length - 1], _MAX_LIVE) if 1 <= length <= longest else {})
    return longest, found


def _file_abstract(live: LiveFile, context: list[int]) -> tuple[int, list[Distribution]]:
    places = live.abstract_places()
    longest = len(places)
    if longest < 3:
        return longest, [{}, {}]
    found = [_copied(live, places[longest - 1], longest, context)]
    half = max(3, longest // 2)
    found.append(found[0] if half == longest else _copied(live, places[half - 1], half, context))
    return longest, found


def _copied(live: LiveFile, places: Ids, length: int, context: list[int]) -> Distribution:
    places = places[-_MAX_COPIED:]
    found: Distribution = {}
    copy_through(found, live.ids, places, length, context, np.linspace(0.5, 1.0, len(places), dtype=np.float32))
    return found


def _file_sparse(live: LiveFile, number: int, key: int) -> Distribution:
    found: Distribution = {}
    for token in live.ids[live.key_places(number, key)[-_MAX_SPARSE:]].tolist():
        found[token] = found.get(token, 0.0) + 1.0
    return found


def _recent(live: LiveFile, places: Ids, limit: int) -> Distribution:
    """What stands at the last of `places`, nearer ones weighing up to twice as much."""
    places = places[-limit:]
    weights = 0.5 + 0.5 * places / live.count if len(places) > 2 else np.ones(len(places))
    found: Distribution = {}
    for token, weight in zip(live.ids[places].tolist(), weights.tolist(), strict=True):
        found[token] = found.get(token, 0.0) + weight
    return found


def _column(context: list[int]) -> int:
    """How many tokens of the line stand before the place."""
    for back, token in enumerate(reversed(context)):
        if is_line_end(token) or token == FILE_START:
            return back
    return len(context)
