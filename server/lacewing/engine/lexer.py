"""Tokens of any text, whatever its language: words, numbers, operators and line ends.

White space is not a token; that a blank stood before a token is a flag beside it. A line end is a token that tells how
the next non-blank line is indented, so that blocks open and close in the token stream. Words in comments and strings
are tokens like any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lacewing.engine.secrets import Secrets
from lacewing.engine.vocabulary import Ids, Vocabulary

_WORD = r"(?:[^\W\d]|\$)[\w$]{0,79}"
_OPERATORS = (
    r"===|!==|>>>|\.\.\.|\*\*=|//=|=>|->|:=|==|!=|<=|>=|&&|\|\||\+\+|--|<<|>>|::|\?\?|\?\.|<-|[-+*/%&|^]=|\*\*|//"
    r"|/\*|\*/|\"\"\"|'''"
)
PIECE = re.compile(rf"\n\s*|[^\S\n]+|{_WORD}|\d[\w.]{{0,79}}|{_OPERATORS}|[^\s\w]|\w")
_STEM = re.compile(rf"(?:{_WORD}|\d[\w.]{{0,79}})\Z")
_SPACE = -1
_FIRST_RUN = -2


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
        self._codes = _Codes(vocabulary, secrets)

    def lex(self, text: str, indent: int = 0) -> Tokens:
        """The tokens of `text`, which uses "\\n" only.

        A line end in the text's last white space counts, as a new line begins there; the caller strips the text if
        that is not wanted. `indent` is the indentation of the line before, when the text begins with its line end.
        """
        pieces = PIECE.findall(text)
        if not pieces:
            empty = np.zeros(0, np.int32)
            return Tokens(empty, empty.astype(np.uint8), empty, empty, empty)
        codes = np.fromiter(map(self._codes.__getitem__, pieces), np.int32, len(pieces))
        ends = np.cumsum(np.fromiter(map(len, pieces), np.int32, len(pieces)), dtype=np.int32)
        begins = np.concatenate(([0], ends[:-1])).astype(np.int32)
        after_space = np.concatenate(([False], codes[:-1] == _SPACE))
        kept = codes != _SPACE
        if self._secrets is not None:
            self._leave_out(self._secrets, text, codes, begins, kept)
        ids, spaced, begins = codes[kept], after_space[kept].astype(np.uint8), begins[kept]
        line_tokens = np.nonzero(ids <= _FIRST_RUN)[0].astype(np.int32)
        indents = np.zeros(0, np.int32)
        if len(line_tokens):
            runs = np.array(self._codes.runs, np.int32)[_FIRST_RUN - ids[line_tokens]]
            columns = np.concatenate(([indent], runs[:, 0])).astype(np.int32)
            indents = columns[:-1]
            change = np.sign(np.diff(columns))
            ids[line_tokens] = np.where(change > 0, 2, np.where(change < 0, 3, 1)) + 3 * runs[:, 1]
            spaced[line_tokens] = 0
        return Tokens(ids, spaced, line_tokens, begins[line_tokens], indents)

    def _leave_out(self, secrets: Secrets, text: str, codes: Ids, begins: Ids, kept: npt.NDArray[np.bool_]) -> None:
        """Clear `kept` for the tokens of secrets. Line ends stay."""
        telling = self._codes.telling_table()
        suspicious = begins[(codes >= 0) & telling[np.maximum(codes, 0)]]
        if not len(suspicious) and not secrets.every_line:
            return
        for start, end in secrets.find(text, suspicious.tolist()):
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


class _Codes(dict[str, int]):
    """The code of a piece: a token's number, or a negative number for blanks and for runs of line ends."""

    def __init__(self, vocabulary: Vocabulary, secrets: Secrets | None) -> None:
        self.vocabulary = vocabulary
        self.runs: list[tuple[int, bool]] = []
        self._secrets = secrets
        self._telling: list[int] = []
        self._table: npt.NDArray[np.bool_] = np.zeros(0, bool)

    def telling_table(self) -> npt.NDArray[np.bool_]:
        """For each token, whether a line that holds it may hold a secret."""
        if len(self._table) < len(self.vocabulary):
            self._table = np.zeros(len(self.vocabulary) * 5 // 4, bool)
        self._table[self._telling] = True
        return self._table

    def __missing__(self, piece: str) -> int:
        if piece[0] == "\n":
            self.runs.append((columns_of(piece), piece.count("\n") > 1))
            code = _FIRST_RUN - (len(self.runs) - 1)
        elif piece.isspace():
            code = _SPACE
        else:
            code = self.vocabulary.number(piece)
            if self._secrets is not None and self._secrets.could_be(piece):
                self._telling.append(code)
        self[piece] = code
        return code
