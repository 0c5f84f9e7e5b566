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
        self._unused_before = -1
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
        imported = seen & self._on_import_lines(window, first)
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
        for number, marks in enumerate(self._marks):
            found[:, 5 + number] = seen & np.logical_or.reduce([behind == mark for mark in marks])

    def in_role(self, role: int, limit: int) -> list[int]:
        """The latest words of the file that stood in `role`, at most `limit` occurrences."""
        live = self._live
        begin = max(live.first, live.count - _WINDOW)
        window = live.ids[begin : live.count]
        hits = np.nonzero(self._roles.roles()[window[:-1]] == role)[0][-limit:]
        found: list[int] = window[hits[::-1] + 1].tolist()
        return list(dict.fromkeys(found))

    def forget_imports(self) -> None:
        """The open file has changed before its last line."""
        self._unused_before = -1

    def unused_imports(self, line: int, limit: int) -> list[int]:
        """The latest words that stand in the file once, on a line that imports, before the last one, that begins at
        `line`."""
        live = self._live
        if line != self._unused_before:
            self._unused_before = line
            self._unused = self._once_imported(live.ids[max(live.first, line - _WINDOW) : line])
        used = set(live.ids[line : live.count].tolist())
        return [word for word in self._unused if word not in used][:limit]

    def _once_imported(self, window: Ids) -> list[int]:
        breaks = np.nonzero((window >= FILE_START) & (window <= len(LINE_ENDS)))[0]
        if not len(breaks):
            return []
        heads = window[np.minimum(breaks + 1, len(window) - 1)]
        lines = np.nonzero((heads[:, None] == self._imports).any(1))[0]
        ends = np.append(breaks[1:], len(window))
        spans = [window[breaks[line] + 2 : ends[line]] for line in lines.tolist()]
        if not spans:
            return []
        words = np.concatenate(spans)
        words = words[self._vocabulary.kind_array()[words] == Kind.IDENTIFIER]
        once = self._times(window, np.unique(words)) == 1
        unused = set(np.unique(words)[once].tolist())
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

    def _on_import_lines(self, window: Ids, places: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        breaks = np.nonzero((window >= FILE_START) & (window <= len(LINE_ENDS)))[0]
        if not len(breaks):
            return np.zeros(len(places), np.bool_)
        starts = np.maximum(breaks.searchsorted(np.maximum(places, 0)) - 1, 0)
        heads = window[np.minimum(breaks[starts] + 1, len(window) - 1)]
        on_import: npt.NDArray[np.bool_] = (heads[:, None] == self._imports).any(1)
        return on_import
