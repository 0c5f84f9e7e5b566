"""Where the completions of one file of an open folder come from."""

from __future__ import annotations

from lacewing.features.completion.session import CompletionSession
from lacewing.features.completion.sources import CompletionSources
from lacewing.model.types import Model
from lacewing.services.documents import Documents
from lacewing.services.folder import Folder
from lacewing.services.retrieval import retrieve
from lacewing.services.taste import Taste
from lacewing.syntax.source import Source


def completion_sources(
    folder: Folder,
    source: Source,
    path: str,
    model: Model | None,
    documents: Documents,
    session: CompletionSession,
    taste: Taste,
) -> CompletionSources:
    """The sources for `source`, whose path in its project is `path`; `model` may see it, or is None."""
    return CompletionSources(
        folder.project.index,
        path,
        folder.engine,
        model,
        session,
        lambda completion: taste.may_show(source, completion, folder.config),
        lambda offset, budget, count: retrieve(folder, documents, source, offset, budget, count, explain=False),
        folder.libraries,
    )
