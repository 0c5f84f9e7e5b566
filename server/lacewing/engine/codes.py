"""Places and names as sets of numbered traits, hashed: what `affinity` learns a vector for, each.

Traits of a place are the tokens before it, alone and together, the words of the names near it, the call it is in. Those
of a name are its words, which of them is first and last, and how it is written. Traits share numbers where hashes meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from zlib import crc32

import numpy as np
import numpy.typing as npt

from lacewing.engine.names import parts_of
from lacewing.engine.structure import ContextAtEnd, Contexts
from lacewing.engine.vocabulary import Ids, Kind, Vocabulary

PLACE_BITS, NAME_BITS = 16, 15
NAME_TRAITS = 8
_PARTS = 4
_NAMED_NEAR = 10
_TOGETHER = 9
_WORDS = 5
PLACE_TRAITS = 4 + _TOGETHER + _WORDS * _PARTS + 2 * _NAMED_NEAR
Codes = npt.NDArray[np.uint32]
Traits = npt.NDArray[np.uint16]
_SLOTS = np.concatenate((
    np.arange(4 + _TOGETHER), np.repeat(np.arange(_WORDS), _PARTS) + 20, np.repeat((30, 31), _NAMED_NEAR)
)).astype(np.uint32) * np.uint32(0x85EBCA6B)  # fmt: skip
# Which of the pairs and triples, as they are worked out, has which slot.
_ORDER = np.array((0, 5, 6, 7, 1, 2, 3, 4, 8))
_FIRST, _SECOND, _THIRD = np.uint32(0x9E3779B1), np.uint32(0xC2B2AE35), np.uint32(0x27D4EB2F)


class CodeTable:
    """For every token of a vocabulary: the code of its text, the codes of its words, and its traits as a name."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known = np.zeros(0, np.bool_)
        self._whole: Codes = np.zeros(0, np.uint32)
        self._parts: Codes = np.zeros((0, _PARTS), np.uint32)
        self._traits: Traits = np.zeros((0, NAME_TRAITS), np.uint16)

    def whole(self, tokens: Ids) -> Codes:
        """One code a token; all numbers of two digits and more share one."""
        self._learn(tokens)
        return self._whole[tokens]

    def parts(self, tokens: Ids) -> Codes:
        """A row of codes a token: its words (the first ones and the last), 0 where there are fewer."""
        self._learn(tokens)
        return self._parts[tokens]

    def traits(self, tokens: Ids) -> Traits:
        """A row of traits a token, 0 where there are fewer."""
        self._learn(tokens)
        return self._traits[tokens]

    def _learn(self, tokens: Ids) -> None:
        count = len(self._vocabulary)
        if len(self._known) < count:
            more = count + count // 4 - len(self._known)
            self._known = np.concatenate((self._known, np.zeros(more, np.bool_)))
            self._whole = np.concatenate((self._whole, np.zeros(more, np.uint32)))
            self._parts = np.concatenate((self._parts, np.zeros((more, _PARTS), np.uint32)))
            self._traits = np.concatenate((self._traits, np.zeros((more, NAME_TRAITS), np.uint16)))
        if self._known[tokens].all():
            return
        kinds, texts = self._vocabulary.kinds, self._vocabulary.texts
        for token in np.unique(tokens[~self._known[tokens]]).tolist():
            text = texts[token]
            if kinds[token] == Kind.NUMBER and len(text) > 1:
                text = "<number>"
            self._whole[token] = code_of(text)
            parts = code_parts(text) if kinds[token] == Kind.IDENTIFIER else [0] * _PARTS
            self._parts[token] = parts
            self._traits[token] = _name_traits(text, parts, kinds[token])
            self._known[token] = True


def code_of(text: str) -> int:
    """The code of a text, never 0."""
    return crc32(text.encode()) | 1


def code_parts(name: str) -> list[int]:
    """The codes of a name's first words and of its last, filled up with 0."""
    parts = parts_of(name)
    if len(parts) > _PARTS:
        parts = (*parts[: _PARTS - 1], parts[-1])
    return [code_of(part) for part in parts] + [0] * (_PARTS - len(parts))


def file_parts(path: str) -> Codes:
    """The codes of the words of a file's name."""
    return np.array(code_parts(PurePosixPath(path).name.partition(".")[0]), np.uint32)


def named_near(names: Ids, table: CodeTable) -> Codes:
    """The codes of the words of some names, the last ones', as many as a place's traits have room for."""
    codes = table.parts(names).ravel()
    codes = codes[codes > 0][-_NAMED_NEAR:]
    return np.concatenate((codes, np.zeros(_NAMED_NEAR - len(codes), np.uint32)))


def place_traits(
    last: Codes,
    at: Contexts | ContextAtEnd,
    table: CodeTable,
    roles: npt.NDArray[np.uint32],
    family: int,
    above_head: Ids,
    file: Codes,
    near: Codes,
) -> Traits:
    """A row of traits a place.

    `last` are the codes of the four tokens before each (the nearest first), `roles` what the last two tokens are,
    `above_head` what the line above begins with, `file` the words of the file's name, `near` the names of the header
    and of the line above, as `named_near` gives them.
    """
    count = len(last)
    columns = np.array([np.reshape(each, count) for each in (*at, above_head)], np.int32)
    head, second, callee, above = table.whole(columns[[0, 1, 2, 7]])
    one, two, three = last.T[:3]
    role, role_before = roles.T + np.uint32(1)
    kind = np.full(count, family + 1, np.uint32)
    argument = columns[3].astype(np.uint32) + np.uint32(1)
    pairs = _mixed(
        np.array((kind, head, head, above, above, kind, one, callee, role)),
        np.array((one, second, one, kind, one, one, two, argument, role_before)),
    )
    pairs[5:] = _mixed_once_more(pairs[5:], np.array((two, three, role, kind)))
    words = table.parts(columns[[4, 5, 2]])
    in_role = np.where(words[0] > 0, _mixed(words[0], role[:, None]) | np.uint32(1), 0).astype(np.uint32)
    codes = np.empty((count, PLACE_TRAITS), np.uint32)
    codes[:, :4] = last
    codes[:, 4 : 4 + _TOGETHER] = (pairs | np.uint32(1))[_ORDER].T
    codes[:, 4 + _TOGETHER : 4 + _TOGETHER + 3 * _PARTS] = words.transpose(1, 0, 2).reshape(count, -1)
    codes[:, -2 * _NAMED_NEAR - 2 * _PARTS : -2 * _NAMED_NEAR - _PARTS] = in_role
    codes[:, -2 * _NAMED_NEAR - _PARTS : -2 * _NAMED_NEAR] = file
    codes[:, -2 * _NAMED_NEAR :] = near
    traits = ((codes + _SLOTS) * _FIRST) >> np.uint32(32 - PLACE_BITS)
    return np.where(codes > 0, np.maximum(traits, 1), 0).astype(np.uint16)


def _mixed(one: Codes, two: Codes) -> Codes:
    mixed = one * _SECOND + two * _THIRD
    mixed ^= mixed >> np.uint32(15)
    return mixed


def _mixed_once_more(mixed: Codes, three: Codes) -> Codes:
    mixed = mixed * _FIRST + three * _SECOND
    mixed ^= mixed >> np.uint32(13)
    return mixed


def _name_traits(text: str, parts: Sequence[int], kind: int) -> list[int]:
    """`parts` are the codes of the words."""
    words = [part for part in parts if part]
    written = f"{kind} {text[:1].isupper()} {text.isupper()} {'_' in text[1:-1]} {text[:1] == '_'} {len(words)}"
    found = [(0, code_of(text)), (1, code_of(written))]
    if words:
        found += [(2, words[0]), (3, words[-1]), *((4, word) for word in words)]
    mask, shift = 0xFFFFFFFF, 32 - NAME_BITS
    traits = [max(1, (((code + slot * 0x85EBCA6B) & mask) * 0x9E3779B1 & mask) >> shift) for slot, code in found]
    return (traits + [0] * NAME_TRAITS)[:NAME_TRAITS]
