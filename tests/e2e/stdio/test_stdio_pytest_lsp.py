"""A client that is not ours: pygls' own, through pytest-lsp, with its capabilities of Neovim."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities, make_test_lsp_client

CONFIG = ClientServerConfig(
    server_command=[sys.executable, "-m", "lacewing", "serve"], client_factory=make_test_lsp_client
)


@pytest.mark.asyncio
async def test_pytest_lsps_client_gets_through_a_session(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text('def area(width):\n    """The area."""\n    return width\n', "utf-8")
    client: LanguageClient = await CONFIG.start()
    try:
        folder = types.WorkspaceFolder(tmp_path.as_uri(), "project")
        capabilities = client_capabilities("neovim")
        params = types.InitializeParams(capabilities, workspace_folders=[folder])
        result = await client.initialize_session(params)
        assert result.server_info is not None
        assert result.server_info.name == "lacewing"
        item = types.TextDocumentItem(path.as_uri(), "python", 1, path.read_text("utf-8"))
        client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        place = types.HoverParams(types.TextDocumentIdentifier(path.as_uri()), types.Position(0, 5))
        hover = await client.text_document_hover_async(place)
        assert hover is not None
        assert isinstance(hover.contents, types.MarkupContent)
        assert "The area." in hover.contents.value
    finally:
        await client.shutdown_session()
        await client.stop()
