"""`lacewing.completion.accepted` [id, cursor]: a ghost text was taken; edits elsewhere that belong to it are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lacewing.lsp.editing import apply_edits
from lacewing.lsp.methods.inline_completion import ACCEPTED
from lacewing.text.edit import FileEdit

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.command(ACCEPTED)
    async def accepted(arguments: list[Any]) -> None:
        shown = server.shown.take(arguments[0]) if arguments else None
        opened = server.documents.get(shown.uri) if shown is not None else None
        if shown is None or opened is None or opened.lost:
            return
        server.services.taste.accepted(opened.path)
        # Edits before the completion stand where they stood; the text behind them has changed by accepting.
        edits = tuple(edit for edit in shown.completion.additional if edit.span.end <= shown.completion.span.start)
        end = max((edit.span.end for edit in edits), default=0)
        if edits and opened.document.data()[:end] == shown.source.data[:end]:
            edit = FileEdit(str(opened.path), edits, version=opened.document.version)
            await apply_edits(server, [edit], "what the completion needs")
