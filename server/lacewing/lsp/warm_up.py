"""Paying for the converters' generated code and for lazy imports before the first request that needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from lacewing.lsp.wire import frame

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer

_TEXT = {"textDocument": {"uri": "file:///a"}}
_PLACE = {**_TEXT, "position": {"line": 0, "character": 0}}
_RANGE = {"start": _PLACE["position"], "end": _PLACE["position"]}
_PARAMS = {
    types.TEXT_DOCUMENT_DID_CHANGE: {
        "textDocument": {"uri": "file:///a", "version": 1},
        "contentChanges": [{"range": _RANGE, "text": ""}, {"text": ""}],
    },
    types.TEXT_DOCUMENT_INLINE_COMPLETION: {**_PLACE, "context": {"triggerKind": 2}},
    types.TEXT_DOCUMENT_COMPLETION: {**_PLACE, "context": {"triggerKind": 1}},
    types.TEXT_DOCUMENT_HOVER: _PLACE,
    types.TEXT_DOCUMENT_CODE_LENS: _TEXT,
    types.TEXT_DOCUMENT_DIAGNOSTIC: _TEXT,
    types.TEXT_DOCUMENT_CODE_ACTION: {**_TEXT, "range": _RANGE, "context": {"diagnostics": []}},
    types.WORKSPACE_EXECUTE_COMMAND: {"command": "", "arguments": []},
}


def warm_up(server: LacewingServer) -> None:
    """Convert one message of each frequent kind. In a thread, after `initialized`."""
    protocol = server.protocol
    for method, params in _PARAMS.items():
        protocol.structure_params(method, params)
    place = types.Position(0, 0)
    range_ = types.Range(place, place)
    command = types.Command("", "", arguments=[""])
    for result in (
        types.InlineCompletionList([types.InlineCompletionItem("", range=range_, command=command)]),
        types.Hover(types.MarkupContent(types.MarkupKind.Markdown, "")),
        types.CodeLens(range_, command),
        types.CodeAction("", command=command),
        types.RelatedFullDocumentDiagnosticReport(items=[types.Diagnostic(range_, "")]),
    ):
        frame(result, protocol.plain)
