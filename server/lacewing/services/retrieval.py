"""The pieces of an open folder that a model is shown for a place in the code, whichever door asks."""

from __future__ import annotations

from collections.abc import Collection

from lacewing.project.context import Context, gather
from lacewing.project.pack import Count
from lacewing.project.retrieve.types import RetrievalQuery
from lacewing.services.context_answer import NoContextError
from lacewing.services.documents import Documents
from lacewing.services.folder import Folder
from lacewing.syntax.source import Source

CHARACTERS_PER_TOKEN = 4


def retrieve(
    folder: Folder,
    documents: Documents,
    source: Source,
    offset: int,
    budget_tokens: float,
    count_tokens: Count,
    without: Collection[str] = (),
    explain: bool = True,
) -> Context:
    """Context for byte `offset` in `source` from `folder`, open documents and recent edits counted.

    Unless `explain`, pieces come without reasons and nothing is said of what was dropped, which costs less.
    """
    project = folder.project
    path = project.relative(source.path) or source.path.name
    query = RetrievalQuery(
        source,
        path,
        offset,
        lambda other: documents.text_in(project, other),
        project.may_leave,
        documents.edits_in(project),
        documents.paths_in(project),
    )
    return gather(query, project.index, project.catalog.catalog(path), budget_tokens, count_tokens, without, explain)


def check_askable(folder: Folder, source: Source) -> None:
    """Raise NoContextError for a file that a model is never asked about, or of which nothing can be understood."""
    if not folder.may_leave(source.path):
        raise NoContextError(
            f"{source.path}: the project's ignore rules leave this file out, or it keeps secrets by its name; a model "
            "is shown nothing of it and nothing for it"
        )
    if source.language is None:
        raise NoContextError(f"{source.path}: no language is known for such files, so nothing can be looked up for it")


def estimated_tokens(text: str) -> float:
    """Tokens of `text` where no model says how it counts them."""
    return len(text) / CHARACTERS_PER_TOKEN
