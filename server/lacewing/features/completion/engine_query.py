"""What the engine is asked about a place in a file."""

from __future__ import annotations

from lacewing.engine.engine import EngineQuery
from lacewing.features.completion.place import Place
from lacewing.features.completion.sources import CompletionSources
from lacewing.features.completion.symbols import IndexSymbols


def engine_query(place: Place, sources: CompletionSources) -> EngineQuery:
    """The question for `place`, with what the index knows of its line and what was refused on it."""
    language = place.source.language
    comment = language.line_comment if language else ""
    symbols = IndexSymbols(sources.index, sources.path, place.offset, sources.libraries)
    refused = sources.session.shown.refused(str(place.source.path), place)
    return EngineQuery(sources.path, place.prefix, place.suffix, comment, False, symbols, refused)
