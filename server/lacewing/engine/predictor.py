"""From evidence to probabilities: gathers candidate tokens and lets the mixer weigh them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from lacewing.engine.derived import DerivedNames
from lacewing.engine.evidence import EXPERTS, Evidence, evidence_at
from lacewing.engine.features import Features
from lacewing.engine.focus import Distribution, Focus
from lacewing.engine.live import LiveFile
from lacewing.engine.mixer import Floats
from lacewing.engine.names import NameTable
from lacewing.engine.neighbours import Neighbours
from lacewing.engine.occurrences import Occurrences
from lacewing.engine.prior import PriorExperts
from lacewing.engine.resemblance import Resemblance
from lacewing.engine.roles import RoleColumn
from lacewing.engine.suited import SuitedNames
from lacewing.engine.surroundings import Surveyor, family_of
from lacewing.engine.symbols import SymbolExpert, Symbols
from lacewing.engine.vocabulary import FILE_START, Kind, Vocabulary
from lacewing.engine.weights import Weights

_FROM_EXPERT = 10
_LIMITS = {EXPERTS.index("members"): 60, EXPERTS.index("suited"): 40}
# The heaviest come first in it.
_ORDERED = EXPERTS.index("alike")
_RECENT_NAMES = 18
_UNUSED_IMPORTS = 12
_LOOK_BACK = 200
_IN_ROLE = 60
_MORE_WORDS = 24
_GENERAL_WORDS = 12
_REMEMBERED = 100  # places, of some 30 kB each
_KEY = 24


@dataclass(frozen=True, slots=True)
class Scored:
    """Candidates with probabilities, in no order, and the probability that it is none of them."""

    tokens: list[int]
    probabilities: Floats
    unknown: float


@dataclass(frozen=True, slots=True)
class _Place:
    candidates: list[int]
    scores: Floats
    evidence: Evidence
    about: Floats
    stems: dict[str, tuple[list[int], Floats]] = field(default_factory=dict)


class Predictor:
    """Predicts at the end of one live file; remembers places it has worked out until the file changes elsewhere."""

    def __init__(
        self, path: str, live: LiveFile, focus: Focus, vocabulary: Vocabulary, roles: RoleColumn, weights: Weights
    ) -> None:
        self._live = live
        self._focus = focus
        self._vocabulary = vocabulary
        self._mixer = weights.mixer
        self._silenced = weights.silenced
        self._prior = vocabulary.companion(PriorExperts).of(weights.prior, family_of(path))
        names = vocabulary.companion(NameTable)
        self._neighbours = Neighbours(focus, vocabulary, roles)
        self._surveyor = Surveyor(path, live, vocabulary, roles, names)
        self._symbols = SymbolExpert(vocabulary)
        self._derived = DerivedNames(path, vocabulary)
        self._occurrences = Occurrences(live, vocabulary, roles)
        self._suited = SuitedNames(
            weights.affinity, path, live, focus, self._neighbours, self._prior, vocabulary, roles
        )
        self._resemblance = Resemblance(live, focus, vocabulary)
        self._features = Features(focus, self._occurrences, names, self._suited, self._prior, vocabulary)
        self._places: dict[tuple[int, ...], _Place] = {}

    def forget_places(self, beyond: int = 0) -> None:
        """The live file changed beyond its first `beyond` tokens: work that out again."""
        self._places = {key: place for key, place in self._places.items() if key[0] <= beyond}
        self._suited.forget_names()
        self._occurrences.forget_lines()

    def ask(self, symbols: Symbols | None) -> None:
        """What to ask of the project's index from now on."""
        self._symbols.ask(symbols)

    def forget_weights(self) -> None:
        """The files of the project weigh other than before: work everything out again."""
        self._neighbours.forget()
        self._suited.forget()
        self._places.clear()

    def predict(self, stem: str = "") -> Scored:
        """The next token, which begins with `stem`."""
        place = self._place()
        candidates, scores = place.candidates, place.scores
        if stem:
            if stem not in place.stems:
                place.stems[stem] = self._beginning_with(stem, place)
            candidates, scores = place.stems[stem]
        top = scores.max()
        shares = np.exp(scores - top)
        shares /= shares.sum()
        return Scored(candidates, shares[:-1], float(shares[-1]))

    def features(self) -> tuple[list[int], Floats, Floats]:
        """The candidates here, their features ("none of them" last) and the place's: what the mixer is fitted on."""
        evidence = self._evidence()
        candidates = self._candidates(evidence)
        rows = self._features.of_candidates(candidates, evidence, True)
        return candidates, rows, self._features.of_place(evidence)

    def _evidence(self) -> Evidence:
        experts = (
            self._neighbours,
            self._surveyor,
            self._symbols,
            self._prior,
            self._derived,
            self._suited,
            self._resemblance,
        )
        return evidence_at(self._live, self._focus, *experts, self._vocabulary, self._silenced)

    def _place(self) -> _Place:
        key = (self._live.count, *self._live.context(_KEY))
        place = self._places.pop(key, None)
        if place is None:
            evidence = self._evidence()
            candidates = self._candidates(evidence)
            rows = self._features.of_candidates(candidates, evidence, True)
            about = self._features.of_place(evidence)
            if len(self._places) >= _REMEMBERED:
                del self._places[next(iter(self._places))]
            place = _Place(candidates, self._mixer.score(rows, about), evidence, about)
        self._places[key] = place
        return place

    def _candidates(self, evidence: Evidence) -> list[int]:
        found: dict[int, None] = {}
        for number, distribution in enumerate(evidence.distributions):
            limit = _LIMITS.get(number, _FROM_EXPERT)
            if number == _ORDERED:
                found.update(dict.fromkeys(islice(distribution, limit)))
            elif len(distribution) > limit:
                found.update(dict.fromkeys(_heaviest(distribution, limit)))
            else:
                found.update(dict.fromkeys(distribution))
        kinds = self._vocabulary.kinds
        names = (token for token in reversed(self._live.context(_LOOK_BACK)) if kinds[token] == Kind.IDENTIFIER)
        found.update(dict.fromkeys(islice(dict.fromkeys(names), _RECENT_NAMES)))
        found.update(dict.fromkeys(self._occurrences.in_role(evidence.around.role, _IN_ROLE)[:_RECENT_NAMES]))
        found.update(dict.fromkeys(self._occurrences.unused_imports(evidence.around.line, _UNUSED_IMPORTS)))
        found.pop(FILE_START, None)
        return list(found)

    def _beginning_with(self, stem: str, place: _Place) -> tuple[list[int], Floats]:
        texts = self._vocabulary.texts
        kept = [number for number, token in enumerate(place.candidates) if texts[token].startswith(stem)]
        candidates = [place.candidates[number] for number in kept]
        more = self._words(stem, set(candidates))
        none = place.scores[-1:] - np.float32(self._mixer.stem_shift(stem))
        if not more:
            return candidates, np.concatenate((place.scores[kept], none))
        rows = self._features.of_candidates(more, place.evidence, False)
        return candidates + more, np.concatenate((place.scores[kept], self._mixer.score(rows, place.about), none))

    def _words(self, stem: str, known: set[int]) -> list[int]:
        """Further words with this beginning: the file's latest, the most frequent of the project and in general."""
        own = [token for token in self._live.tokens_with_prefix(stem) if token not in known]
        own.sort(key=lambda token: -(self._live.last_place(token) or 0))
        known.update(own)
        del own[_MORE_WORDS:]
        frequent = self._focus.most_frequent(self._vocabulary.words_with_prefix(stem), _MORE_WORDS + len(known))
        own += [token for token in frequent if token not in known][:_MORE_WORDS]
        known.update(own)
        general = self._prior.beginning_with(stem, _MORE_WORDS)
        return own + [token for token in general if token not in known][:_GENERAL_WORDS]


def _heaviest(distribution: Distribution, limit: int) -> list[int]:
    """The tokens of the largest weights, the first in number before others of the same weight."""
    tokens = np.fromiter(distribution, np.int32, len(distribution))
    weights = np.fromiter(distribution.values(), np.float64, len(distribution))
    found: list[int] = tokens[np.lexsort((tokens, -weights))[:limit]].tolist()
    return found
