"""`textDocument/foldingRange`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.lsp.server import LacewingServer
    from lacewing.syntax.source import Source


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    def folding_range(params: types.FoldingRangeParams) -> Awaitable[list[dict[str, Any]]] | None:
        found = server.document(params.text_document.uri)
        return server.in_thread(_ranges, server, found[1]) if found is not None else None


def _ranges(server: LacewingServer, source: Source) -> list[dict[str, Any]]:
    return [
        {"startLine": fold.start, "endLine": fold.end, **({"kind": fold.kind} if fold.kind else {})}
        for fold in server.services.navigation(source).folds()
    ]
