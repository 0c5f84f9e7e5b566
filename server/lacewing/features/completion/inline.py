"""Ghost text: what was shown before, the embedded engine, a model when there is one; filtered and parse-checked."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace

from lacewing.engine.engine import EngineQuery
from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation
from lacewing.features.completion.finish import finish
from lacewing.features.completion.options import CompletionOptions
from lacewing.features.completion.place import Place
from lacewing.features.completion.prompt import build_request
from lacewing.features.completion.rank import ranked
from lacewing.features.completion.sources import CompletionSources
from lacewing.features.completion.symbols import IndexSymbols
from lacewing.features.completion.trigger import decide
from lacewing.features.completion.types import InlineCompletion
from lacewing.model.errors import ModelError
from lacewing.model.types import FimRequest, Model
from lacewing.syntax.source import Source

__all__ = ["CompletionSources", "inline_completions"]


async def inline_completions(
    source: Source,
    offset: int,
    sources: CompletionSources,
    options: CompletionOptions,
    manual: bool = False,
    count: int = 1,
) -> list[InlineCompletion]:
    """Ghost texts for the cursor at byte `offset`, at most `count`, best first.

    With a model its answer comes first; when it fails, is late or of no use, the engine's takes its place. Cancelling
    ends the model's stream. Never raises for what a model or the project does wrong.
    """
    place = Place(source.at(offset), offset)
    trigger = await asyncio.to_thread(decide, place, options, manual, sources.path)
    if trigger is None:
        return []
    situation = Situation(place, trigger, options)
    recalled = sources.shown.recall(sources.path, place)
    found = finish([recalled], situation) if recalled else []
    if len(found) < count:
        own = asyncio.create_task(asyncio.to_thread(_from_engine, situation, sources, manual))
        try:
            if sources.model is not None and not found:
                found += await _from_model(situation, sources, sources.model, count)
            found += await own
        finally:
            own.cancel()
    if not manual:
        found = [completion for completion in found if completion.origin == "cache" or sources.may_show(completion)]
    offered = (await asyncio.to_thread(ranked, found, place, sources))[: max(1, count)]
    for completion in reversed(offered):
        sources.shown.remember(sources.path, place, completion)
    return offered


def engine_query(place: Place, sources: CompletionSources) -> EngineQuery:
    """What the engine is asked about `place`."""
    language = place.source.language
    comment = language.line_comment if language else ""
    symbols = IndexSymbols(sources.index, sources.path, place.offset)
    refused = sources.shown.refused(sources.path, place)
    return EngineQuery(sources.path, place.prefix, place.suffix, comment, False, symbols, refused)


def _from_engine(situation: Situation, sources: CompletionSources, manual: bool) -> list[InlineCompletion]:
    query = engine_query(situation.place, sources)
    ghosts = sources.engine.complete_line(query)
    if not ghosts and manual:
        # Asked by hand, the engine says what it thinks even where it isn't sure.
        cuts = sources.engine.line(query, 0.02).cuts
        ghosts = [max(cuts, key=lambda cut: cut.confidence * len(cut.text))] if cuts else []
    candidates = [Candidate(ghost.text, "engine", ghost.confidence, whole=ghost.whole_line) for ghost in ghosts]
    return finish(candidates, situation)


async def _from_model(
    situation: Situation, sources: CompletionSources, model: Model, count: int
) -> list[InlineCompletion]:
    """What the model answered by the deadline, a second and freer one where several are wanted; empty when it fails, is
    late or is of no use."""
    options = situation.options
    deadline = asyncio.get_running_loop().time() + options.model_deadline_ms / 1000
    try:
        async with asyncio.timeout_at(deadline):
            request = await asyncio.to_thread(
                build_request, situation.place, situation.trigger, sources, model, options
            )
        asked = [request, replace(request, temperature=_FREE)] if count > 1 else [request]
        answers = [_answer(model, each, situation, deadline) for each in asked]
        texts = await asyncio.gather(*answers, return_exceptions=len(answers) > 1)
    except (ModelError, TimeoutError):
        return []
    candidates = [each for each in texts if isinstance(each, Candidate)]
    return await asyncio.to_thread(finish, candidates, situation)


async def _answer(model: Model, request: FimRequest, situation: Situation, deadline: float) -> Candidate:
    text, finished = await _read(model.fill(request), situation, deadline)
    # A server does not always say that it stopped for want of tokens; half a word is then shown but for this.
    spent = model.count_tokens(text) >= _NEARLY * request.max_tokens and text[-1:].isalnum()
    return Candidate(text, "model", _MODEL_CONFIDENCE, finished=finished and not spent)


# A model does not say how sure it is; it ranks before what the engine offers.
_MODEL_CONFIDENCE = 0.9
_FREE = 0.6
_NEARLY = 0.9


async def _read(stream: AsyncIterator[str], situation: Situation, deadline: float) -> tuple[str, bool]:
    """The streamed text as far as it is needed and there by the loop's time `deadline`, and whether that is all.

    The stream is closed whatever happens. Raises TimeoutError when nothing has come by then.
    """
    text, finished = "", True
    try:
        async with asyncio.timeout_at(deadline):
            async for piece in stream:
                text += piece
                if _enough(text, situation):
                    finished = False
                    break
    except TimeoutError:
        finished = False
        if not text.strip():
            raise
    finally:
        close = getattr(stream, "aclose", None)
        if close is not None:
            with contextlib.suppress(ModelError):
                await close()
    return text, finished


def _enough(text: str, situation: Situation) -> bool:
    """Whether what has arrived holds all that can be shown. A fence or prose at the start needs more lines."""
    lines = text.lstrip().split("\n")
    if situation.trigger.multiline:
        return len(lines) > situation.options.max_lines + 4
    fenced = "```" in lines[0] or lines[0].rstrip().endswith(":")
    return len(lines) > (6 if fenced else 1)
