"""`workspace/symbol` and `workspaceSymbol/resolve`: definitions of all open folders by name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lacewing.lsp.locations import Locations
from lacewing.lsp.symbol_kinds import symbol_kind
from lacewing.text.position import Span

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.lsp.server import LacewingServer


def register(server: LacewingServer) -> None:
    """Serve both."""

    @server.feature(types.WORKSPACE_SYMBOL, types.WorkspaceSymbolOptions(resolve_provider=True))
    def workspace_symbol(params: types.WorkspaceSymbolParams) -> Awaitable[list[dict[str, Any]]]:
        return server.in_slow_thread(_symbols, server, params.query)

    @server.feature(types.WORKSPACE_SYMBOL_RESOLVE)
    def resolve(params: types.WorkspaceSymbol) -> Awaitable[types.WorkspaceSymbol]:
        return server.in_thread(_resolved, server, params)


def _symbols(server: LacewingServer, query: str) -> list[dict[str, Any]]:
    found = server.services.workspace_symbols(query)
    if server.client.resolves_locations:
        return [
            {
                "name": each.name,
                "kind": symbol_kind(each.kind),
                "containerName": each.container,
                "location": {"uri": server.uri_of(Path(each.site.path))},
                "data": [each.site.path, each.site.span.start, each.site.span.end],
            }
            for each in found
        ]
    files = Locations(server)
    return [
        {"name": each.name, "kind": symbol_kind(each.kind), "containerName": each.container, "location": location}
        for each in found
        for location in files.locations([each.site])
    ]


def _resolved(server: LacewingServer, symbol: types.WorkspaceSymbol) -> types.WorkspaceSymbol:
    """The symbol with its range; as it came when it is none of ours or its file went away."""
    from lacewing.features.navigation.types import Site

    data = symbol.data
    if isinstance(data, list | tuple) and len(data) == 3 and isinstance(data[0], str):
        path, start, end = data
        span = Span(int(start), int(end))
        for location in Locations(server).locations([Site(path, span, span)]):
            start_, end_ = location["range"]["start"], location["range"]["end"]
            range_ = types.Range(types.Position(**start_), types.Position(**end_))
            symbol.location = types.Location(location["uri"], range_)
    return symbol
