"""Writes the rest of a line token by token, and whole lines behind it where that is likely."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from lacewing.engine.live import LiveFile
from lacewing.engine.margins import Margins
from lacewing.engine.options import EngineOptions
from lacewing.engine.predictor import Predictor, Scored
from lacewing.engine.types import Ghost
from lacewing.engine.vocabulary import Vocabulary, is_line_end

# Asking for the time can take as long as a token.
_CLOCK = 8
Blank = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Line:
    """The greedy continuation with the probability of all up to each place, as multiplied up (see `calibration`).

    `cuts` are the beginnings of the rest of the line, one a token; `blocks` go on behind it, one a further whole line.
    """

    cuts: tuple[Ghost, ...]
    blocks: tuple[Ghost, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """How far to write: until the probability falls below `floor`, and behind the line while it is `block_floor`.

    The line counts as ended where the comment mark `comment` would begin. `margins` makes the indentation of further
    lines, which are written only if there are to be any: `max_lines` counts the cursor's.
    """

    floor: float
    block_floor: float
    max_tokens: int
    max_lines: int
    deadline_s: float
    comment: str
    margins: Callable[[], Margins]

    @classmethod
    def of(cls, options: EngineOptions, comment: str, floor: float | None, margins: Callable[[], Margins]) -> Writing:
        """As `options` say; without `floor` the lowest threshold counts, with 0 no time limit does."""
        if floor is None:
            floor = min(options.line_threshold, options.part_threshold)
        lines = options.max_block_lines if floor > 0 else 1
        deadline = time.thread_time() + options.budget_ms / 1000 if floor > 0 else float("inf")
        return cls(floor, options.block_threshold, options.max_line_tokens, lines, deadline, comment, margins)


def write_line(live: LiveFile, predictor: Predictor, vocabulary: Vocabulary, blank: Blank, writing: Writing) -> Line:
    """The likeliest next token again and again."""
    writer = _Writer(live, vocabulary, blank, writing)
    stem = live.stem
    try:
        while writer.pushed < writing.max_tokens * writer.lines:
            scored = predictor.predict(stem if not writer.pushed else "")
            if not writer.write(scored):
                break
            if not writer.pushed % _CLOCK and time.thread_time() > writing.deadline_s:
                break
    finally:
        live.pop(writer.pushed)
    return Line(tuple(writer.cuts), tuple(writer.blocks))


@dataclass(frozen=True, slots=True)
class _Best:
    """The likeliest token that goes on with the line, the likeliest line end, and the share of all ways to end it."""

    token: int | None
    share: float
    line_end: int | None
    line_end_share: float
    end_share: float


class _Writer:
    def __init__(self, live: LiveFile, vocabulary: Vocabulary, blank: Blank, writing: Writing) -> None:
        self._live = live
        self._vocabulary = vocabulary
        self._blank = blank
        self._writing = writing
        self._margins: Margins | None = None
        self._text = ""
        self._confidence = self._weakest = 1.0
        self.pushed = 0
        self.lines = 1
        self.cuts: list[Ghost] = []
        self.blocks: list[Ghost] = []

    def write(self, scored: Scored) -> bool:
        """Append the best token; False when all is written or nothing is likely enough."""
        best = self._best(scored)
        at_line_start = is_line_end(self._live.context(1)[0])
        if best.end_share > best.share and not at_line_start and not (self._live.stem and not self.pushed):
            return self._end(best)
        if best.token is None:
            return False
        self._confidence *= best.share
        self._weakest = min(self._weakest, best.share)
        if self._confidence < (self._writing.floor if self.lines == 1 else self._writing.block_floor):
            return False
        self._text += self._spelled(best.token, at_line_start)
        if self.lines == 1:
            self.cuts.append(Ghost(self._text, self._confidence, False, self._weakest))
        self._push(best.token)
        return True

    def _end(self, best: _Best) -> bool:
        """Note that a line ends here; True when a further one is to be written."""
        writing = self._writing
        self._confidence *= best.end_share
        if self._confidence >= writing.floor:
            found = Ghost(self._text, self._confidence, True, min(self._weakest, best.end_share))
            (self.cuts if self.lines == 1 else self.blocks).append(found)
        self._confidence *= best.line_end_share / best.end_share
        self._weakest = min(self._weakest, best.line_end_share)
        if best.line_end is None or self._confidence < writing.block_floor or self.lines >= writing.max_lines:
            return False
        if self._margins is None:
            self._margins = writing.margins()
        self._text += self._margins.after(self._vocabulary.texts[best.line_end])
        self._push(best.line_end)
        self.lines += 1
        return True

    def _push(self, token: int) -> None:
        self._live.push(token)
        self.pushed += 1

    def _best(self, scored: Scored) -> _Best:
        token, share, line_end, line_share, end_share = None, 0.0, None, 0.0, 0.0
        comment, texts = self._writing.comment, self._vocabulary.texts
        for each, own in zip(scored.tokens, scored.probabilities.tolist(), strict=True):
            if is_line_end(each):
                end_share += own
                if own > line_share:
                    line_end, line_share = each, own
            elif comment and texts[each] == comment:
                end_share += own
            elif own > share:
                token, share = each, own
        return _Best(token, share, line_end, line_share, end_share)

    def _spelled(self, token: int, at_line_start: bool) -> str:
        text = self._vocabulary.texts[token]
        if not self.pushed and self._live.stem:
            return text[len(self._live.stem) :]
        if at_line_start or (not self.pushed and self._live.blank_before):
            return text
        previous = self._live.context(1)[0]
        return (" " if self._blank(previous, token) else "") + text
