"""Retriever: how the project calls what the code around the cursor calls, one short example each."""

from __future__ import annotations

from lacewing.project.index import Index
from lacewing.project.retrieve.types import Piece, RetrievalQuery
from lacewing.text.position import LineIndex

_NEAR_LINES = 12
_CALLS_AT_MOST = 8
_LINES_AROUND = 1


def find(query: RetrievalQuery, index: Index) -> list[Piece]:
    """A few lines around one call in another file for each function called near the cursor."""
    facts = index.facts(query.path)
    if facts is None:
        return []
    line = query.source.lines.line_of(query.offset)
    nearest: dict[str, int] = {}
    for call in facts.calls:
        distance = abs(call.line - line)
        if distance <= _NEAR_LINES:
            nearest[call.name] = min(distance, nearest.get(call.name, distance))
    called = sorted(nearest, key=lambda name: (nearest[name], name))
    examples = (_example(query, index, name, 0.5 / (1.0 + nearest[name] / 4)) for name in called)
    return [piece for piece in examples if piece is not None][:_CALLS_AT_MOST]


def _example(query: RetrievalQuery, index: Index, name: str, score: float) -> Piece | None:
    for site in index.calls_to(name, 20):
        if site.path != query.path:
            text = _lines_around(query.read(site.path), site.call.line)
            if text:
                return Piece(site.path, max(0, site.call.line - _LINES_AROUND), text, f"calls `{name}`", score)
    return None


def _lines_around(data: bytes | None, line: int) -> str:
    if data is None:
        return ""
    lines = LineIndex(data)
    start, end = lines.line_start(max(0, line - _LINES_AROUND)), lines.line_end(line + _LINES_AROUND)
    return data[start:end].decode("utf-8", "replace")
