"""Names made from other names: a variable from its type, a class from its file, in the spellings that code uses.

So a name can be foreseen that was never written before. Beside it, what begins a line after lines that begin alike.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePosixPath

import numpy as np

from lacewing.engine.focus import Distribution
from lacewing.engine.live import LiveFile
from lacewing.engine.vocabulary import LINE_ENDS, Kind, Vocabulary, is_line_end

_PART = re.compile(r"[A-Z]+(?![^\W\d_A-Z])|[A-Z]?[^\W\d_A-Z]+|\d+")
_NEAR = 3
_OF_FILE = 0.5
_LINES = 6_000
_MOST = 40


class DerivedNames:
    """Names derived from the last word before a place and from the file's own name."""

    def __init__(self, path: str, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._of_file = spellings(PurePosixPath(path).name.partition(".")[0])

    def at(self, context: list[int]) -> Distribution:
        """What a name behind `context` may be."""
        number, kinds = self._vocabulary.number, self._vocabulary.kinds
        found = {number(name): _OF_FILE for name in self._of_file}
        for token in reversed(context[-_NEAR:]):
            if kinds[token] == Kind.IDENTIFIER:
                found.update((number(name), 1.0) for name in spellings(self._vocabulary.texts[token]))
                break
        return found


@lru_cache(maxsize=20_000)
def spellings(name: str) -> tuple[str, ...]:
    """A name's words spelled `likeThis`, `like_this`, `LikeThis`, and its last word alone."""
    parts = [part.lower() for part in _PART.findall(name)]
    if not parts or parts[0].isdigit():
        return ()
    titled = [part.capitalize() for part in parts]
    found = ["".join([parts[0], *titled[1:]]), "_".join(parts), "".join(titled), parts[-1]]
    return tuple(dict.fromkeys(each for each in found if each != name and len(each) > 1 and each.isidentifier()))


def line_beginnings(live: LiveFile, previous: int) -> Distribution:
    """What began the lines of the open file that stand behind lines which begin like the last one.

    `previous` is the line end that the place follows; after any other token there is nothing.
    """
    if not is_line_end(previous):
        return {}
    window = live.ids[max(live.first, live.count - _LINES) : live.count]
    breaks = np.nonzero((window >= 0) & (window <= len(LINE_ENDS)))[0]
    if len(breaks) < 3:
        return {}
    heads = window[breaks[:-1] + 1]
    alike = np.nonzero((heads[:-1] == heads[-1]) & (window[breaks[1:-1]] == previous))[0][-_MOST:]
    found: Distribution = {}
    for token in heads[alike + 1].tolist():
        found[token] = found.get(token, 0.0) + 1.0
    return found
