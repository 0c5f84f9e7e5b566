"""What the server says it can do: read off the registered methods and commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.capabilities import ServerCapabilitiesBuilder

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer


def server_capabilities(server: LacewingServer, client: types.ClientCapabilities) -> types.ServerCapabilities:
    """The capabilities to answer `initialize` with."""
    features = server.protocol.fm
    capabilities: types.ServerCapabilities = ServerCapabilitiesBuilder(
        client,
        set(features.features),
        features.feature_options,
        sorted(features.commands),
        types.TextDocumentSyncKind.Incremental,
        None,
        types.PositionEncodingKind(server.client.encoding.value),
    ).build()  # type: ignore[no-untyped-call]
    return capabilities
