"""From evidence to probabilities: gathers candidate tokens and lets the mixer weigh them."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nlargest

import numpy as np

from lacewing.engine.evidence import Evidence, evidence_at
from lacewing.engine.focus import Focus
from lacewing.engine.live import LiveFile
from lacewing.engine.mixer import Floats, Mixer, features_of
from lacewing.engine.vocabulary import FILE_START, Kind, Vocabulary

_FROM_EXPERT = 10
_RECENT_NAMES = 12
_LOOK_BACK = 120
_MORE_WORDS = 40
_REMEMBERED = 400
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


class Predictor:
    """Predicts at the end of one live file; remembers places it has worked out until the file changes elsewhere."""

    def __init__(self, live: LiveFile, focus: Focus, vocabulary: Vocabulary, mixer: Mixer) -> None:
        self._live = live
        self._focus = focus
        self._vocabulary = vocabulary
        self._mixer = mixer
        self._places: dict[tuple[int, ...], _Place] = {}

    def forget_places(self, beyond: int = 0) -> None:
        """The live file changed beyond its first `beyond` tokens, or the weights did: work that out again."""
        self._places = {key: place for key, place in self._places.items() if key[0] <= beyond}

    def predict(self, stem: str = "") -> Scored:
        """The next token, which begins with `stem`."""
        place = self._place()
        candidates, scores = place.candidates, place.scores
        if stem:
            candidates, scores = self._beginning_with(stem, place)
        top = scores.max()
        shares = np.exp(scores - top)
        shares /= shares.sum()
        return Scored(candidates, shares[:-1], float(shares[-1]))

    def features(self) -> tuple[list[int], Floats]:
        """The candidates and their features here, "none of them" last: what the mixer is fitted on."""
        evidence = evidence_at(self._live, self._focus, self._vocabulary)
        candidates = self._candidates(evidence)
        return candidates, features_of(candidates, evidence, self._live, self._focus, self._vocabulary, True)

    def _place(self) -> _Place:
        key = (self._live.count, *self._live.context(_KEY))
        place = self._places.get(key)
        if place is None:
            evidence = evidence_at(self._live, self._focus, self._vocabulary)
            candidates = self._candidates(evidence)
            rows = features_of(candidates, evidence, self._live, self._focus, self._vocabulary, True)
            if len(self._places) > _REMEMBERED:
                self._places.clear()
            place = self._places[key] = _Place(candidates, self._mixer.score(rows), evidence)
        return place

    def _candidates(self, evidence: Evidence) -> list[int]:
        found: dict[int, None] = {}
        for distribution in evidence.distributions:
            if len(distribution) > _FROM_EXPERT:
                best = nlargest(_FROM_EXPERT, distribution.items(), key=lambda item: (item[1], -item[0]))
                found.update((token, None) for token, _ in best)
            else:
                found.update(dict.fromkeys(distribution))
        new = 0
        for token in reversed(self._live.context(_LOOK_BACK)):
            if self._vocabulary.kinds[token] == Kind.IDENTIFIER and token not in found:
                found[token] = None
                new += 1
                if new == _RECENT_NAMES:
                    break
        found.pop(FILE_START, None)
        return list(found)

    def _beginning_with(self, stem: str, place: _Place) -> tuple[list[int], Floats]:
        texts = self._vocabulary.texts
        kept = [number for number, token in enumerate(place.candidates) if texts[token].startswith(stem)]
        candidates = [place.candidates[number] for number in kept]
        known = set(candidates)
        more = self._words(stem, known)
        none = place.scores[-1:] - np.float32(self._mixer.stem_shift(stem))
        if not more:
            return candidates, np.concatenate((place.scores[kept], none))
        rows = features_of(more, place.evidence, self._live, self._focus, self._vocabulary, False)
        return candidates + more, np.concatenate((place.scores[kept], self._mixer.score(rows), none))

    def _words(self, stem: str, known: set[int]) -> list[int]:
        """Further words with this beginning: the file's latest, then the project's most frequent."""
        own = [token for token in self._live.tokens_with_prefix(stem) if token not in known]
        own.sort(key=lambda token: -(self._live.last_place(token) or 0))
        known.update(own)
        del own[_MORE_WORDS:]
        frequent = self._focus.most_frequent(self._vocabulary.words_with_prefix(stem), _MORE_WORDS + len(known))
        return own + [token for token in frequent if token not in known][:_MORE_WORDS]
