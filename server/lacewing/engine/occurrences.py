"""Where the candidate words stood in the open file: how often, how lately, in which role, in which lines."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lacewing.engine.live import LiveFile
from lacewing.engine.roles import Role, RoleColumn
from lacewing.engine.surroundings import Surroundings
from lacewing.engine.vocabulary import FILE_START, LINE_ENDS, Ids, Kind, Vocabulary

Floats = npt.NDArray[np.float32]
OCCURRENCE_FEATURES = (
    "recency", "times", "once", "role_share", "same_before", "same_role_before", "on_line", "on_line_above",
    "in_header", "in_headers", "last_in_header", "imported", "imported_unused", "second_recency",
    "since_header", "born_inside", "born_in_function", "declared", "given", "called", "dotted", "assigned",
)  # fmt: skip
_WINDOW = 12_000
_NEVER = -(10**9)


class Occurrences:
    """Looks candidates up in one open file."""

    def __init__(self, live: LiveFile, vocabulary: Vocabulary, roles: RoleColumn) -> None:
        self._live = live
        self._vocabulary = vocabulary
        self._roles = roles
        self._slots = np.zeros(0, np.int32)
        self._read_before = -1
        self._breaks: npt.NDArray[np.int64] = np.zeros(0, np.int64)
        self._imports_behind: npt.NDArray[np.bool_] = np.zeros(0, np.bool_)
        self._unused: list[int] = []
        number = vocabulary.number
        self._marks = [tuple(map(number, marks)) for marks in ("(", (".", "->", "::"), ("=", ":="))]
        words = ("import", "from", "use", "using", "include", "require", "package")
        self._imports = np.array([vocabulary.number(word) for word in words], np.int32)

    def of(self, candidates: Ids, around: Surroundings) -> Floats:
        """One row of `OCCURRENCE_FEATURES` a candidate."""
        live, count = self._live, len(candidates)
        begin = max(live.first, live.count - _WINDOW)
        window = live.ids[begin : live.count]
        which = self._numbered(window, candidates)
        hits = np.nonzero(which)[0]
        which = which[hits] - 1
        roles = self._roles.roles()[window[np.maximum(hits - 1, 0)]]
        times = np.bincount(which, minlength=count).astype(np.float32)
        in_role = np.bincount(which[roles == around.role], minlength=count)
        last, first, second = np.full(count, _NEVER), np.full(count, _NEVER), np.full(count, _NEVER)
        last[which] = hits
        first[which[::-1]] = hits[::-1]
        not_last = last[which] != hits
        second[which[not_last]] = hits[not_last]
        found = np.zeros((count, len(OCCURRENCE_FEATURES)), np.float32)
        seen = last >= 0
        before = window[np.maximum(last - 1, 0)]
        end = live.count - begin
        imported = seen & self._on_import_lines(around.line, first + begin)
        line, above = around.line - begin, around.line_above - begin
        found[:, 0] = np.log(np.where(seen, 1.0 / (1.0 + np.log2(np.maximum(end - last, 1))), 0.0) + 0.003)
        found[:, 1] = np.log1p(times)
        found[:, 2] = times == 1
        found[:, 3] = np.log((in_role + 0.3) / (times + 1.0))
        found[:, 4] = seen & (before == window[-1])
        found[:, 5] = seen & (self._roles.roles()[before] == around.role)
        found[:, 6] = last >= line
        found[:, 7] = (last >= above) & (last < line)
        bounds = hits.searchsorted(np.array(around.headers, np.int64).ravel() - begin).tolist()
        for number, (_, high) in enumerate(around.headers):
            inside = which[bounds[2 * number] : bounds[2 * number + 1]]
            if number == 0:
                found[inside, 8] = 1
            found[inside, 9] = 1
            found[inside[last[inside] < high - begin], 10] = 1
        self._write_use(found[:, 14:], window, last, first, [low - begin for low, _ in around.headers])
        found[:, 11] = imported
        found[:, 12] = imported & (times == 1)
        found[:, 13] = np.where(second >= 0, 1.0 / (1.0 + np.log2(np.maximum(end - second, 1))), 0.0)
        return found

    def _write_use(
        self,
        found: Floats,
        window: Ids,
        last: npt.NDArray[np.int64],
        first: npt.NDArray[np.int64],
        headers: list[int],
    ) -> None:
        """Where a word's scope begins, what its first place was, and what follows its last one."""
        seen = last >= 0
        if headers:
            found[:, 0] = last >= headers[0]
            found[:, 1] = first >= headers[0]
            found[:, 2] = first >= headers[-2 if len(headers) > 1 else -1]
        role = self._roles.roles()[window[np.maximum(first - 1, 0)]]
        found[:, 3] = seen & ((role == Role.DECLARES) | (role == Role.LINE_END))
        found[:, 4] = seen & ((role == Role.CALL) | (role == Role.COMMA) | (role == Role.TITLE))
        behind = window[np.minimum(np.maximum(last, 0) + 1, len(window) - 1)]
        for number, (first_mark, *others) in enumerate(self._marks):
            marked = behind == first_mark
            for mark in others:
                marked |= behind == mark
            found[:, 5 + number] = seen & marked

    def in_role(self, role: int, limit: int) -> list[int]:
        """The latest words of the file that stood in `role`, at most `limit` occurrences."""
        live = self._live
        begin = max(live.first, live.count - _WINDOW)
        window = live.ids[begin : live.count]
        hits = np.nonzero(self._roles.roles()[window[:-1]] == role)[0][-limit:]
        found: list[int] = window[hits[::-1] + 1].tolist()
        return list(dict.fromkeys(found))

    def forget_lines(self) -> None:
        """The open file has changed before its last line."""
        self._read_before = -1

    def unused_imports(self, line: int, limit: int) -> list[int]:
        """The latest words that stand in the file once, on a line that imports, before the last one, that begins at
        `line`."""
        self._read_lines(line)
        used = set(self._live.ids[line : self._live.count].tolist())
        return [word for word in self._unused if word not in used][:limit]

    def _read_lines(self, line: int) -> None:
        """Where the lines before the last one end, which lines import, and what of that was not used yet."""
        if line == self._read_before:
            return
        self._read_before = line
        low = max(self._live.first, line - _WINDOW)
        window = self._live.ids[low:line]
        breaks = np.nonzero((window >= FILE_START) & (window <= len(LINE_ENDS)))[0]
        self._breaks, self._imports_behind = breaks + low, np.zeros(len(breaks), np.bool_)
        self._unused = []
        if not len(breaks):
            return
        self._imports_behind = (window[np.minimum(breaks + 1, len(window) - 1), None] == self._imports).any(1)
        ends = np.append(breaks[1:], len(window)).tolist()
        starts = (breaks + 2).tolist()
        spans = [window[starts[number] : ends[number]] for number in np.nonzero(self._imports_behind)[0].tolist()]
        if spans:
            self._unused = self._once(window, np.concatenate(spans))

    def _once(self, window: Ids, words: Ids) -> list[int]:
        """Those of `words` that are names and stand in the window once, the last first."""
        words = words[self._vocabulary.kind_array()[words] == Kind.IDENTIFIER]
        named = np.unique(words)
        unused = set(named[self._times(window, named) == 1].tolist())
        return [word for word in dict.fromkeys(words[::-1].tolist()) if word in unused]

    def _times(self, window: Ids, tokens: Ids) -> npt.NDArray[np.int64]:
        return np.bincount(self._numbered(window, tokens), minlength=len(tokens) + 1)[1:]

    def _numbered(self, window: Ids, candidates: Ids) -> Ids:
        """For each token of the window one more than its number among the candidates, 0 when it is none."""
        if len(self._slots) < len(self._vocabulary):
            self._slots = np.zeros(len(self._vocabulary) * 5 // 4, np.int32)
        self._slots[candidates] = np.arange(1, len(candidates) + 1)
        which = self._slots[window]
        self._slots[candidates] = 0
        return which

    def _on_import_lines(self, line: int, places: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        self._read_lines(line)
        if not len(self._breaks):
            return np.zeros(len(places), np.bool_)
        live = self._live
        self._imports_behind[-1] = live.count > line and bool((self._imports == live.ids[line]).any())
        found: npt.NDArray[np.bool_] = self._imports_behind[np.maximum(self._breaks.searchsorted(places) - 1, 0)]
        return found
