"""Which of the foreseen texts to show, so that few are shown and those are mostly right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lacewing.engine.calibration import Calibration
from lacewing.engine.decode import Line
from lacewing.engine.options import EngineOptions
from lacewing.engine.types import Ghost

# How much of what a threshold leaves open stays open after each text that was refused.
_LEFT = 0.7
# What follows these belongs to them: a block of whole lines does not end there.
_OPENERS = (":", "{", "(", "[", ",")


def choose(line: Line, options: EngineOptions, calibration: Calibration, refused: int = 0) -> list[Ghost]:
    """What to offer of `line`, best first, with calibrated confidences: the longest likely block of whole lines, else
    all of the line, else the part that is expected to save most; the others serve where the first cannot be shown.

    What must be likely rises with every text on this line that was `refused`. A text is offered only if enough
    characters are expected to be kept: short ones are typed as fast as read.
    """
    blocks = [block for block in reversed(line.blocks) if not block.text.rstrip().endswith(_OPENERS)]
    found = _worth(_sure(blocks, calibration), options.block_threshold, options, refused)[:1]
    whole = whole_line(line, options, calibration, refused)
    found += [whole] if whole and _gain(whole) >= options.least_gain else []
    cuts = _sure((cut for cut in line.cuts if not cut.whole_line), calibration)
    parts = _worth(cuts, options.part_threshold, options, refused)
    if parts:
        best = max(parts, key=_gain)
        if not found or best.text != found[-1].text:
            found.append(best)
    return found


def whole_line(line: Line, options: EngineOptions, calibration: Calibration, refused: int = 0) -> Ghost | None:
    """All the rest of the line where that is likely and can save a key at all."""
    ends = _sure((cut for cut in line.cuts[-1:] if cut.whole_line), calibration)
    return next(
        (ghost for ghost in ends if _is_likely(ghost, options.line_threshold, refused) and _gain(ghost) > 0), None
    )


def _worth(ghosts: list[Ghost], threshold: float, options: EngineOptions, refused: int) -> list[Ghost]:
    return [ghost for ghost in ghosts if _is_likely(ghost, threshold, refused) and _gain(ghost) >= options.least_gain]


def _is_likely(ghost: Ghost, threshold: float, refused: int) -> bool:
    return ghost.confidence >= 1 - (1 - threshold) * _LEFT**refused


def _sure(ghosts: Iterable[Ghost], calibration: Calibration) -> list[Ghost]:
    return [replace(ghost, confidence=calibration.confidence(ghost)) for ghost in ghosts]


def _gain(ghost: Ghost) -> float:
    """How many typed characters the text is expected to save; taking it costs one key."""
    return ghost.confidence * len(ghost.text.strip()) - 1
