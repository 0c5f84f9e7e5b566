"""The order in which several completions are shown, and the imports that they bring along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lacewing.features.completion.engine_query import engine_query
from lacewing.features.completion.named import Named, named_in
from lacewing.features.completion.place import Place
from lacewing.features.completion.sources import CompletionSources
from lacewing.features.completion.types import InlineCompletion
from lacewing.project.import_edits import import_edits
from lacewing.project.imported import Imported
from lacewing.text.edit import TextEdit

# What a name that means nothing takes from a completion's confidence, and what one takes that needs an import.
_UNKNOWN, _MOST_UNKNOWN, _IMPORT = 0.3, 2, 0.05
# A model does not say how sure it is, but knows more than the engine.
_MODEL = 0.15
# What a text of a model gains, at most, for being what the project would go on with.
_AS_HERE = 0.1


def ranked(found: Iterable[InlineCompletion], place: Place, sources: CompletionSources) -> list[InlineCompletion]:
    """The completions, the surest first whose names mean something here and that fit; each one once, with the edits of
    its imports. Of several answers of a model that goes first which reads most like the project."""
    scored = []
    distinct = {(completion.text, completion.span.end): completion for completion in reversed(list(found))}
    judged = sum(completion.origin == "model" for completion in distinct.values()) > 1
    query = engine_query(place, sources) if judged else None
    for order, completion in enumerate(reversed(distinct.values())):
        named = named_in(completion, place, sources)
        score = _score(completion, named)
        if query is not None and completion.origin == "model":
            score += _AS_HERE * sources.engine.likelihood(query, completion.text)
        scored.append((-score, order, _with_imports(completion, named.imports, place)))
    return [completion for _, _, completion in sorted(scored, key=lambda each: each[:2])]


def _score(completion: InlineCompletion, named: Named) -> float:
    unknown = _UNKNOWN * min(_MOST_UNKNOWN, len(named.unknown))
    model = _MODEL if completion.origin == "model" else 0.0
    return completion.confidence + model + completion.fit - unknown - _IMPORT * len(named.imports)


def _with_imports(completion: InlineCompletion, imports: tuple[Imported, ...], place: Place) -> InlineCompletion:
    """The completion with the edits of those imports that can be written above it."""
    edits: list[TextEdit] = []
    for imported in imports:
        written = import_edits(place.source, imported, place.offset) or ()
        above = all(edit.span.end <= place.source.lines.line_start(place.line) for edit in written)
        if above and not any(edit.span == other.span for edit in written for other in edits):
            edits += written
    return replace(completion, additional=tuple(edits)) if edits else completion
