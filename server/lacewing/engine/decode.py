"""Writes the rest of a line token by token, and says which part of it to offer."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from lacewing.engine.live import LiveFile
from lacewing.engine.options import EngineOptions
from lacewing.engine.predictor import Predictor, Scored
from lacewing.engine.types import Ghost
from lacewing.engine.vocabulary import Vocabulary, is_line_end

_RAISED = 0.5
# Asking for the time can take as long as a token.
_CLOCK = 8
Blank = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Line:
    """The greedy continuation as cuts: one a token, each with the probability of all up to it."""

    cuts: tuple[Ghost, ...]


def write_line(
    live: LiveFile,
    predictor: Predictor,
    vocabulary: Vocabulary,
    blank: Blank,
    options: EngineOptions,
    comment: str = "",
    floor: float | None = None,
) -> Line:
    """The likeliest next token again and again, until the line ends or the probability falls below `floor`.

    Without `floor` the lowest threshold of `options` counts. The line counts as ended where `comment` would begin.
    """
    if floor is None:
        floor = min(options.line_threshold, options.part_threshold)
    deadline = time.thread_time() + options.budget_ms / 1000
    writer = _Writer(live, vocabulary, blank, comment)
    stem = live.stem
    try:
        while writer.pushed < options.max_line_tokens:
            scored = predictor.predict(stem if not writer.pushed else "")
            if not writer.write(scored, floor):
                break
            if not writer.pushed % _CLOCK and floor > 0 and time.thread_time() > deadline:
                break
    finally:
        live.pop(writer.pushed)
    return Line(tuple(writer.cuts))


def choose(line: Line, options: EngineOptions, refused: int = 0) -> list[Ghost]:
    """What to offer of `line`, best first: all of it where that is likely, else its most promising part.

    What must be likely rises with every text on this line that was `refused`.
    A text is offered only if enough characters are expected to be kept: short ones are typed as fast as read.
    """
    found = []
    ended = line.cuts[-1] if line.cuts and line.cuts[-1].whole_line else None
    if ended and ended.confidence >= _raised(options.line_threshold, refused) and _gain(ended) >= options.least_gain:
        found.append(ended)
    parts = [
        cut
        for cut in line.cuts
        if not cut.whole_line
        and cut.confidence >= _raised(options.part_threshold, refused)
        and _gain(cut) >= options.least_gain
    ]
    if parts:
        best = max(parts, key=_gain)
        if not found or best.text != found[0].text:
            found.append(best)
    return found


def _raised(threshold: float, refused: int) -> float:
    return 1 - (1 - threshold) * (1 - _RAISED) ** refused


def _gain(cut: Ghost) -> float:
    """How many typed characters the text is expected to save; taking it costs one key."""
    return cut.confidence * len(cut.text.strip()) - 1


class _Writer:
    def __init__(self, live: LiveFile, vocabulary: Vocabulary, blank: Blank, comment: str) -> None:
        self._live = live
        self._vocabulary = vocabulary
        self._blank = blank
        self._comment = comment
        self._text = ""
        self._confidence = 1.0
        self.pushed = 0
        self.cuts: list[Ghost] = []

    def write(self, scored: Scored, floor: float) -> bool:
        """Append the best token; False when the line is over or nothing is likely enough."""
        best, best_share, end_share = self._best(scored)
        at_line_start = is_line_end(self._live.context(1)[0])
        if end_share > best_share and not at_line_start and not (self._live.stem and not self.pushed):
            self._end(end_share, floor)
            return False
        if best is None:
            return False
        self._confidence *= best_share
        if self._confidence < floor:
            return False
        self._text += self._spelled(best, at_line_start)
        self.cuts.append(Ghost(self._text, self._confidence, False))
        self._live.push(best)
        self.pushed += 1
        return True

    def _end(self, share: float, floor: float) -> None:
        self._confidence *= share
        if self._confidence >= floor:
            self.cuts.append(Ghost(self._text, self._confidence, True))

    def _best(self, scored: Scored) -> tuple[int | None, float, float]:
        best, best_share, end_share = None, 0.0, 0.0
        for token, share in zip(scored.tokens, scored.probabilities.tolist(), strict=True):
            text = self._vocabulary.texts[token]
            if is_line_end(token) or (self._comment and text == self._comment):
                end_share += share
            elif share > best_share:
                best, best_share = token, share
        return best, best_share, end_share

    def _spelled(self, token: int, at_line_start: bool) -> str:
        text = self._vocabulary.texts[token]
        if not self.pushed and self._live.stem:
            return text[len(self._live.stem) :]
        if at_line_start or (not self.pushed and self._live.blank_before):
            return text
        previous = self._live.context(1)[0]
        return (" " if self._blank(previous, token) else "") + text
