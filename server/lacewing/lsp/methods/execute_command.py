"""`workspace/executeCommand`: the commands of `lsp/commands`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from lacewing.lsp.protocol import RequestError

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.feature(types.WORKSPACE_EXECUTE_COMMAND)
    def execute_command(params: types.ExecuteCommandParams) -> object:
        handler = server.protocol.fm.commands.get(params.command)
        if handler is None:
            known = ", ".join(sorted(server.protocol.fm.commands))
            raise RequestError(types.ErrorCodes.InvalidParams, f"unknown command {params.command!r}; known: {known}")
        return handler(list(params.arguments or []))
