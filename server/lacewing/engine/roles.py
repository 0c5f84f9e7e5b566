"""What kind of place a token makes for the one behind it: behind a dot, an opening bracket, a word that declares …

A name's role in a project is known by the places where it stands: `append` behind dots, `timeout` behind brackets,
commas and dots, `Client` behind `class`, `new` and colons. It holds where no longer context was seen before.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from lacewing.engine.vocabulary import Ids, Kind, Vocabulary


class Role(IntEnum):
    """What the token before a place is."""

    OTHER = 0
    LINE_END = 1
    MEMBER = 2
    PATH = 3
    CALL = 4
    INDEX = 5
    BRACE = 6
    COMMA = 7
    ASSIGN = 8
    COLON = 9
    OPERATOR = 10
    ANGLE = 11
    AT = 12
    QUOTE = 13
    COMMENT = 14
    CLOSED = 15
    DECLARES = 16
    TYPE = 17
    IMPORT = 18
    KEYWORD = 19
    LOWER = 20
    TITLE = 21
    NUMBER = 22
    POINTER = 23
    END = 24


ROLES = len(Role)
_AT_ONCE = 8_000_000
# A table of all pairs is made where it is not many times larger than the stream.
_DENSE = 4
_BY_TEXT: dict[str, Role] = {
    **dict.fromkeys([".", "->", "?."], Role.MEMBER),
    **dict.fromkeys(["::", "\\"], Role.PATH),
    "(": Role.CALL,
    "[": Role.INDEX,
    "{": Role.BRACE,
    ",": Role.COMMA,
    **dict.fromkeys(["=", ":=", "+=", "-=", "|=", "=>", "<-"], Role.ASSIGN),
    ":": Role.COLON,
    **dict.fromkeys(["*", "&", "?"], Role.POINTER),
    "<": Role.ANGLE,
    "@": Role.AT,
    **dict.fromkeys(['"', "'", "`", '"""', "'''"], Role.QUOTE),
    **dict.fromkeys(["#", "//", "/*", "*/"], Role.COMMENT),
    **dict.fromkeys([")", "]", "}", ">"], Role.CLOSED),
    ";": Role.END,
    **dict.fromkeys(
        ["def", "class", "func", "function", "fn", "fun", "let", "var", "const", "val", "struct", "enum", "interface",
         "type", "trait", "namespace", "module", "package", "mut", "define", "typedef", "for", "lambda"],
        Role.DECLARES,
    ),
    **dict.fromkeys(
        ["new", "extends", "implements", "throws", "raise", "throw", "except", "instanceof", "impl", "catch", "is"],
        Role.TYPE,
    ),
    **dict.fromkeys(["import", "from", "use", "using", "include", "require"], Role.IMPORT),
}  # fmt: skip
VERSION = crc32(repr(sorted(_BY_TEXT.items())).encode())
"""What the roles above mean; in the name of files that hold them."""


class RoleColumn:
    """The role of every token of a vocabulary, by number; follows it as it grows."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._roles = np.zeros(0, np.uint8)

    def roles(self) -> npt.NDArray[np.uint8]:
        """One role a token."""
        roles = self._roles  # another thread may be at it too
        known, count = len(roles), len(self._vocabulary)
        if known < count:
            kinds = self._vocabulary.kind_array()[known:count]
            classes = self._vocabulary.class_array()[known:count]
            added = np.full(len(kinds), Role.TITLE, np.uint8)
            added[classes == 1] = Role.LOWER
            added[kinds == Kind.NUMBER] = Role.NUMBER
            added[kinds >= Kind.LINE_END] = Role.LINE_END
            texts = self._vocabulary.texts
            for number in np.nonzero((kinds == Kind.KEYWORD) | (kinds == Kind.OPERATOR))[0].tolist():
                default = Role.KEYWORD if kinds[number] == Kind.KEYWORD else Role.OPERATOR
                added[number] = _BY_TEXT.get(texts[known + number], default)
            roles = self._roles = np.concatenate((roles, added))
        return roles


class RolePairs(NamedTuple):
    """How often each token of a stream stands in each role.

    `keys` are token and role as one number, ascending, `counts` how often each occurs, `totals` how often each role.
    """

    keys: Ids
    counts: Ids
    totals: npt.NDArray[np.float32]

    def times(self, tokens: Ids, role: int) -> npt.NDArray[np.float32]:
        """How often each of `tokens` stands in `role`."""
        wanted = tokens.astype(np.int32) * np.int32(ROLES) + np.int32(role)
        places = np.minimum(self.keys.searchsorted(wanted), len(self.keys) - 1)
        return np.where(self.keys[places] == wanted, self.counts[places], 0).astype(np.float32)


def role_pairs(stream: Ids, roles: npt.NDArray[np.uint8], size: int) -> RolePairs:
    """The pairs of a stream; `size` is how many tokens there may be."""
    if size * ROLES < _DENSE * len(stream):
        table = np.zeros(size * ROLES, np.int32)
        for start in range(0, len(stream) - 1, _AT_ONCE):
            part = stream[start : start + _AT_ONCE + 1]
            table += np.bincount(_keys(part, roles), minlength=len(table)).astype(np.int32)
        keys = np.nonzero(table)[0]
        counts = table[keys].astype(np.int64)
    else:
        keys, counts = np.unique(_keys(stream, roles), return_counts=True)
    totals = np.bincount(keys % ROLES, counts, ROLES).astype(np.float32)
    return RolePairs(keys.astype(np.int32), counts.astype(np.int32), totals)


def _keys(stream: Ids, roles: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    return stream[1:].astype(np.int64) * ROLES + roles[stream[:-1]]
