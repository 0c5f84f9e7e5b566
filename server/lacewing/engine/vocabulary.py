"""Tokens as small numbers, with what the engine must know of each: its kind and its abstract class.

Two tokens of one abstract class are exchangeable under renaming: all lower-case identifiers are one class, numbers are
one, each keyword and operator is a class of its own.
"""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Any, TypeVar
from zlib import crc32

import numpy as np
import numpy.typing as npt

from lacewing.engine.stringtable import StringTable

Ids = npt.NDArray[np.int32]
T = TypeVar("T")

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
FILE_START_CLASS = _OWN_CLASS
ALWAYS_KNOWN = 1 + len(LINE_ENDS)
# What the numbers, kinds and classes above mean; in the name of files that hold them.
VERSION = crc32(" ".join([*LINE_ENDS, *sorted(_KEYWORDS)]).encode())
_LAST = "\U0010ffff"
_FEW = 64
_REMEMBERED = 40_000


class Vocabulary:
    """Grows with every text that is read; a token keeps its number for ever. Thread-safe.

    What was saved stays in the mapped `table`; only what was added since is kept in memory.
    """

    def __init__(self, arrays: Mapping[str, npt.NDArray[np.generic]] | None = None) -> None:
        """Empty, or as `saved` gave it. Raises KeyError when an array is missing."""
        self._table = StringTable.from_arrays(arrays) if arrays else StringTable.of([])
        self.texts = _Texts(self._table)
        self.kinds = bytearray(arrays["kinds"].tobytes() if arrays else b"")
        self.classes = array("i", arrays["classes"].tobytes() if arrays else b"")
        self._numbers: dict[str, int] = {}
        self._companions: dict[Any, Any] = {}
        self._lock = threading.Lock()
        self._class_column, self._kind_column = Column(), Column()
        self._words = _SortedWords(self._table)
        if not len(self._table):
            for text in ("<file>", *LINE_ENDS):
                self.number(text)

    def __len__(self) -> int:
        return len(self.kinds)

    def number(self, text: str) -> int:
        """The number of token `text`, new if it was never seen."""
        found = self._numbers.get(text)
        if found is not None:
            return found
        with self._lock:
            found = self._numbers.get(text)
            if found is None:
                found = self._table.find(text) if len(self._table) else None
            if found is None:
                found = len(self.kinds)
                kind, abstract = _describe(text, found)
                self.texts.added.append(text)
                self.classes.append(abstract)
                self.kinds.append(kind)
                if kind <= Kind.KEYWORD:
                    self._words.add(text, found)
            self._numbers[text] = found
        return found

    def companion(self, kind: Callable[[Vocabulary], T]) -> T:
        """The one table of this kind (a class) that follows this vocabulary, made when it is first asked for."""
        found: T | None = self._companions.get(kind)
        if found is None:
            found = self._companions.setdefault(kind, kind(self))
        return found

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
        with self._lock:
            found = self._words.with_prefix(stem)
        return found[self.kind_array()[found] <= Kind.KEYWORD]

    def saved(self, kept: npt.NDArray[np.bool_]) -> dict[str, npt.NDArray[np.generic]]:
        """All tokens as arrays, for a file. Those that are not `kept` leave no text, only their number's place."""
        texts = (self.texts.read(number) if keep else "" for number, keep in enumerate(kept.tolist()))
        kinds, classes = self.kind_array()[: len(kept)], self.class_array()[: len(kept)]
        return {**StringTable.of(texts).arrays(), "kinds": kinds.astype(np.uint8), "classes": classes}


def is_line_end(token: int) -> bool:
    """Whether the number is one of the line-end tokens."""
    return 1 <= token <= len(LINE_ENDS)


class _Texts(dict[int, str]):
    """Text by number; remembers what was read from the table."""

    def __init__(self, table: StringTable) -> None:
        super().__init__()
        self.added: list[str] = []
        self._table = table

    def __missing__(self, number: int) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
        self[number] = text = self.read(number)
        return text

    def read(self, number: int) -> str:
        """The text, not to be remembered."""
        saved = len(self._table)
        return self._table[number] if number < saved else self.added[number - saved]


class _SortedWords:
    """The numbers of all words in the order of their texts: those of the table, and those that were added."""

    def __init__(self, table: StringTable) -> None:
        self._table = table
        self._texts: list[str] = []
        self._numbers: Ids = np.zeros(0, np.int32)
        self._new: list[tuple[str, int]] = []

    def add(self, text: str, number: int) -> None:
        """One word more."""
        self._new.append((text, number))

    def with_prefix(self, stem: str) -> Ids:
        """The numbers of the words that begin with `stem`; from the table, of all tokens that do."""
        if len(self._new) > _FEW + len(self._texts) // _FEW:
            merged = sorted([*zip(self._texts, self._numbers.tolist(), strict=True), *self._new])
            self._texts = [text for text, _ in merged]
            self._numbers = np.array([number for _, number in merged], np.int32)
            self._new = []
        low, high = bisect_left(self._texts, stem), bisect_right(self._texts, stem + _LAST)
        newest = [number for text, number in self._new if text.startswith(stem)]
        return np.concatenate((self._table.with_prefix(stem), self._numbers[low:high], np.array(newest, np.int32)))


class Column:
    """An array that follows a growing sequence, without being made anew for every item."""

    def __init__(self) -> None:
        self._array = np.zeros(1024, np.int32)
        self._count = 0

    def upto(self, items: bytearray | array[int]) -> Ids:
        """All of `items`, which only ever got longer."""
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
