"""What the first requests would wait for, paid for before they come, a part at each step."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from lacewing.syntax.source import Source

if TYPE_CHECKING:
    from lacewing.services.services import Services

_MODULES = (
    "features.completion.inline",
    "features.completion.listing",
    "features.explain.explain",
    "features.explain.prose",
    "features.navigation.definition",
    "features.navigation.outline",
    "features.navigation.folding",
    "features.navigation.selection",
    "features.navigation.signatures",
    "features.navigation.references",
    "features.navigation.workspace_symbols",
    "features.lint.check",
    "features.lint.rules",
    "features.testgen.target",
    "features.testgen.generate",
    "features.testgen.execute",
    "services.retrieval",
)


def warm_up(services: Services) -> Iterator[None]:
    """Import every feature and retriever; then, for the languages of open documents, compile rules and find words."""
    for name in _MODULES:
        import_module(f"lacewing.{name}")
        yield
    if services.model_status() is not None:
        from lacewing.model.redaction.formats import formats

        formats()
        yield
    from lacewing.project.context import retrievers
    from lacewing.project.retrieve.ranker import learned_weights

    retrievers()
    yield
    learned_weights()
    yield
    for document in {source.language: source for source in services.documents() if source.language}.values():
        if services.folder_of(document.path) is not None:
            like = Source(document.path, b"x", document.language)
            services.findings(like)
            yield
            services.completions(like, 1)
            yield
