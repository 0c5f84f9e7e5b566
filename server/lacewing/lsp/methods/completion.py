"""`textDocument/completion`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lacewing.features.completion.types import CompletionItem, ItemKind
from lacewing.lsp.convert import to_text_edit
from lacewing.text.edit import TextEdit

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.lsp.server import LacewingServer, Place

_KIND = types.CompletionItemKind
_KINDS: dict[ItemKind, types.CompletionItemKind] = {
    "module": _KIND.Module, "class": _KIND.Class, "interface": _KIND.Interface, "struct": _KIND.Struct,
    "enum": _KIND.Enum, "enum_member": _KIND.EnumMember, "type": _KIND.Class, "function": _KIND.Function,
    "method": _KIND.Method, "constructor": _KIND.Constructor, "field": _KIND.Field, "property": _KIND.Property,
    "variable": _KIND.Variable, "constant": _KIND.Constant, "macro": _KIND.Constant, "namespace": _KIND.Module,
    "extension": _KIND.Class, "heading": _KIND.Text, "key": _KIND.Property, "element": _KIND.Value,
    "selector": _KIND.Value,
    "keyword": _KIND.Keyword, "text": _KIND.Text, "snippet": _KIND.Snippet, "parameter": _KIND.Variable,
}  # fmt: skip


def register(server: LacewingServer) -> None:
    """Serve it."""
    options = types.CompletionOptions(trigger_characters=[".", ":", ">"], resolve_provider=False)

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, options)
    def completion(params: types.CompletionParams) -> Awaitable[dict[str, Any] | None]:
        server.protocol.supersede(f"completion {params.text_document.uri}")
        return server.at_place(server.place(params.text_document.uri, params.position), _completion)


def _completion(server: LacewingServer, place: Place) -> dict[str, Any]:
    server.overlay_new(place)
    items = server.services.completions(place.source, place.offset)
    # Plain values: a list of hundreds of lsprotocol's objects costs milliseconds to convert.
    return {"isIncomplete": True, "items": [_item(server, place, item, rank) for rank, item in enumerate(items)]}


def _item(server: LacewingServer, place: Place, item: CompletionItem, rank: int) -> dict[str, Any]:
    converted: dict[str, Any] = {
        "label": item.label,
        "kind": _KINDS.get(item.kind, _KIND.Text).value,
        "sortText": f"{rank:05}",
        "filterText": item.label,
        "textEdit": _edit(server, place, TextEdit(item.span, item.insert_text)),
    }
    if item.detail:
        converted["detail"] = item.detail
    if item.documentation:
        converted["documentation"] = {"kind": "markdown", "value": item.documentation}
    if item.additional:
        converted["additionalTextEdits"] = [_edit(server, place, edit) for edit in item.additional]
    return converted


def _edit(server: LacewingServer, place: Place, edit: TextEdit) -> dict[str, Any]:
    converted = to_text_edit(place.source.lines, edit, server.client.encoding)
    start, end = converted.range.start, converted.range.end
    range_ = {
        "start": {"line": start.line, "character": start.character},
        "end": {"line": end.line, "character": end.character},
    }
    return {"range": range_, "newText": converted.new_text}
