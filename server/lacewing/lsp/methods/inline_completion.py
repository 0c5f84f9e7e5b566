"""`textDocument/inlineCompletion`: ghost text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from lacewing.features.completion.types import InlineCompletion
from lacewing.lsp.convert import to_position, to_range

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.lsp.server import LacewingServer, Place

ACCEPTED = "lacewing.completion.accepted"
_MANUAL_COUNT = 3


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.feature(types.TEXT_DOCUMENT_INLINE_COMPLETION, types.InlineCompletionOptions())
    def inline_completion(
        params: types.InlineCompletionParams,
    ) -> Awaitable[types.InlineCompletionList] | types.InlineCompletionList:
        # Only the newest cursor of a document is worth an answer.
        server.protocol.supersede(f"inlineCompletion {params.text_document.uri}")
        manual = params.context.trigger_kind == types.InlineCompletionTriggerKind.Invoked
        placing = server.place(params.text_document.uri, params.position)
        known = _from_memory(server, placing.result()) if placing.done() and not manual else None
        return _complete(server, placing, manual) if known is None else known


def _from_memory(server: LacewingServer, place: Place | None) -> types.InlineCompletionList | None:
    """What is typed of the text on the screen is answered here and now: through threads it takes longer than it is
    worth. A model's streams and the pace of typing follow."""
    completion = server.services.completing.remembered(place.source, place.offset) if place is not None else None
    if place is None or completion is None:
        return None
    if server.services.model_status() is not None:
        work = server.services.inline_completions(place.source, place.offset)
        server.start(server.features.call(work), "following what is typed")
    else:
        server.services.taste.look(place.source, place.offset)
    return types.InlineCompletionList([_item(server, place, completion)])


async def _complete(
    server: LacewingServer, placing: Awaitable[Place | None], manual: bool
) -> types.InlineCompletionList:
    place = await placing
    if place is None:
        return types.InlineCompletionList([])
    count = _MANUAL_COUNT if manual else 1
    work = server.services.inline_completions(place.source, place.offset, manual, count)
    found = await server.features.call(work)
    return types.InlineCompletionList([_item(server, place, completion) for completion in found])


def _item(server: LacewingServer, place: Place, completion: InlineCompletion) -> types.InlineCompletionItem:
    identifier = server.shown.remember(place.uri, place.source, completion)
    asked = to_position(place.source.lines, place.offset, server.client.encoding)
    arguments = [identifier, {"line": asked.line, "character": asked.character}]
    return types.InlineCompletionItem(
        insert_text=completion.text,
        range=to_range(place.source.lines, completion.span, server.client.encoding),
        command=types.Command("Lacewing: completion accepted", ACCEPTED, arguments=arguments),
    )
