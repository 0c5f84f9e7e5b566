"""What each expert says about the next token, at one place: distributions, and how far each may be trusted there.

The learned mixer weighs the experts; a further one is one more name in `EXPERTS`, one more distribution, a new fit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lacewing.engine.derived import DerivedNames, line_beginnings
from lacewing.engine.focus import Distribution, Focus
from lacewing.engine.live import LiveFile
from lacewing.engine.neighbours import Neighbours
from lacewing.engine.prior import PriorExpert
from lacewing.engine.renaming import copy_through
from lacewing.engine.resemblance import Resemblance
from lacewing.engine.structure import KEY_COUNT, context_at_end
from lacewing.engine.suffixes import DEPTH
from lacewing.engine.suited import NOTHING, Suited, SuitedNames
from lacewing.engine.surroundings import Surroundings, Surveyor
from lacewing.engine.symbols import SymbolExpert
from lacewing.engine.vocabulary import FILE_START, Ids, Vocabulary, is_line_end

EXPERTS = (
    "project_longest", "project_two", "project_one", "file_longest", "file_two", "file_one", "renamed", "file_renamed",
    "line_head", "argument", "last_words", "file_line_head", "file_argument", "file_last_words",
    "around", "alike", "members", "parameters", "prior_long", "prior_short", "prior_call",
    "derived", "beginnings", "suited",
    "file_alike", "file_alike_renamed", "project_alike", "project_alike_renamed",
)  # fmt: skip
_MAX_LIVE = 60
_MAX_COPIED = 24
_MAX_SPARSE = 40
_LOOK_BACK = 256


@dataclass(frozen=True, slots=True)
class Evidence:
    """`distributions` hold weights by token, one an expert, `totals` their sums plus a half.

    `lengths` are how many tokens matched in the project, in the file, in each by classes, in code in general; `column`
    how many tokens stand before the place on its line.
    """

    distributions: tuple[Distribution, ...]
    totals: tuple[float, ...]
    lengths: tuple[int, int, int, int, int]
    column: int
    previous: int
    around: Surroundings
    expected: str
    suited: Suited


def evidence_at(
    live: LiveFile,
    focus: Focus,
    neighbours: Neighbours,
    surveyor: Surveyor,
    symbols: SymbolExpert,
    prior: PriorExpert,
    derived: DerivedNames,
    suited: SuitedNames,
    resemblance: Resemblance,
    vocabulary: Vocabulary,
    silenced: frozenset[str] = frozenset(),
) -> Evidence:
    """All experts' answers for the end of the live stream. `expected` is the parameter that an argument is for."""
    context = live.context(_LOOK_BACK)
    at_end = context_at_end(context, vocabulary)
    around = surveyor.look(context, at_end)
    foreseen = symbols.at(context, around.line, around.role, around.argument)
    near = context[-DEPTH - 1 :]
    project_length, project = focus.literal(near)
    file_length, file = _file_literal(live)
    classes = [vocabulary.classes[token] for token in near]
    renamed_length, renamed = focus.abstract(classes, near)
    own_renamed_length, own_renamed = _file_abstract(live, near)
    keys = at_end.keys()
    sparse = [focus.sparse(number, keys[number]) for number in range(KEY_COUNT)]
    own_sparse = [_file_sparse(live, number, keys[number]) for number in range(KEY_COUNT)]
    prior_length, prior_long, prior_short = prior.after(near)
    suits = NOTHING if "suited" in silenced else suited.at(context, at_end, around)
    found = (
        *project, *file, renamed, own_renamed, *sparse, *own_sparse,
        neighbours.around(context), neighbours.alike(around.role), foreseen.members, foreseen.parameters,
        prior_long, prior_short, prior.in_call(at_end), derived.at(near), line_beginnings(live, context[-1]),
        suits.names, *resemblance.in_file(at_end), *resemblance.in_project(keys),
    )  # fmt: skip
    if silenced:
        found = tuple({} if name in silenced else each for name, each in zip(EXPERTS, found, strict=True))
    totals = tuple(sum(distribution.values()) + 0.5 for distribution in found)
    lengths = (project_length, file_length, renamed_length, own_renamed_length, prior_length)
    return Evidence(found, totals, lengths, _column(context), context[-1], around, foreseen.expected, suits)


def _file_literal(live: LiveFile) -> tuple[int, list[Distribution]]:
    places = live.literal_places()
    longest = len(places)
    if not longest:
        return 0, [{}, {}, {}]
    found = []
    for length in (longest, 2, 1):
        found.append(_recent(live, places[length - 1], _MAX_LIVE) if 1 <= length <= longest else {})
    return longest, found


def _file_abstract(live: LiveFile, context: list[int]) -> tuple[int, Distribution]:
    places = live.abstract_places()
    longest = len(places)
    return longest, _copied(live, places[longest - 1], longest, context) if longest >= 3 else {}


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
