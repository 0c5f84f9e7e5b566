"""Context for a question in words: the units that its words and its vector find, best of both first, within a budget.

The two orders are joined by reciprocal ranks (Cormack, Clarke and Büttcher, “Reciprocal Rank Fusion outperforms
Condorcet and individual Rank Learning Methods”, SIGIR 2009), which needs no common scale. Knows nothing of models.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lacewing.project.catalog.catalog import Catalog
from lacewing.project.context import Context
from lacewing.project.facts import Symbol
from lacewing.project.pack import Count, heading
from lacewing.project.questions.by_words import find_by_words
from lacewing.project.questions.units import Unit, units_of
from lacewing.project.questions.vectors import Near
from lacewing.project.retrieve.types import Piece
from lacewing.syntax.language import language_for_path

# How little the first places count more than those behind them: the authors' 60 is for lists of a thousand.
_RANKS = 3
_LINES_EACH = 40
_CONSIDERED = 60
_DROPPED = 40
BY_WORDS, BY_MEANING = "words", "meaning"
"""The retrievers' names in pieces."""


@dataclass(frozen=True)
class Files:
    """What is needed of a project's files: `symbols(path)` and `text(path)` as they are now, `may_leave(path)`."""

    symbols: Callable[[str], Sequence[Symbol]]
    text: Callable[[str], bytes | None]
    may_leave: Callable[[str], bool]


class _Contents:
    """The units and lines of files, read once each: a question finds several places in one file."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._units: dict[str, list[Unit]] = {}
        self._rows: dict[str, list[bytes]] = {}

    def unit_at(self, path: str, line: int) -> Unit | None:
        """The innermost unit around a line; None where there is none or the file may not be shown."""
        if path not in self._units:
            self._units[path] = list(units_of(self._files.symbols(path))) if self._files.may_leave(path) else []
        return next((unit for unit in reversed(self._units[path]) if unit.line <= line < unit.end_line), None)

    def rows(self, path: str, first: int, end: int) -> list[bytes]:
        """Lines of a file, as many of them as there are now."""
        if path not in self._rows:
            self._rows[path] = (self._files.text(path) or b"").split(b"\n")
        return self._rows[path][first:end]


def answer_question(
    question: str, catalog: Catalog, near: Sequence[Near], files: Files, budget_tokens: float, count_tokens: Count
) -> Context:
    """Context for `question`; `near` are the units like it by their vectors, best first, if any are known."""
    contents = _Contents(files)
    found: dict[tuple[str, Unit], list[tuple[str, int]]] = {}
    for retriever, places in (
        (BY_WORDS, [(catalog.paths[hit.file], hit.line) for hit in find_by_words(question, catalog)]),
        (BY_MEANING, [(each.path, each.unit.line) for each in near]),
    ):
        seen: set[tuple[str, Unit]] = set()
        for path, line in places:
            unit = contents.unit_at(path, line)
            if unit is not None and (path, unit) not in seen:
                seen.add((path, unit))
                found.setdefault((path, unit), []).append((retriever, len(seen)))
    scores = {unit: sum(1 / (_RANKS + rank) for _, rank in ranks) for unit, ranks in found.items()}
    ordered = sorted(found, key=lambda at: (-scores[at], at))[:_CONSIDERED]
    best = 2 / (_RANKS + 1) if near else 1 / (_RANKS + 1)
    pieces = [_piece(path, unit, found[path, unit], scores[path, unit] / best, contents) for path, unit in ordered]
    return _packed([replace(each, tokens=count_tokens(each.text)) for each in pieces], budget_tokens, count_tokens)


def _piece(path: str, unit: Unit, ranks: Sequence[tuple[str, int]], score: float, contents: _Contents) -> Piece:
    rows = contents.rows(path, unit.line, min(unit.end_line, unit.line + _LINES_EACH))
    text = b"\n".join(row.rstrip(b"\r") for row in rows).decode("utf-8", "replace").rstrip()
    first = min(ranks, key=lambda each: each[1])[0]
    says = {BY_WORDS: "holds words of the question", BY_MEANING: "is like the question in meaning"}
    reason = f"`{unit.title}` " + " and ".join(says[retriever] for retriever, _ in ranks)
    return Piece(path, unit.line, f"{text}\n", reason, score, 0.0, first)


def _packed(pieces: Sequence[Piece], budget: float, count: Count) -> Context:
    """The best that fit, those of a file together, the file with the best last."""
    taken: list[Piece] = []
    dropped: list[Piece] = []
    paths: set[str] = set()
    left = budget
    for piece in pieces:
        shown = any(each.path == piece.path and _overlap(each, piece) for each in taken)
        if shown or not piece.text.strip():
            continue
        cost = piece.tokens + (0 if piece.path in paths else count(_heading(piece.path)))
        if cost > left:
            dropped.append(piece)
            continue
        left -= cost
        paths.add(piece.path)
        taken.append(piece)
    order = {path: at for at, path in enumerate(dict.fromkeys(piece.path for piece in taken))}
    taken.sort(key=lambda piece: (-order[piece.path], piece.line))
    parts: list[str] = []
    for at, piece in enumerate(taken):
        if at == 0 or taken[at - 1].path != piece.path:
            parts.append(_heading(piece.path))
            taken[at] = replace(piece, tokens=piece.tokens + count(parts[-1]))
        parts.append(piece.text)
    return Context("".join(parts), tuple(taken), tuple(dropped[:_DROPPED]), budget - left)


def _overlap(one: Piece, other: Piece) -> bool:
    return one.line < other.end_line and other.line < one.end_line


def _heading(path: str) -> str:
    language = language_for_path(path)
    return heading((language.line_comment if language else "") or "//", path)
