"""Tokens of any text, whatever its language: words, numbers, operators and line ends.

White space is not a token; that a blank stood before a token is a flag beside it. A line end is a token that tells how
the next non-blank line is indented, so that blocks open and close in the token stream. Words in comments and strings
are tokens like any other.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lacewing.engine.secrets import Secrets
from lacewing.engine.vocabulary import Column, Ids, Vocabulary

_WORD = r"(?:[^\W\d]|\$)[\w$]{0,79}"
_OPERATORS = (
    r"===|!==|>>>|\.\.\.|\*\*=|//=|=>|->|:=|==|!=|<=|>=|&&|\|\||\+\+|--|<<|>>|::|\?\?|\?\.|<-|[-+*/%&|^]=|\*\*|//"
    r"|/\*|\*/|\"\"\"|'''"
)
PIECE = re.compile(rf"\n\s*|[^\S\n]+|{_WORD}|\d[\w.]{{0,79}}|{_OPERATORS}|[^\s\w]|\w")
_STEM = re.compile(rf"(?:{_WORD}|\d[\w.]{{0,79}})\Z")
_SPACE = -1
_FIRST_RUN = -2
# Beside a piece's length: a blank leads it, a line that holds it may hold a secret.
_LED, _TELLING, _FLAGS = 1, 2, 2


def _quick(first: str, word: str, digit: str, number: str, space: str, blank: str) -> re.Pattern[str]:
    """As `PIECE`, the frequent first, and one blank before a word together with it: a fifth fewer pieces.

    The arguments are expressions for one character. Ranges are quicker than classes as `\\w`.
    """
    name = rf"{first}{word}{{0,79}}"
    return re.compile(
        rf"{name}| {name}|[(),\[\]{{}}@;`~\\#]|\n{space}*|{blank}+|{digit}{number}{{0,79}}|{_OPERATORS}|\S"
    )


_ANY = _quick(r"(?:[^\W\d]|\$)", r"[\w$]", r"\d", r"[\w.]", r"\s", r"[^\S\n]")
_ASCII = _quick("[A-Za-z_$]", "[A-Za-z0-9_$]", "[0-9]", "[A-Za-z0-9_.]", r"[\t-\r\x1c- ]", r"[\t\x0b-\r\x1c- ]")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A token stream: `ids`, and whether a blank stood before each (`spaced`, 0 or 1).

    `line_tokens` are the indices in `ids` of the line ends, `line_offsets` where, in characters, each one's run of
    line ends and blanks begins, and `line_indents` the indentation (columns) of the line before it.
    """

    ids: Ids
    spaced: npt.NDArray[np.uint8]
    line_tokens: Ids
    line_offsets: Ids
    line_indents: Ids


class Lexer:
    """Lexes into one vocabulary, leaving out `secrets`. Remembers every piece of text it met. For one thread a time."""

    def __init__(self, vocabulary: Vocabulary, secrets: Secrets | None = None) -> None:
        self.vocabulary = vocabulary
        self._secrets = secrets
        self._pieces = _Pieces(vocabulary, secrets)

    def lex(self, text: str, indent: int = 0) -> Tokens:
        """The tokens of `text`, which uses "\\n" only.

        A line end in the text's last white space counts, as a new line begins there; the caller strips the text if
        that is not wanted. `indent` is the indentation of the line before, when the text begins with its line end.
        """
        found = (_ASCII if text.isascii() else _ANY).findall(text)
        if not found:
            empty = np.zeros(0, np.int32)
            return Tokens(empty, empty.astype(np.uint8), empty, empty, empty)
        numbers = np.fromiter(map(self._pieces.__getitem__, found), np.int32, len(found))
        codes, lengths, led, telling = self._pieces.columns(numbers)
        begins = np.cumsum(lengths, dtype=np.int32) - lengths + led
        after_space = led
        after_space[1:] |= codes[:-1] == _SPACE
        kept = codes != _SPACE
        if self._secrets is not None:
            suspicious = begins[telling].tolist()
            if suspicious or self._secrets.every_line:
                _leave_out(self._secrets.find(text, suspicious), codes, begins, kept)
        ids, spaced, begins = codes[kept], after_space[kept].astype(np.uint8), begins[kept]
        line_tokens = np.nonzero(ids <= _FIRST_RUN)[0].astype(np.int32)
        indents = np.zeros(0, np.int32)
        if len(line_tokens):
            runs = np.array(self._pieces.runs, np.int32)[_FIRST_RUN - ids[line_tokens]]
            columns = np.concatenate(([indent], runs[:, 0])).astype(np.int32)
            indents = columns[:-1]
            change = np.sign(np.diff(columns))
            ids[line_tokens] = np.where(change > 0, 2, np.where(change < 0, 3, 1)) + 3 * runs[:, 1]
            spaced[line_tokens] = 0
        return Tokens(ids, spaced, line_tokens, begins[line_tokens], indents)


def _leave_out(secrets: list[tuple[int, int]], codes: Ids, begins: Ids, kept: npt.NDArray[np.bool_]) -> None:
    """Clear `kept` for the tokens of secrets. Line ends stay."""
    for start, end in secrets:
        first = max(0, int(np.searchsorted(begins, start, "right")) - 1)
        inside = slice(first, int(np.searchsorted(begins, end, "left")))
        kept[inside] &= codes[inside] <= _FIRST_RUN


def stem_of(prefix: str) -> str:
    """The part of a word or number that stands directly before the end of `prefix`, "" when there is none."""
    tail = prefix[-100:]
    last_break = len(tail)
    while last_break and (tail[last_break - 1].isalnum() or tail[last_break - 1] in "_$."):
        last_break -= 1
    for match in PIECE.finditer(tail, last_break):
        if match.end() == len(tail) and _STEM.fullmatch(match.group()):
            return match.group()
    return ""


def normalised(text: str) -> str:
    """The text with every line end written as "\\n"."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def columns_of(white_space: str) -> int:
    """How many columns the blanks behind the last line end of `white_space` take (a tab goes to the next fourth)."""
    return len(white_space[white_space.rfind("\n") + 1 :].expandtabs(4))


class _Pieces(dict[str, int]):
    """Numbers pieces of text, and has of each: its code (a token's number, or a negative number for blanks and for each
    of `runs` of line ends), its length, whether a blank leads it, and whether a line that holds it may hold a secret.
    """

    def __init__(self, vocabulary: Vocabulary, secrets: Secrets | None) -> None:
        self.runs: list[tuple[int, bool]] = []
        self._vocabulary = vocabulary
        self._secrets = secrets
        self._rows = array("i")
        self._columns = Column()

    def columns(self, numbers: Ids) -> tuple[Ids, Ids, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """What it has of the pieces with these numbers, in the order above."""
        rows = self._columns.upto(self._rows).reshape(-1, 2)[numbers]
        lengths = rows[:, 1]
        return rows[:, 0], lengths >> _FLAGS, (lengths & _LED) > 0, (lengths & _TELLING) > 0

    def __missing__(self, piece: str) -> int:
        flags = 0
        if piece[0] == "\n":
            self.runs.append((columns_of(piece), piece.count("\n") > 1))
            code = _FIRST_RUN - (len(self.runs) - 1)
        elif piece.isspace():
            code = _SPACE
        elif piece[0] == " ":
            word = 2 * self[piece[1:]]
            code, flags = self._rows[word], _LED | self._rows[word + 1] & _TELLING
        else:
            code = self._vocabulary.number(piece)
            if self._secrets is not None and self._secrets.could_be(piece):
                flags = _TELLING
        number = self[piece] = len(self)
        self._rows.append(code)
        self._rows.append(len(piece) << _FLAGS | flags)
        return number
