"""`initialize` and `initialized`: settings, folders, capabilities; then indexing and warming up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

import lacewing
from lacewing.lsp.capabilities import server_capabilities
from lacewing.lsp.client import read_client
from lacewing.lsp.folders import roots_of
from lacewing.lsp.parent import watch_process
from lacewing.lsp.protocol import Lifecycle
from lacewing.lsp.settings import SECTION
from lacewing.lsp.warm_up import warm_up

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer


def register(server: LacewingServer) -> None:
    """Serve both."""

    @server.feature(types.INITIALIZE)
    async def initialize(params: types.InitializeParams) -> types.InitializeResult:
        server.client = read_client(params)
        server.documents.encoding = server.client.encoding
        if params.process_id is not None:
            watch_process(params.process_id, server.stop_soon)
        await server.settings.begin(params.initialization_options)
        roots = roots_of(params)
        if roots:
            server.documents.base = roots[0]
        await server.folders.open(roots)
        server.protocol.lifecycle = Lifecycle.RUNNING
        info = types.ServerInfo("lacewing", lacewing.__version__)
        return types.InitializeResult(server_capabilities(server, params.capabilities), info)

    @server.feature(types.INITIALIZED)
    async def initialized(_params: types.InitializedParams) -> None:
        server.become_ready()
        if server.client.registers_configuration:
            options = types.DidChangeConfigurationRegistrationOptions(section=SECTION)
            registration = types.Registration("lacewing-settings", types.WORKSPACE_DID_CHANGE_CONFIGURATION, options)
            server.start(
                server.ask(types.CLIENT_REGISTER_CAPABILITY, types.RegistrationParams([registration])),
                "registering for changed settings",
            )
        await server.settings.pull()
        for folder in server.services.folders:
            server.folders.start_indexing(folder)
        server.start(server.in_slow_thread(warm_up, server), "warming up")
