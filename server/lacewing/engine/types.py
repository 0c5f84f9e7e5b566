"""What the engine is asked and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from lacewing.engine.symbols import Symbols


@dataclass(frozen=True, slots=True)
class EngineQuery:
    """A place in the open file `path`: its text before and after the cursor (any line ends).

    `comment` is the language's line comment mark, "" when unknown: a line is taken as finished where one would begin.
    `word_ends` says that the word before the cursor is finished, so that the token after it is asked for.
    `symbols` answers for the cursor's line from an index of the project, where there is one.
    `refused` is how many texts offered on this line were not taken: the next one must be surer.
    """

    path: str
    prefix: str
    suffix: str = ""
    comment: str = ""
    word_ends: bool = False
    symbols: Symbols | None = None
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Prediction:
    """The next token: whole tokens with probabilities, best first, and the probability that it is none of them.

    A line end is the token "\\n". When the cursor stands behind the first letters of a word, `stem` holds them and
    every token begins with them.
    """

    tokens: tuple[tuple[str, float], ...]
    unknown: float
    stem: str


@dataclass(frozen=True, slots=True)
class Ghost:
    """Text to insert at the cursor, a part of the line or whole lines, and the probability that all of it is right.

    `whole_line` says that the (last) line is foreseen to end behind it. Line ends are "\\n". `weakest` is the least
    probability of any of its tokens.
    """

    text: str
    confidence: float
    whole_line: bool
    weakest: float = 1.0
