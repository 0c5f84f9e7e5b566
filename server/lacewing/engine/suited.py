"""Names that suit a place by the network of names and places: from the open file, the project and code in general.

The other experts know what stood after tokens like these; this one knows which of all names at hand are called so that
they could stand here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lacewing.engine.affinity import WIDTH, Affinity, Floats, VectorsByNetwork
from lacewing.engine.codes import Codes, CodeTable, Traits, file_parts, named_near, place_traits
from lacewing.engine.focus import Focus
from lacewing.engine.live import LiveFile
from lacewing.engine.neighbours import Neighbours
from lacewing.engine.prior import PriorExpert
from lacewing.engine.roles import RoleColumn
from lacewing.engine.structure import ContextAtEnd
from lacewing.engine.surroundings import Surroundings, family_of
from lacewing.engine.vocabulary import FILE_START, Ids, Kind, Vocabulary

_TOKENS_BACK = 4
_WINDOW = 12_000
_FREQUENT = 1500
_OF_FILE, _OF_OTHERS = 24, 16
_WEIGHT = 20.0
# Roles whose names' vectors are kept: some 400 kB each.
_ROLES_KEPT = 6


@dataclass(frozen=True, slots=True)
class Suited:
    """`vector` is the place's, `names` the best names with their shares, `scale` the logarithm of all names' weight."""

    vector: Floats
    names: dict[int, float]
    scale: float


NOTHING = Suited(np.zeros(WIDTH, np.float32), {}, 0.0)


class SuitedNames:
    """Answers for one open file."""

    def __init__(
        self,
        affinity: Affinity,
        path: str,
        live: LiveFile,
        focus: Focus,
        neighbours: Neighbours,
        prior: PriorExpert,
        vocabulary: Vocabulary,
        roles: RoleColumn,
    ) -> None:
        self._affinity = affinity
        self._live = live
        self._focus = focus
        self._neighbours = neighbours
        self._prior = prior
        self._vocabulary = vocabulary
        self._roles = roles
        self._vectors = vocabulary.companion(VectorsByNetwork).of(affinity)
        self._codes = vocabulary.companion(CodeTable)
        self._family = family_of(path)
        self._file = file_parts(path)
        self._own: tuple[Ids, Floats] = (np.zeros(0, np.int32), np.zeros((0, WIDTH), np.float32))
        self._own_line = -1
        self._line: tuple[int, ...] = ()
        self._near: tuple[Codes, int] = (np.zeros((1, 0), np.uint32), 0)
        self._general = self._frequent()
        self._others: dict[int, Ids] = {}
        self._latest: dict[int, Floats] = {}

    def at(self, context: list[int], at_end: ContextAtEnd, around: Surroundings) -> Suited:
        """What suits the place behind `context`."""
        vector = self._affinity.place(self._traits(context, at_end, around))
        own, own_vectors = self._own_before(around.line)
        others, vectors = self._others_in(around.role)
        scores = np.concatenate((own_vectors @ vector, vectors @ vector))
        if not len(scores):
            return Suited(vector, {}, 0.0)
        top = scores.max()
        shares = np.exp(scores - top)
        total = shares.sum()
        shares *= _WEIGHT / total
        names: dict[int, float] = {}
        for tokens, start, limit in ((own, 0, _OF_FILE), (others, len(own), _OF_OTHERS)):
            part = scores[start : start + len(tokens)]
            best = np.argpartition(-part, limit)[:limit] if len(part) > limit else np.arange(len(part))
            names.update(zip(tokens[best].tolist(), shares[start + best].tolist(), strict=True))
        return Suited(vector, names, float(top + np.log(total)))

    def scores(self, vector: Floats, tokens: Ids) -> Floats:
        """How well each of `tokens` suits a place with this vector."""
        scores: Floats = self._vectors.of(tokens) @ vector
        return scores

    def forget(self) -> None:
        """The files of the project weigh other than before."""
        self._others.clear()
        self._latest.clear()

    def forget_names(self) -> None:
        """The open file has changed before its last line."""
        self._own_line = -1

    def _own_before(self, line: int) -> tuple[Ids, Floats]:
        """The names of the open file before its last line, which begins at `line`, with their vectors."""
        if line != self._own_line:
            live = self._live
            tokens = np.unique(self._named(live.ids[max(live.first, line - _WINDOW) : line]))
            self._own_line, self._own = line, (tokens, self._vectors.of(tokens))
        return self._own

    def _others_in(self, role: int) -> tuple[Ids, Floats]:
        """Names that stand in this role in files like the open one, and frequent names, with their vectors."""
        tokens = self._others.get(role)
        if tokens is None:
            names = dict.fromkeys((*self._neighbours.alike(role), *self._general))
            tokens = self._others[role] = np.fromiter(names, np.int32)
        vectors = self._latest.pop(role, None)
        if vectors is None:
            vectors = self._vectors.of(tokens)
            if len(self._latest) >= _ROLES_KEPT:
                del self._latest[next(iter(self._latest))]
        self._latest[role] = vectors
        return tokens, vectors

    def _frequent(self) -> list[int]:
        """The names that the project holds most often, then those of code in general."""
        named = self._named(self._focus.often())
        if len(named) <= _FREQUENT:
            named = self._named(np.arange(len(self._focus.counts), dtype=np.int32))
        own = self._focus.most_frequent(named, _FREQUENT)
        found = list(dict.fromkeys([*own, *self._prior.frequent(_FREQUENT)]))
        self._vectors.of(np.array(found, np.int32))  # now, and not while someone waits for a line
        return found

    def _traits(self, context: list[int], at_end: ContextAtEnd, around: Surroundings) -> Traits:
        tail = context[-_TOKENS_BACK:]
        if FILE_START in tail:
            tail = tail[len(tail) - 1 - tail[::-1].index(FILE_START) :]
        last = np.zeros((1, _TOKENS_BACK), np.uint32)
        last[0, : len(tail)] = self._codes.whole(np.array(tail[::-1], np.int32))
        near, head = self._lines_near(around)
        roles = np.array([[around.role, around.role_before]], np.uint32)
        heads = np.array([head], np.int32)
        row: Traits = place_traits(last, at_end, self._codes, roles, self._family, heads, self._file, near)[0]
        return row

    def _lines_near(self, around: Surroundings) -> tuple[Codes, int]:
        """The codes of the names of the nearest header and of the line above, and what that line begins with."""
        header = around.headers[0] if around.headers else (0, 0)
        line = (around.line, around.line_above, *header)
        if line != self._line:
            ids = self._live.ids
            above = ids[around.line_above : max(around.line_above, around.line - 1)]
            codes = [named_near(self._named(part), self._codes) for part in (ids[header[0] : header[1]], above)]
            self._line, self._near = line, (np.concatenate(codes)[None, :], int(above[0]) if len(above) else 0)
        return self._near

    def _named(self, tokens: Ids) -> Ids:
        named: Ids = tokens[self._vocabulary.kind_array()[tokens] == Kind.IDENTIFIER]
        return named
