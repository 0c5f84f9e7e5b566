"""`textDocument/selectionRange`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lacewing.lsp.convert import to_offset
from lacewing.lsp.locations import plain_range

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.lsp.server import LacewingServer
    from lacewing.syntax.source import Source


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.feature(types.TEXT_DOCUMENT_SELECTION_RANGE)
    def selection_range(params: types.SelectionRangeParams) -> Awaitable[list[dict[str, Any]] | None] | None:
        found = server.document(params.text_document.uri)
        return server.in_thread(_ranges, server, found[1], params.positions) if found is not None else None


def _ranges(server: LacewingServer, source: Source, positions: list[types.Position]) -> list[dict[str, Any]] | None:
    """One for each position, as the protocol wants; None where the settings say so."""
    answers = []
    for position in positions:
        offset = to_offset(source.lines, position, server.client.encoding)
        spans = server.services.navigation(source).selection_ranges(offset)
        made: dict[str, Any] | None = None
        for span in reversed(spans):
            range_ = plain_range(source.lines, span, server.client.encoding)
            made = {"range": range_} if made is None else {"range": range_, "parent": made}
        if made is None:
            return None
        answers.append(made)
    return answers
