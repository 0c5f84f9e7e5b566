"""What a completion would send, byte for byte: the whole way is gone, but for the network."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lacewing.features.completion.inline import CompletionSources, inline_completions
from lacewing.features.completion.options import CompletionOptions
from lacewing.features.completion.session import CompletionSession
from lacewing.model.guarded import GuardedModel, check_destination
from lacewing.model.network.recording import Recorded, RecordingTransport
from lacewing.model.types import FimRequest
from lacewing.services.context_answer import NoContextError
from lacewing.syntax.source import Source


@dataclass(frozen=True, slots=True)
class WirePreview:
    """The request, and the placeholders in it that stand for secrets."""

    request: Recorded
    replaced: tuple[str, ...]


async def wire_preview(
    source: Source,
    offset: int,
    sources: CompletionSources,
    recording: tuple[GuardedModel, RecordingTransport] | None,
    options: CompletionOptions,
) -> WirePreview:
    """What is sent when a completion is asked for by hand at byte `offset`. Raises NoContextError where nothing is,
    ModelError where something forbids it."""
    if recording is None:
        raise NoContextError("no model is configured: nothing is sent (`lacewing setup model` configures one)")
    model, transport = recording
    sources = replace(sources, model=model, session=CompletionSession())
    model.boundary.admit_fill(FimRequest(sources.path, "", *_around(source, offset)))
    check_destination(model.router.routes["completion"][0].client, model.boundary.rules)
    await inline_completions(source, offset, sources, options, manual=True)
    await model.router.close()
    if not transport.requests:
        raise NoContextError("no model is asked for a completion at this place")
    request = transport.requests[0]
    text = request.body.decode("utf-8", "replace")
    return WirePreview(request, tuple(name for name in model.boundary.redactor.placeholders() if name in text))


def _around(source: Source, offset: int) -> tuple[str, str]:
    before, after = source.data[:offset], source.data[offset:]
    return before.decode("utf-8", "replace"), after.decode("utf-8", "replace")
