"""Places in a definition's own file that give it a value again (`self.size = 2`): facts hold only the first."""

from __future__ import annotations

from pathlib import Path

from lacewing.project.index import Index, Located
from lacewing.project.resolve import Resolver
from lacewing.syntax.language import language_for_path
from lacewing.syntax.occurrences import member_places, uses_of_local
from lacewing.syntax.source import Source
from lacewing.text.position import Span

_FIELDS = frozenset(["field", "property", "variable", "constant"])


def assigned_again(at: Located, index: Index, resolver: Resolver) -> list[Span]:
    """The spans of the name, its definition among them; [] for what is no variable or field."""
    symbol = at.symbol
    if symbol.kind not in _FIELDS:
        return []
    source = index.source(at.path) or _closed(at.path, index)
    if source is None:
        return []
    if not symbol.container:
        local = uses_of_local(source, symbol.name_start)
        return list(local.spans) if local is not None and local.whole_file else []
    found = []
    for span, receiver in member_places(source, symbol.name):
        meant = resolver.resolve(at.path, symbol.name, receiver, span.start) if receiver else []
        if any(each.symbol.name_start == symbol.name_start and each.path == at.path for each in meant):
            found.append(span)
    return found


def _closed(path: str, index: Index) -> Source | None:
    data = index.text(path)
    language = language_for_path(Path(path))
    return Source(Path(path), data, language) if data is not None and language is not None else None
