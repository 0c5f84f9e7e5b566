"""`textDocument/completion` and `completionItem/resolve`."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lacewing.features.completion.types import CompletionItem, ItemKind
from lacewing.lsp.cancel import current_token
from lacewing.lsp.commit_characters import commit_characters, stands_twice
from lacewing.lsp.convert import to_text_edit
from lacewing.lsp.locations import plain_range
from lacewing.text.edit import TextEdit
from lacewing.text.position import LineIndex, Span

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

    from lacewing.lsp.server import LacewingServer, Place

_KIND = types.CompletionItemKind
_KINDS: dict[ItemKind, types.CompletionItemKind] = {
    "module": _KIND.Module, "class": _KIND.Class, "interface": _KIND.Interface, "struct": _KIND.Struct,
    "enum": _KIND.Enum, "enum_member": _KIND.EnumMember, "type": _KIND.Class, "function": _KIND.Function,
    "method": _KIND.Method, "constructor": _KIND.Constructor, "field": _KIND.Field, "property": _KIND.Property,
    "variable": _KIND.Variable, "constant": _KIND.Constant, "macro": _KIND.Constant, "namespace": _KIND.Folder,
    "extension": _KIND.Class, "heading": _KIND.Text, "key": _KIND.Property, "element": _KIND.Value,
    "selector": _KIND.Value,
    "keyword": _KIND.Keyword, "text": _KIND.Text, "snippet": _KIND.Snippet, "parameter": _KIND.Variable,
}  # fmt: skip
# What must stand before the cursor for a list to open by itself when the key was typed: elsewhere, behind the colon of
# `if x:` say, the list would have the Enter that comes next.
_OPENING = {
    ":": re.compile(r"::\Z"),
    ">": re.compile(r"->\Z"),
    "<": re.compile(r"#\s*include\s*<\Z"),
    "@": re.compile(r"(?:\A\s*|[(,]\s*)@\Z"),
    "/": re.compile(r"[\"'<`][^\"'`\s]*/\Z"),
    '"': re.compile(r'\A[^"]*(?:"[^"]*"[^"]*)*"\Z'),
    "'": re.compile(r"\A[^']*(?:'[^']*'[^']*)*'\Z"),
}
# Clients that cannot ask for an import later get it at once, for the entries that they show first.
_IMPORTS_AT_ONCE = 12
_IMPORT_SECONDS = 0.015


def register(server: LacewingServer) -> None:
    """Serve both."""
    options = types.CompletionOptions(
        trigger_characters=[".", ":", ">", "/", '"', "'", "<", "@"],
        resolve_provider=True,
        completion_item=types.ServerCompletionItemOptions(label_details_support=True),
    )

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, options)
    def completion(params: types.CompletionParams) -> Awaitable[dict[str, Any] | None]:
        server.protocol.supersede(f"completion {params.text_document.uri}")
        typed = params.context.trigger_character if params.context is not None else None
        return server.at_place(server.place(params.text_document.uri, params.position), _completion, typed)

    @server.feature(types.COMPLETION_ITEM_RESOLVE)
    def resolve(params: types.CompletionItem) -> Awaitable[types.CompletionItem]:
        return server.in_thread(_resolved, server, params)


def _completion(server: LacewingServer, place: Place, typed: str | None) -> dict[str, Any]:
    server.overlay_new(place)
    ended = current_token().event
    opens = typed not in _OPENING or _OPENING[typed].search(_line_before(place)) is not None
    items = server.services.completions(place.source, place.offset, ended) if opens else []
    if typed in ("<", "@", ":", ">", "/") and items and items[0].span.start < place.offset:
        items = []  # that was no access and no path
    until = time.monotonic() + _IMPORT_SECONDS
    number = server.listed.keep(place, items)
    span = items[0].span if items else Span(place.offset, place.offset)
    defaults = server.client.list_defaults
    made: dict[str, Any] = {
        "isIncomplete": True,
        # Plain values: a list of hundreds of lsprotocol's objects costs milliseconds to convert.
        "items": [_item(server, place, item, span, [number, rank], until) for rank, item in enumerate(items)],
    }
    for entry, keys in zip(made["items"], _commits(server, place, items), strict=True):
        if keys:
            entry["commitCharacters"] = keys
    if "editRange" in defaults and items:
        made["itemDefaults"] = {"editRange": _edit_range(server, place, span)}
    return made


def _line_before(place: Place) -> str:
    """The cursor's line as far as the cursor."""
    lines = place.source.lines
    return place.source.data[lines.line_start(lines.line_of(place.offset)) : place.offset].decode("utf-8", "replace")


def _commits(server: LacewingServer, place: Place, items: Sequence[CompletionItem]) -> list[list[str]]:
    """The commit characters of each entry."""
    if not server.client.commits:
        return [[] for _ in items]
    data, found = place.source.data, []
    line, names = _line_before(place), {item.label for item in items}
    if items and (begun := data[items[0].span.start : place.offset]):
        # A word that stands elsewhere in the text is a name too, even where nobody knows what it names.
        names |= {begun.decode("utf-8", "replace")} if stands_twice(begun, data) else set()
    for item in items:
        typed = data[item.span.start : place.offset].decode("utf-8", "replace")
        found.append(commit_characters(item, typed, names, line.removesuffix(typed)))
    return found


def _item(
    server: LacewingServer, place: Place, item: CompletionItem, span: Span, data: list[int], until: float
) -> dict[str, Any]:
    """One entry; for imports that have to come with it, nothing is looked up after the time `until`."""
    client = server.client
    rank = data[1]
    converted: dict[str, Any] = {
        "label": item.label,
        "kind": _KINDS.get(item.kind, _KIND.Text).value,
        "sortText": f"{rank:05}",
        "data": data,
    }
    if "editRange" not in client.list_defaults or item.span != span:
        converted["textEdit"] = _edit(server, place, item)
        converted["filterText"] = item.label
    elif item.insert_text != item.label:
        converted["textEditText"] = item.insert_text
    if item.where:
        if client.label_details:
            converted["labelDetails"] = {"description": item.where}
        else:
            converted["detail"] = item.where
    needs_import = item.to_import or item.imported is not None
    at_once = rank < _IMPORTS_AT_ONCE and "additionalTextEdits" not in client.resolves_items
    if needs_import and at_once and time.monotonic() < until:
        described = server.services.described(item, place.source, place.offset)
        converted |= _additional(server, place, described)
    return converted


def _edit(server: LacewingServer, place: Place, item: CompletionItem) -> dict[str, Any]:
    range_ = _edit_range(server, place, item.span)
    if "insert" in range_:
        return {"newText": item.insert_text, **range_}
    return {"newText": item.insert_text, "range": range_}


def _edit_range(server: LacewingServer, place: Place, span: Span) -> dict[str, Any]:
    """The range of an edit; two of them where the editor may choose whether letters behind the cursor are kept."""
    lines, encoding = place.source.lines, server.client.encoding
    whole = plain_range(lines, span, encoding)
    if not server.client.insert_replace or span.end <= place.offset:
        return whole
    return {"insert": plain_range(lines, Span(span.start, place.offset), encoding), "replace": whole}


def _additional(server: LacewingServer, place: Place, item: CompletionItem) -> dict[str, Any]:
    encoding = server.client.encoding
    edits = [
        {"range": plain_range(place.source.lines, edit.span, encoding), "newText": edit.new_text}
        for edit in item.additional
    ]
    return {"additionalTextEdits": edits} if edits else {}


def _resolved(server: LacewingServer, item: types.CompletionItem) -> types.CompletionItem:
    """The item with all that is known of it; as it came when its list was given too long ago."""
    found = server.listed.find(item.data)
    if found is None:
        return item
    place, given = found
    current = server.document(place.uri)
    source = current[1] if current is not None else place.source
    described = server.services.described(given, source, min(place.offset, len(source.data)))
    if described.detail:
        item.detail = described.detail
    if described.documentation:
        item.documentation = types.MarkupContent(types.MarkupKind.Markdown, described.documentation)
    if described.additional and not item.additional_text_edits:
        item.additional_text_edits = [_text_edit(server, source.lines, edit) for edit in described.additional]
    return item


def _text_edit(server: LacewingServer, lines: LineIndex, edit: TextEdit) -> types.TextEdit:
    return to_text_edit(lines, edit, server.client.encoding)
