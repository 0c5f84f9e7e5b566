"""A text that may be offered, on its way through the filters."""

from __future__ import annotations

from dataclasses import dataclass

from lacewing.features.completion.types import Origin


@dataclass(frozen=True, slots=True)
class Candidate:
    """`text` (line ends "\\n" until the last filter) to insert at the cursor.

    `overwrites` are numbers of characters behind the cursor, on its line, that the text may stand in for; the parse
    check chooses among them, the first being preferred where they parse equally well. A text that is not `finished` may
    end anywhere, in the middle of a word too. `whole` says that nothing else is expected to follow on its last line.
    """

    text: str
    origin: Origin
    confidence: float
    overwrites: tuple[int, ...] = (0,)
    finished: bool = True
    whole: bool = True
