"""The open file as the engine sees it while it is edited: its tokens, ready to be searched for the current context.

The text behind the cursor's line counts as if it had been written first, then comes the text before the cursor. Only
what changed since the last query is lexed again. Searching is a vectorised scan, so nothing has to be kept in step.
"""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
import numpy.typing as npt

from lacewing.engine.lexer import Lexer, Tokens, columns_of, normalised, stem_of
from lacewing.engine.nesting import Brackets, enclosing_lines
from lacewing.engine.structure import COLUMN_COUNT, KEY_COUNT, Keys, contexts_of, keys_of
from lacewing.engine.suffixes import DEPTH
from lacewing.engine.vocabulary import FILE_START, LINE_ENDS, Ids, Vocabulary
from lacewing.text.diff import common_prefix

_MAX_BEFORE = 160_000
_CUT_STEP = 60_000
_MAX_AFTER = 40_000
_ROOM = 512
# Sentinels before the stream, so that looking DEPTH tokens back never leaves it.
_PAD = DEPTH + 1
_NO_TOKEN = -1
_KEY_OVERLAP = 256


class LiveFile:
    """One open file at one cursor. `ids[first:count]` is the stream, its last token the one before the cursor."""

    def __init__(self, vocabulary: Vocabulary, lexer: Lexer) -> None:
        self._vocabulary = vocabulary
        self._lexer = lexer
        self._before = ""
        self._after = ""
        self._marks: list[tuple[int, int, int]] = []
        self._brackets = Brackets.of(vocabulary)
        self._start = 0
        self._keyed = 0
        self._lexed = 0
        self.count = 0
        self.ids: Ids = np.zeros(0, np.int32)
        self.classes: Ids = self.ids
        self.spaced: npt.NDArray[np.uint8] = np.zeros(0, np.uint8)
        self.keys: list[Keys] = []
        self.columns: Ids = np.zeros((COLUMN_COUNT, 0), np.int32)
        self._last: dict[int, int] = {}
        self._by_letter: dict[str, set[int]] = {}
        self.first = _PAD
        self.stem = ""
        self.blank_before = False
        self.line_indent = 0
        self._restart("")

    def move_to(self, prefix: str, suffix: str, word_ends: bool = False) -> bool:
        """Bring the stream up to the cursor between `prefix` and `suffix`; whether it had to be begun anew."""
        prefix = _recent(normalised(prefix))
        after = normalised(suffix[: 2 * _MAX_AFTER])
        after = after[after.find("\n") + 1 :][:_MAX_AFTER] if "\n" in after else ""
        anew = after != self._after
        if anew:
            self._restart(after)
        self.stem = "" if word_ends else stem_of(prefix)
        body = prefix[: len(prefix) - len(self.stem)]
        self.blank_before = not body or body[-1].isspace()
        self._read(body)
        line = prefix[prefix.rfind("\n") + 1 :]
        self.line_indent = columns_of(line[: len(line) - len(line.lstrip())])
        return anew

    @property
    def keyed(self) -> int:
        """Up to which place the contexts in `keys` and `columns` are known: the end of the line before the cursor's."""
        return self._keyed

    def push(self, token: int) -> None:
        """Append one foreseen token."""
        if self.count == len(self.ids):
            self._grow(self.count + _ROOM)
        self.ids[self.count] = token
        self.classes[self.count] = self._vocabulary.classes[token]
        self._note([token], self.count)
        self.count += 1

    def pop(self, number: int) -> None:
        """Take back the last `number` pushed tokens."""
        self.count -= number

    def context(self, length: int) -> list[int]:
        """The last `length` tokens, oldest first."""
        tail: list[int] = self.ids[max(_PAD, self.count - length) : self.count].tolist()
        return tail

    def lines_around(self, limit: int) -> list[tuple[int, int]]:
        """Where the lines lie that the cursor's line is nested in, as ranges of places, the nearest first."""
        return enclosing_lines(self._marks, self._start, self.line_indent, self.ids, self._brackets, limit)

    def literal_places(self) -> list[Ids]:
        """The places that follow the last 1, 2, … tokens, as long as there are any."""
        return self._places(self.ids)

    def abstract_places(self) -> list[Ids]:
        """The same by abstract class."""
        return self._places(self.classes)

    def key_places(self, number: int, key: int) -> Ids:
        """The places whose sparse context `number` has this hash."""
        found = np.nonzero(self.keys[number][_PAD : self._keyed] == np.uint32(key))[0]
        return (found + _PAD).astype(np.int32)

    def last_place(self, token: int) -> int | None:
        """Where `token` stood last in the stream, None when it is not there."""
        place = self._last.get(token)
        if place is None or (place < self.count and self.ids[place] == token):
            return place
        found = np.nonzero(self.ids[_PAD : self.count] == token)[0]
        if not len(found):
            del self._last[token]
            return None
        self._last[token] = place = int(found[-1]) + _PAD
        return place

    def tokens_with_prefix(self, stem: str) -> list[int]:
        """The tokens of the stream whose text begins with `stem`, by number."""
        texts = self._vocabulary.texts
        found = [token for token in self._by_letter.get(stem[0], ()) if texts[token].startswith(stem)]
        return sorted(token for token in found if self.last_place(token) is not None)

    def blank_between(self, left: int, right: int) -> bool | None:
        """Whether a blank stands between these two tokens where they last met, None when they never did."""
        stream = self.ids[_PAD : self.count]
        met = np.nonzero((stream[:-1] == left) & (stream[1:] == right))[0]
        met = met[met + 1 + _PAD < self._lexed]  # foreseen tokens know nothing of blanks
        return bool(self.spaced[met[-1] + 1 + _PAD]) if len(met) else None

    def _places(self, stream: Ids) -> list[Ids]:
        end = self.count - 1
        if end < _PAD:
            return []
        places = (np.nonzero(stream[_PAD:end] == stream[end])[0] + (_PAD + 1)).astype(np.int32)
        found: list[Ids] = []
        length = 1
        while len(places):
            found.append(places)
            length += 1
            if length > DEPTH or end - length + 1 < _PAD:
                break
            places = places[stream[places - length] == stream[self.count - length]]
        return found

    def _restart(self, after: str) -> None:
        self._after = after
        pad = np.full(_PAD, _NO_TOKEN, np.int32)
        tokens = self._lexer.lex(after.rstrip())
        mark = np.array([FILE_START], np.int32)
        ids = [pad, mark, tokens.ids, mark] if len(tokens.ids) else [pad, mark]
        self.ids = np.concatenate(ids)
        self.spaced = np.zeros(len(self.ids), np.uint8)
        if len(tokens.ids):
            self.spaced[_PAD + 1 : -1] = tokens.spaced
        self.classes = np.full(len(self.ids), _NO_TOKEN, np.int32)
        self.classes[_PAD:] = self._vocabulary.class_array()[self.ids[_PAD:]]
        self.keys = [np.zeros(len(self.ids), np.uint32) for _ in range(KEY_COUNT)]
        self.columns = np.zeros((COLUMN_COUNT, len(self.ids)), np.int32)
        self.count = self._start = self._lexed = len(self.ids)
        self._keyed = _PAD
        self._last, self._by_letter = {}, {}
        self._note(self.ids[_PAD:].tolist(), _PAD)
        self._before = ""
        self._marks = []
        self._add_keys(self.count)

    def _read(self, body: str) -> None:
        """Lex what differs from the last text before the cursor."""
        same = common_prefix(self._before, body)
        place = bisect_right(self._marks, (same, 1 << 60, 0)) - 1
        offset, count, indent = self._marks[place] if place >= 0 else (0, self._start, 0)
        del self._marks[max(place, 0) :]
        self._keyed = min(self._keyed, count)
        tokens = self._lexer.lex("\n" + body[offset:], indent)
        drop = 1 if count == self._start else 0  # the first line begins without a line end
        self._append(tokens, count, drop)
        base = offset - 1
        for index, begin, columns in zip(
            tokens.line_tokens.tolist(), tokens.line_offsets.tolist(), tokens.line_indents.tolist(), strict=True
        ):
            if index >= drop:
                self._marks.append((base + begin + 1, count + index - drop, columns))
        self._before = body
        if self._marks:
            self._add_keys(self._marks[-1][1])

    def _append(self, tokens: Tokens, count: int, drop: int) -> None:
        ids = tokens.ids[drop:]
        end = count + len(ids)
        if end > len(self.ids):
            self._grow(end + _ROOM)
        self.ids[count:end] = ids
        self.spaced[count:end] = tokens.spaced[drop:]
        self.classes[count:end] = self._vocabulary.class_array()[ids]
        self.count = self._lexed = end
        self._note(ids.tolist(), count)

    def _note(self, ids: list[int], start: int) -> None:
        """Remember where each token stands last, and by which letter it begins."""
        for token in set(ids).difference(self._last):
            self._by_letter.setdefault(self._vocabulary.texts[token][0], set()).add(token)
        self._last.update(zip(ids, range(start, start + len(ids)), strict=True))

    def _add_keys(self, end: int) -> None:
        if end <= self._keyed:
            return
        begin = max(_PAD, self._keyed - _KEY_OVERLAP)
        while begin > _PAD and not FILE_START <= self.ids[begin] <= len(LINE_ENDS):
            begin -= 1
        contexts = contexts_of(self.ids[begin:end], self._vocabulary)
        for column, keys in zip(self.keys, keys_of(contexts), strict=True):
            column[self._keyed : end] = keys[self._keyed - begin :]
        self.columns[:, self._keyed : end] = np.stack(contexts[:COLUMN_COUNT])[:, self._keyed - begin :]
        self._keyed = end

    def _grow(self, size: int) -> None:
        size = max(size, len(self.ids) * 3 // 2)
        self.ids = _resized(self.ids, size)
        self.classes = _resized(self.classes, size)
        self.spaced = np.concatenate((self.spaced, np.zeros(size - len(self.spaced), np.uint8)))
        self.keys = [np.concatenate((column, np.zeros(size - len(column), np.uint32))) for column in self.keys]
        more = np.zeros((COLUMN_COUNT, size - self.columns.shape[1]), np.int32)
        self.columns = np.concatenate((self.columns, more), 1)


def _resized(array: Ids, size: int) -> Ids:
    return np.concatenate((array, np.full(size - len(array), _NO_TOKEN, np.int32)))


def _recent(prefix: str) -> str:
    """The last part of a very long text, cut at a place that stays the same while one types."""
    if len(prefix) <= _MAX_BEFORE:
        return prefix
    cut = (len(prefix) - _MAX_BEFORE + _CUT_STEP - 1) // _CUT_STEP * _CUT_STEP
    return prefix[prefix.find("\n", cut) + 1 :]
