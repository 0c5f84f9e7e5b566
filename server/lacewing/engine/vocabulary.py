"""Tokens as small numbers, with what the engine must know of each: its kind and its abstract class.

Two tokens of one abstract class are exchangeable under renaming: all lower-case identifiers are one class, numbers are
one, each keyword and operator is a class of its own.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from enum import IntEnum

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int32]

# Words that structure code in the languages people write most; elsewhere they are merely frequent words.
_KEYWORDS = frozenset(
    ["False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
     "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
     "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield", "self",
     "abstract", "boolean", "byte", "case", "catch", "char", "const", "default", "do", "double", "enum",
     "extends", "final", "float", "goto", "implements", "instanceof", "int", "interface", "long", "new",
     "null", "package", "private", "protected", "public", "short", "static", "super", "switch",
     "synchronized", "this", "throw", "throws", "transient", "true", "false", "void", "volatile", "var",
     "val", "chan", "defer", "fallthrough", "func", "fn", "go", "map", "range", "select", "struct", "type",
     "nil", "string", "error", "bool", "debugger", "delete", "declare", "export", "function", "infer",
     "keyof", "let", "module", "namespace", "never", "number", "readonly", "typeof", "undefined", "unknown",
     "any", "auto", "extern", "inline", "register", "signed", "sizeof", "typedef", "union", "unsigned",
     "define", "include", "ifdef", "ifndef", "endif", "NULL", "mut", "impl", "trait", "match", "mod", "pub",
     "crate", "where", "use", "unsafe", "virtual", "override", "template", "typename", "using", "operator",
     "begin", "end", "elsif", "then", "unless", "until", "echo", "foreach", "local"]
)  # fmt: skip


class Kind(IntEnum):
    """What sort of token it is."""

    IDENTIFIER = 0
    KEYWORD = 1
    OPERATOR = 2
    NUMBER = 3
    LINE_END = 4
    FILE_START = 5


FILE_START = 0
# A line end carries how the next line is indented (same, deeper, shallower) and whether blank lines lie between.
LINE_ENDS = ("\n=", "\n+", "\n-", "\nb=", "\nb+", "\nb-")
_LOWER, _TITLE, _UPPER, _NUMBER = 1, 2, 3, 4
_OWN_CLASS = 16


class Vocabulary:
    """Grows with every text that is read; a token keeps its number for ever. Thread-safe."""

    def __init__(self, texts: list[str] | None = None) -> None:
        self.texts: list[str] = []
        self.kinds: list[int] = []
        self.classes: list[int] = []
        self.numbers: dict[str, int] = {}
        self._lock = threading.Lock()
        self._class_column, self._kind_column = _Column(), _Column()
        self._sorted: list[str] = []
        self._sorted_numbers: Ids = np.zeros(0, np.int32)
        self._sorted_until = 0
        for text in texts or ["<file>", *LINE_ENDS]:
            self.number(text)

    def __len__(self) -> int:
        return len(self.texts)

    def number(self, text: str) -> int:
        """The number of token `text`, new if it was never seen."""
        found = self.numbers.get(text)
        if found is not None:
            return found
        with self._lock:
            if text in self.numbers:
                return self.numbers[text]
            number = len(self.texts)
            kind, abstract = _describe(text, number)
            self.texts.append(text)
            self.kinds.append(int(kind))
            self.classes.append(abstract)
            self.numbers[text] = number
        return number

    def class_array(self) -> Ids:
        """The abstract class of every token, by number."""
        with self._lock:
            return self._class_column.upto(self.classes)

    def kind_array(self) -> Ids:
        """The kind of every token, by number."""
        with self._lock:
            return self._kind_column.upto(self.kinds)

    def words_with_prefix(self, stem: str) -> Ids:
        """The words (identifiers and keywords) that begin with `stem`."""
        if len(self.texts) - self._sorted_until > 256 + self._sorted_until // 8:
            until = len(self.texts)
            words = [number for number in range(until) if self.kinds[number] <= Kind.KEYWORD]
            words.sort(key=self.texts.__getitem__)
            self._sorted = [self.texts[number] for number in words]
            self._sorted_numbers = np.array(words, np.int32)
            self._sorted_until = until
        low = bisect_left(self._sorted, stem)
        high = bisect_right(self._sorted, stem + "\U0010ffff")
        newer = range(self._sorted_until, len(self.texts))
        added = [n for n in newer if self.kinds[n] <= Kind.KEYWORD and self.texts[n].startswith(stem)]
        return np.concatenate((self._sorted_numbers[low:high], np.array(added, np.int32)))


def is_line_end(token: int) -> bool:
    """Whether the number is one of the line-end tokens."""
    return 1 <= token <= len(LINE_ENDS)


class _Column:
    """An array that follows a growing list, without being made anew for every item."""

    def __init__(self) -> None:
        self._array = np.zeros(1024, np.int32)
        self._count = 0

    def upto(self, items: list[int]) -> Ids:
        count = len(items)
        if count > len(self._array):
            # A new array, as slices of the old one are in use.
            self._array = np.concatenate((self._array[: self._count], np.zeros(2 * count - self._count, np.int32)))
        if count > self._count:
            self._array[self._count : count] = items[self._count : count]
            self._count = count
        return self._array[:count]


def _describe(text: str, number: int) -> tuple[Kind, int]:
    first = text[0]
    if number == FILE_START:
        return Kind.FILE_START, _OWN_CLASS
    if first == "\n":
        return Kind.LINE_END, _OWN_CLASS + number
    if first.isalpha() or first in "_$":
        if text in _KEYWORDS:
            return Kind.KEYWORD, _OWN_CLASS + number
        if len(text) > 1 and text.isupper():
            return Kind.IDENTIFIER, _UPPER
        return Kind.IDENTIFIER, _TITLE if first.isupper() else _LOWER
    if first.isdigit():
        return Kind.NUMBER, _NUMBER
    return Kind.OPERATOR, _OWN_CLASS + number
