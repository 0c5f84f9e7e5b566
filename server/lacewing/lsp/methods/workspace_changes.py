"""`workspace/didChangeConfiguration`, `didChangeWorkspaceFolders` and `didChangeWatchedFiles`."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from lacewing.lsp.uris import to_path

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer
    from lacewing.services import Folder


def register(server: LacewingServer) -> None:
    """Serve all three."""

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def did_change_configuration(params: types.DidChangeConfigurationParams) -> None:
        await server.settings.changed(params.settings)

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    async def did_change_workspace_folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        for removed in params.event.removed:
            path = to_path(removed.uri)
            if path is not None:
                await server.folders.close(path)
        added = [path for path in (to_path(folder.uri) for folder in params.event.added) if path is not None]
        for folder in await server.folders.open(added):
            server.folders.start_indexing(folder)
        server.diagnostics.changed_everywhere()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def did_change_watched_files(params: types.DidChangeWatchedFilesParams) -> None:
        by_folder: dict[Folder, list[Path]] = defaultdict(list)
        for event in params.changes:
            path = to_path(event.uri)
            folder = server.services.folder_of(path) if path is not None else None
            if path is not None and folder is not None and server.documents.at(path) is None:
                by_folder[folder].append(path)
        for folder, paths in by_folder.items():
            await server.in_slow_thread(server.services.refresh, folder, paths)
            server.folders.embed(folder)
        server.diagnostics.changed_everywhere()
