"""Questions in words to an open folder: found by their words, and by their meaning where an embedding model is set.

No request waits for the making of vectors, and none longer for its own vector than the settings say.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lacewing.services.context_answer import ContextAnswer
from lacewing.services.documents import Documents
from lacewing.services.folder import Folder
from lacewing.services.models import Models

if TYPE_CHECKING:
    from lacewing.model.guarded import GuardedModel
    from lacewing.project.context import Context
    from lacewing.project.pack import Count
    from lacewing.project.questions.vectors import Near
    from lacewing.services.embedding import Coverage

_NEAREST = 60
_RELATED = 4


class Questions:
    """Answers with pieces of a folder, and keeps its vectors up to date. `embed` is for one event loop."""

    def __init__(self, documents: Documents, models: Models) -> None:
        self._documents = documents
        self._models = models
        self._embedding: dict[Path, bool] = {}  # folders under way, and whether something changed meanwhile

    async def context(self, folder: Folder, question: str, budget_tokens: float | None = None) -> ContextAnswer:
        """The pieces of `folder` that `question` is about, within a budget, by default that of completion."""
        from lacewing.services.retrieval import estimated_tokens

        chat = self._models.for_folder(folder, "chat")
        count = chat.count_tokens if chat is not None else estimated_tokens
        budget = folder.config.model.context_tokens if budget_tokens is None else budget_tokens
        near, failures = await self._near(folder, question)
        context = await asyncio.to_thread(self._found, folder, question, near, budget, count)
        return ContextAnswer(folder.root, budget, replace(context, failures=(*context.failures, *failures)))

    async def embed(
        self, folder: Folder, on_step: Callable[[Coverage], None] = lambda coverage: None
    ) -> Coverage | None:
        """Give everything in `folder` that a question can find its vector; None when there is nothing to do.

        Called again while it works, it looks once more at its end.
        """
        if folder.root in self._embedding:
            self._embedding[folder.root] = True
            return None
        if self._model(folder) is None:
            return None
        from lacewing.services.embedding import embed_folder

        self._embedding[folder.root] = True
        try:
            while self._embedding[folder.root]:
                self._embedding[folder.root] = False
                coverage = await embed_folder(folder, lambda: self._model(folder), on_step)
            return coverage
        finally:
            del self._embedding[folder.root]

    def related(self, folder: Folder, path: str, line: int) -> list[Near]:
        """Other functions and types that are like the one at a line of a file, by vectors that are there already."""
        model = self._model(folder)
        if model is None:
            return []
        from lacewing.services.embedding import store_of

        try:
            near = store_of(folder).alike(model.embedding_name, path, line, _RELATED)
        except OSError:
            return []
        return [each for each in near if folder.may_leave(each.path)]

    def _model(self, folder: Folder) -> GuardedModel | None:
        return self._models.for_folder(folder, "embedding")

    def _found(self, folder: Folder, question: str, near: list[Near], budget: float, count: Count) -> Context:
        from lacewing.project.questions.context import Files, answer_question

        project, documents = folder.project, self._documents
        files = Files(project.index.symbols_in, lambda path: documents.text_in(project, path), folder.may_leave)
        return answer_question(question, project.catalog.catalog(), near, files, budget, count)

    async def _near(self, folder: Folder, question: str) -> tuple[list[Near], tuple[str, ...]]:
        """Units like the question, and what is wrong or not whole; nothing where no embedding model is set."""
        model = self._model(folder)
        if model is None:
            return [], ()
        from lacewing.model.errors import ModelError
        from lacewing.services.embedding import store_of

        store, name = store_of(folder), model.embedding_name
        try:
            known, units = await asyncio.to_thread(store.covered, name)
            if not known:
                raise ModelError(f"{model.description} has embedded nothing of {folder.root} yet")
            vector = await _vector(question, model, folder.config.routing.embedding_deadline_ms)
            near = await asyncio.to_thread(store.nearest, name, vector, _NEAREST)
        except (ModelError, OSError) as error:
            return [], (f"found by its words alone: {error}",)
        if known < units:
            return near, (f"{known:,} of {units:,} functions, types and sections are embedded so far",)
        return near, ()


async def _vector(question: str, model: GuardedModel, deadline_ms: int) -> list[float]:
    """The vector of a question, which belongs to no file. Raises ModelError."""
    from lacewing.model.errors import ModelTimeoutError
    from lacewing.model.types import ContextFile

    try:
        async with asyncio.timeout(deadline_ms / 1000):
            return (await replace(model, patient=False).embed([ContextFile("", question)]))[0]
    except TimeoutError:
        raise ModelTimeoutError(
            f"{model.description} did not embed the question within {deadline_ms} ms (routing.embedding_deadline_ms)"
        ) from None
