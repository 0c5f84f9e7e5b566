"""`textDocument/didOpen`, `didChange`, `didClose` and `didSave`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer


def register(server: LacewingServer) -> None:
    """Serve all four, on the event loop, in the order they arrive."""

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        opened = server.documents.open(params.text_document)
        if opened.lost:
            server.tell_lost(opened)
        elif opened.on_disk:
            server.services.document_opened(opened.path, opened.document.data())
        server.diagnostics.text_changed(opened)
        if server.services.model_status() is not None:
            server.start(server.features.call(server.services.models.connect()), "connecting to the model")

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        identifier = params.text_document
        before = server.documents.get(identifier.uri)
        if before is None:
            server.log_to_client(
                types.MessageType.Error, f"a change of {identifier.uri}, which is not open, is ignored"
            )
            return
        was_lost = before.lost
        opened = server.documents.change(identifier.uri, identifier.version, params.content_changes)
        if opened.lost and not was_lost:
            server.tell_lost(opened)
        server.diagnostics.text_changed(opened)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        opened = server.documents.close(params.text_document.uri)
        if opened is None:
            return
        server.diagnostics.closed(opened)
        server.lenses.forget(opened.uri)
        if opened.on_disk:
            server.start(server.in_thread(server.services.close_document, opened.path), f"closing {opened.path.name}")

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        opened = server.documents.get(params.text_document.uri)
        if opened is not None:
            server.diagnostics.text_changed(opened)
