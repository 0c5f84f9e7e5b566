"""An explanation with prose of a model, which is shown nothing that may not leave."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lacewing.features.explain.prose import explain_with_model
from lacewing.features.explain.types import Explanation, Fact
from lacewing.model.types import Model
from lacewing.services.folder import Folder
from lacewing.services.questions import Questions
from lacewing.syntax.source import Source


async def with_prose(
    explanation: Explanation,
    source: Source,
    model: Model | None,
    folder: Folder,
    questions: Questions,
    on_failure: Callable[[str], None],
) -> Explanation:
    """`explanation` of something in `source` with prose of `model`, from the facts that lie in files that may leave.

    The model is told besides which code of the project is like it, as far as vectors say so.
    """
    if model is None or not folder.may_leave(Path(explanation.path)):
        return explanation
    start = source.lines.line_start(explanation.line)
    code = source.data[start : source.lines.line_end(explanation.end_line)].decode("utf-8", "replace")
    facts = tuple(fact for fact in explanation.facts if folder.may_leave(fact.path))
    related = await asyncio.to_thread(_related, explanation, folder, questions)
    answer = await explain_with_model(replace(explanation, facts=(*facts, *related)), code, model, on_failure)
    return replace(answer, facts=explanation.facts)


def _related(explanation: Explanation, folder: Folder, questions: Questions) -> list[Fact]:
    path = folder.project.relative(Path(explanation.path)) or ""
    facts = []
    for each in questions.related(folder, path, explanation.line):
        symbols = folder.project.index.symbols_in(each.path)
        symbol = next((it for it in symbols if it.qualified_name == each.unit.title), None)
        if symbol is not None:
            purpose = symbol.docstring.strip().split("\n")[0]
            text = f"`{symbol.signature}` in {each.path} is code like it" + (f": {purpose}" if purpose else "")
            facts.append(Fact("related", text, str(folder.root / each.path), symbol.line))
    return facts
