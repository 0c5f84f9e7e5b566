"""Which line an offset of a text lies in. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import partial
from itertools import accumulate


class LineNumbers:
    """Lines of `data`, 0-based; they end at LF, CRLF and CR only, as `lacewing.text.position.LineIndex` has it."""

    __slots__ = ("of",)

    def __init__(self, data: bytes) -> None:
        ends = list(accumulate(map(len, data.splitlines(keepends=True))))
        if ends and not data.endswith((b"\n", b"\r")):
            ends.pop()  # the last line has no end
        self.of: Callable[[int], int] = partial(bisect_right, ends)
        """The line of a byte offset. No method of ours: it is asked for every definition of a project, twice."""
