"""An explanation with prose of a model, which is shown nothing that may not leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lacewing.features.explain.prose import explain_with_model
from lacewing.features.explain.types import Explanation
from lacewing.model.types import Model
from lacewing.syntax.source import Source


async def with_prose(
    explanation: Explanation,
    source: Source,
    model: Model,
    may_leave: Callable[[str], bool],
    on_failure: Callable[[str], None],
) -> Explanation:
    """`explanation` of something in `source` with prose of `model`, from the facts that lie in files that may leave."""
    start = source.lines.line_start(explanation.line)
    code = source.data[start : source.lines.line_end(explanation.end_line)].decode("utf-8", "replace")
    shown = replace(explanation, facts=tuple(fact for fact in explanation.facts if may_leave(fact.path)))
    answer = await explain_with_model(shown, code, model, on_failure)
    return replace(answer, facts=explanation.facts)
