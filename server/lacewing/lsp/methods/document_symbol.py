"""`textDocument/documentSymbol`: the outline, nested where the client knows how to show that."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lacewing.lsp.locations import plain_range
from lacewing.lsp.symbol_kinds import symbol_kind

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.features.navigation.types import OutlineEntry
    from lacewing.lsp.server import LacewingServer
    from lacewing.syntax.source import Source


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def document_symbol(params: types.DocumentSymbolParams) -> Awaitable[list[dict[str, Any]]] | None:
        found = server.document(params.text_document.uri)
        return server.in_thread(_symbols, server, params.text_document.uri, found[1]) if found is not None else None


def _symbols(server: LacewingServer, uri: str, source: Source) -> list[dict[str, Any]]:
    entries = server.services.navigation(source).outline()
    if server.client.nested_symbols:
        return [_nested(server, source, each) for each in entries]
    return list(_flat(server, uri, source, entries, ""))


def _nested(server: LacewingServer, source: Source, entry: OutlineEntry) -> dict[str, Any]:
    encoding = server.client.encoding
    made: dict[str, Any] = {
        "name": entry.name or "?",
        "kind": symbol_kind(entry.kind),
        "range": plain_range(source.lines, entry.whole, encoding),
        "selectionRange": plain_range(source.lines, entry.span, encoding),
        "children": [_nested(server, source, each) for each in entry.children],
    }
    if entry.detail:
        made["detail"] = entry.detail
    if entry.deprecated:
        made["tags"] = [types.SymbolTag.Deprecated.value]
    return made


def _flat(
    server: LacewingServer, uri: str, source: Source, entries: Iterable[OutlineEntry], container: str
) -> Iterable[dict[str, Any]]:
    for each in entries:
        range_ = plain_range(source.lines, each.whole, server.client.encoding)
        yield {
            "name": each.name or "?",
            "kind": symbol_kind(each.kind),
            "location": {"uri": uri, "range": range_},
            "containerName": container,
        }
        yield from _flat(server, uri, source, each.children, f"{container}.{each.name}" if container else each.name)
