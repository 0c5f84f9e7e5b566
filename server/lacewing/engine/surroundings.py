"""What stands around the place to be predicted: the roles before it, the lines it is nested in, the names in play."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np

from lacewing.engine.live import LiveFile
from lacewing.engine.names import Masks, NameTable, folded, mask_of
from lacewing.engine.roles import RoleColumn
from lacewing.engine.structure import ContextAtEnd
from lacewing.engine.vocabulary import FILE_START, Ids, Kind, Vocabulary, is_line_end

NAME_CONTEXTS = 7
FOLDED_CONTEXTS = 4
FAMILIES = 9
FAMILY = {
    ".py": 1, ".pyi": 1, ".java": 2, ".kt": 8, ".kts": 8, ".scala": 8, ".swift": 8, ".cs": 7, ".go": 3, ".ts": 4,
    ".tsx": 4, ".js": 4, ".jsx": 4, ".mjs": 4, ".vue": 4, ".svelte": 4, ".c": 5, ".h": 5, ".cc": 5, ".cpp": 5,
    ".hpp": 5, ".cxx": 5, ".rs": 6,
}  # fmt: skip
_MAX_HEADERS = 6
_WORDS_BACK = 40
_PROSE_LOOK_BACK = 4000


def family_of(path: str) -> int:
    """The group of languages that a file belongs to by its name, 0 when unknown."""
    return FAMILY.get(PurePosixPath(path).suffix, 0)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`headers` are token ranges of the lines the place is nested in, the nearest first; `line` begins its own line.

    `masks` and `folds` are the names in play: the last word, the one before it, the callee, the file's own name, then
    (masks only) the words of the line, of the nearest header, of the line above. `family` is a group of languages, 0
    when unknown. `prose` is 1 within a string, 2 within a comment, by the quotes and marks before the place.
    """

    role: int
    role_before: int
    callee: int
    argument: int
    headers: tuple[tuple[int, int], ...]
    line: int
    line_above: int
    masks: Masks
    folds: tuple[int, ...]
    family: int
    prose: int
    imports: bool
    depth: int


class Surveyor:
    """Looks around in one open file."""

    def __init__(self, path: str, live: LiveFile, vocabulary: Vocabulary, roles: RoleColumn, names: NameTable) -> None:
        self._live = live
        self._vocabulary = vocabulary
        self._roles = roles
        self._names = names
        file = PurePosixPath(path)
        self._family = family_of(path)
        stem = file.name.partition(".")[0]
        self._file_mask, self._file_fold = np.array(mask_of(stem), np.uint64), folded(stem)
        self._headers: tuple[tuple[int, int], ...] = ()
        self._headers_of: tuple[int, int] = (-1, -1)
        number = vocabulary.number
        self._imports = frozenset(map(number, ("import", "from", "use", "using", "include", "require", "#", "package")))
        self._line_quotes = frozenset(map(number, ('"', "'", "`")))
        self._long_quotes = tuple(map(number, ('"""', "'''")))
        self._comment_open, self._comment_close = number("/*"), number("*/")
        marks = ("#",) if self._family == 1 else ("//", "#") if not self._family else ("//",)
        self._line_comments = frozenset(map(number, marks))

    def look(self, context: list[int], at_end: ContextAtEnd) -> Surroundings:
        """Around the end of the live stream, whose last tokens are `context`."""
        live, roles = self._live, self._roles.roles()
        kinds = self._vocabulary.kinds
        back = 1
        while back < len(context) and not self._breaks(context[-back]):
            back += 1
        line = context[len(context) - back + 1 :] if self._breaks(context[-back]) else context
        start = live.count - len(line)
        above_start = self._line_above(start)
        words = [token for token in context[-_WORDS_BACK:] if kinds[token] <= Kind.KEYWORD][-2:]
        callee, argument = at_end.callee, at_end.argument
        headers = self._headers_at(start)
        header = live.ids[headers[0][0] : headers[0][1]] if headers else live.ids[:0]
        single = [words[-1] if words else 0, words[-2] if len(words) > 1 else 0, callee]
        names = self._names
        masks = np.vstack(
            (
                names.masks(np.array(single, np.int32)),
                self._file_mask,
                names.union(self._identifiers(np.array(line, np.int32))),
                names.union(self._identifiers(header)),
                names.union(self._identifiers(live.ids[above_start : max(above_start, start - 1)])),
            )
        )
        folds = (*names.folded(np.array(single, np.int32)).tolist(), self._file_fold)
        return Surroundings(
            int(roles[context[-1]]), int(roles[context[-2]]) if len(context) > 1 else 0, callee, argument,
            headers, start, above_start, masks, folds, self._family, self._prose(line),
            bool(line) and line[0] in self._imports, len(headers),
        )  # fmt: skip

    def _breaks(self, token: int) -> bool:
        return is_line_end(token) or token == FILE_START

    def _identifiers(self, tokens: Ids) -> Ids:
        named: Ids = tokens[self._vocabulary.kind_array()[tokens] == Kind.IDENTIFIER]
        return named

    def _line_above(self, start: int) -> int:
        ids = self._live.ids
        place = start - 2
        while place > 0 and ids[place] > FILE_START and not is_line_end(int(ids[place])):
            place -= 1
        return max(place + 1, 0)

    def _headers_at(self, start: int) -> tuple[tuple[int, int], ...]:
        """The lines above that are indented less and less, each as a range of tokens."""
        key = (start, self._live.line_indent)
        if key != self._headers_of:
            self._headers_of = key
            self._headers = tuple(self._live.lines_around(_MAX_HEADERS))
        return self._headers

    def _prose(self, line: list[int]) -> int:
        stream = self._live.ids[max(0, self._live.count - _PROSE_LOOK_BACK) : self._live.count]
        for quote in self._long_quotes:
            if np.count_nonzero(stream == quote) % 2:
                return 2
        opened = np.nonzero(stream == self._comment_open)[0]
        if len(opened) and not (stream[opened[-1] :] == self._comment_close).any():
            return 2
        quote = 0
        for token in line:
            if quote:
                quote = 0 if token == quote else quote
            elif token in self._line_quotes:
                quote = token
            elif token in self._line_comments:
                return 2
        return 1 if quote else 0
