"""Paying for the converters' generated code, imports and queries before the first request that needs them."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from lsprotocol import types

from lacewing.lsp.wire import frame

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer

# Between two steps, so that requests that wait for the interpreter's lock get it.
_PAUSE_SECONDS = 0.001

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
    """Convert one message of each frequent kind, and have every feature ready. In a thread, after `initialized`."""
    for _ in chain(_convert(server), server.services.warm_up()):
        time.sleep(_PAUSE_SECONDS)
    gc.freeze()  # what was loaded stays: later collections need not look through it


def _convert(server: LacewingServer) -> Iterator[None]:
    protocol = server.protocol
    for method, params in _PARAMS.items():
        protocol.structure_params(method, params)
        yield
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
        yield
