"""The numbers the mixer sees: of every candidate token what speaks for it, and of the place what to make of that."""

from __future__ import annotations

import math
from itertools import chain

import numpy as np
import numpy.typing as npt

from lacewing.engine.evidence import EXPERTS, Evidence
from lacewing.engine.focus import Focus
from lacewing.engine.names import NameTable, folded, mask_of, shared
from lacewing.engine.occurrences import OCCURRENCE_FEATURES, Occurrences
from lacewing.engine.prior import PriorExpert
from lacewing.engine.roles import ROLES
from lacewing.engine.suited import Suited, SuitedNames
from lacewing.engine.surroundings import FAMILIES, FOLDED_CONTEXTS, NAME_CONTEXTS
from lacewing.engine.vocabulary import Ids, Kind, Vocabulary

Floats = npt.NDArray[np.float32]
_CLASSES = 4
_PROJECT = ("project_times", "project_role_share", "of_role")
_GENERAL = ("suits", "suits_share", "general")
CANDIDATE_FEATURES = (
    *EXPERTS, *OCCURRENCE_FEATURES, *_PROJECT, *_GENERAL,
    *(f"part_of_{number}" for number in range(NAME_CONTEXTS)), *(f"holds_{number}" for number in range(NAME_CONTEXTS)),
    *(f"same_as_{number}" for number in range(FOLDED_CONTEXTS)),
    "part_of_expected", "holds_expected", "same_as_expected", "length",
    *(f"kind_{number}" for number in range(len(Kind))), *(f"class_{number}" for number in range(_CLASSES)), "none",
)  # fmt: skip
_PEAKED = tuple(
    map(
        EXPERTS.index,
        (
            "project_longest",
            "project_two",
            "file_longest",
            "file_two",
            "renamed",
            "file_renamed",
            "argument",
            "around",
            "alike",
            "prior_long",
            "suited",
            "file_alike",
            "project_alike",
        ),
    )
)
_LOGGED = tuple(
    map(
        EXPERTS.index,
        (
            "project_longest",
            "file_longest",
            "renamed",
            "file_renamed",
            "line_head",
            "argument",
            "around",
            "members",
            "parameters",
            "file_alike",
            "project_alike",
        ),
    )
)
PLACE_FEATURES = (
    *(f"length_{number}" for number in range(5)), *(f"weight_{EXPERTS[number]}" for number in _LOGGED),
    *(f"top_{EXPERTS[number]}" for number in _PEAKED), "column", "depth", "argument", "called",
    "expected", "imports", "size", "project_size", "string", "comment",
    *(f"role_{number}" for number in range(ROLES)), *(f"role_before_{number}" for number in range(ROLES)),
    *(f"family_{number}" for number in range(FAMILIES)),
)  # fmt: skip
FLOOR = np.float32(0.003)
_AT = {name: number for number, name in enumerate(CANDIDATE_FEATURES)}
_OWN = _AT[OCCURRENCE_FEATURES[0]]
_FOUND = _AT[_PROJECT[0]]
_SUITS = _AT[_GENERAL[0]]
_NAMES = _AT["part_of_0"]
_SAME, _EXPECTED, _LENGTH = _AT["same_as_0"], _AT["part_of_expected"], _AT["length"]
_KIND, _CLASS, _NONE = _AT["kind_0"], _AT["class_0"], _AT["none"]


class Features:
    """Works out features in one open file beside one project."""

    def __init__(
        self,
        focus: Focus,
        occurrences: Occurrences,
        names: NameTable,
        suited: SuitedNames,
        prior: PriorExpert,
        vocabulary: Vocabulary,
    ) -> None:
        self._focus = focus
        self._occurrences = occurrences
        self._names = names
        self._suited = suited
        self._prior = prior
        self._vocabulary = vocabulary
        self._slots = np.zeros(0, np.int32)

    def of_candidates(self, candidates: list[int], evidence: Evidence, none: bool) -> Floats:
        """One row of `CANDIDATE_FEATURES` a candidate, and with `none` one more for "none of them"."""
        count = len(candidates)
        rows = np.zeros((count + none, len(CANDIDATE_FEATURES)), np.float32)
        if none:
            rows[count, _NONE] = 1.0
        if not count:
            return rows
        tokens = np.array(candidates, np.int32)
        rows[:count, : len(EXPERTS)] = np.log(self._shares(tokens, evidence) + FLOOR)
        rows[:count, _OWN:_FOUND] = self._occurrences.of(tokens, evidence.around)
        rows[:count, _FOUND:_SUITS] = self._in_project(tokens, evidence.around.role)
        rows[:count, _SUITS:_NAMES] = self._in_general(tokens, evidence.suited)
        self._write_names(rows[:count], tokens, evidence)
        kinds = self._vocabulary.kind_array()[tokens]
        numbers = np.arange(count)
        rows[numbers, _KIND + kinds] = 1.0
        classes = self._vocabulary.class_array()[tokens]
        named = kinds == Kind.IDENTIFIER
        rows[numbers[named], _CLASS + np.minimum(classes[named], _CLASSES - 1)] = 1.0
        return rows

    def of_place(self, evidence: Evidence) -> Floats:
        """`PLACE_FEATURES`."""
        around = evidence.around
        found = [length / 8 for length in evidence.lengths]
        found += [math.log(evidence.totals[number]) for number in _LOGGED]
        for number in _PEAKED:
            distribution = evidence.distributions[number]
            found.append(max(distribution.values()) / evidence.totals[number] if distribution else 0.0)
        found += [
            math.log1p(evidence.column), around.depth / 3, around.argument / 4, float(around.callee > 0),
            float(bool(evidence.expected)), float(around.imports), math.log1p(around.line) / 4,
            math.log1p(self._focus.size) / 8, float(around.prose == 1), float(around.prose == 2),
        ]  # fmt: skip
        ones = np.zeros(2 * ROLES + FAMILIES, np.float32)
        ones[[around.role, ROLES + around.role_before, 2 * ROLES + around.family]] = 1.0
        return np.concatenate((np.array(found, np.float32), ones))

    def _shares(self, tokens: Ids, evidence: Evidence) -> Floats:
        """What part of each expert's weight (columns) lies on each token (rows)."""
        found = evidence.distributions
        sizes = list(map(len, found))
        named = np.fromiter(chain.from_iterable(found), np.int32, sum(sizes))
        weights = np.fromiter(chain.from_iterable(each.values() for each in found), np.float64, len(named))
        experts = np.repeat(np.arange(len(found)), sizes)
        if len(self._slots) < len(self._vocabulary):
            self._slots = np.zeros(len(self._vocabulary) * 5 // 4, np.int32)
        self._slots[tokens] = np.arange(1, len(tokens) + 1)
        rows = self._slots[named]
        self._slots[tokens] = 0
        hits = np.nonzero(rows)[0]
        shares = np.zeros((len(tokens), len(EXPERTS)), np.float32)
        shares[rows[hits] - 1, experts[hits]] = weights[hits] / np.array(evidence.totals)[experts[hits]]
        return shares

    def _in_project(self, tokens: Ids, role: int) -> Floats:
        times = self._focus.counts_of(tokens)
        in_role, total = self._focus.role_counts(tokens, role)
        return np.stack(
            (np.log1p(times), np.log((in_role + 0.2) / (times + 1.0)), np.log((in_role + 0.02) / (total + 1.0)) / 4), 1
        ).astype(np.float32)

    def _in_general(self, tokens: Ids, suited: Suited) -> Floats:
        scores = self._suited.scores(suited.vector, tokens)
        return np.stack((scores / 4, (scores - np.float32(suited.scale)) / 2, self._prior.logs(tokens) / 4), 1)

    def _write_names(self, rows: Floats, tokens: Ids, evidence: Evidence) -> None:
        around = evidence.around
        own, theirs = shared(self._names.masks(tokens), around.masks)
        rows[:, _NAMES : _NAMES + NAME_CONTEXTS] = own
        rows[:, _NAMES + NAME_CONTEXTS : _SAME] = theirs
        folds = np.array(around.folds, np.uint32)
        rows[:, _SAME : _SAME + FOLDED_CONTEXTS] = self._names.folded(tokens)[:, None] == folds
        if evidence.expected:
            own, theirs = shared(self._names.masks(tokens), np.array([mask_of(evidence.expected)], np.uint64))
            rows[:, _EXPECTED] = own[:, 0]
            rows[:, _EXPECTED + 1] = theirs[:, 0]
            rows[:, _EXPECTED + 2] = self._names.folded(tokens) == folded(evidence.expected)
        rows[:, _LENGTH] = self._names.lengths(tokens)
