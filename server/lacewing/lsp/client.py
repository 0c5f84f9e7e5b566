"""What the connected editor can do and wants, read once from `initialize`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lsprotocol import types
from pygls.capabilities import get_capability

from lacewing.text.position import PositionEncoding

_SIGNATURES = "text_document.signature_help.signature_information"
_ITEM = "text_document.completion.completion_item"
_LINKING = {
    "definition": "definition",
    "declaration": "declaration",
    "type": "type_definition",
    "implementation": "implementation",
}


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """Capabilities as plain booleans; `shows_*` come from `initializationOptions.client`.

    `links` are those of "definition", "declaration", "type", "implementation" that may be answered with links;
    `list_defaults` what a whole completion list may say for its items, `resolves_items` what may come later for one.
    """

    encoding: PositionEncoding = PositionEncoding.UTF16
    pulls_diagnostics: bool = False
    refreshes_diagnostics: bool = False
    refreshes_lenses: bool = False
    applies_edits: bool = False
    document_changes: bool = False
    creates_files: bool = False
    shows_documents: bool = False
    work_done_progress: bool = False
    gives_configuration: bool = False
    registers_configuration: bool = False
    code_action_literals: bool = False
    resolves_edits: bool = False
    links: frozenset[str] = frozenset()
    list_defaults: frozenset[str] = frozenset()
    insert_replace: bool = False
    commits: bool = False
    label_details: bool = False
    resolves_items: frozenset[str] = frozenset()
    nested_symbols: bool = False
    resolves_locations: bool = False
    label_offsets: bool = False
    no_active_parameter: bool = False
    shows_explanation: bool = False
    shows_status: bool = False


def read_client(params: types.InitializeParams) -> ClientFacts:
    """The facts of the client that sent these parameters."""
    given = params.initialization_options
    own = given.get("client") if isinstance(given, Mapping) else None
    wishes: Mapping[str, Any] = own if isinstance(own, Mapping) else {}

    def has(path: str) -> bool:
        return bool(get_capability(params.capabilities, path))

    resolvable = get_capability(params.capabilities, "text_document.code_action.resolve_support.properties") or ()
    locations = get_capability(params.capabilities, "workspace.symbol.resolve_support.properties") or ()
    defaults = get_capability(params.capabilities, "text_document.completion.completion_list.item_defaults") or ()
    operations = get_capability(params.capabilities, "workspace.workspace_edit.resource_operations") or ()
    return ClientFacts(
        encoding=choose_encoding(params.capabilities),
        pulls_diagnostics=has("text_document.diagnostic"),
        refreshes_diagnostics=has("workspace.diagnostics.refresh_support"),
        refreshes_lenses=has("workspace.code_lens.refresh_support"),
        applies_edits=has("workspace.apply_edit"),
        document_changes=has("workspace.workspace_edit.document_changes"),
        creates_files=types.ResourceOperationKind.Create in operations,
        shows_documents=has("window.show_document.support"),
        work_done_progress=has("window.work_done_progress"),
        gives_configuration=has("workspace.configuration"),
        registers_configuration=has("workspace.did_change_configuration.dynamic_registration"),
        code_action_literals=has("text_document.code_action.code_action_literal_support"),
        resolves_edits="edit" in resolvable,
        links=frozenset(goal for goal, method in _LINKING.items() if has(f"text_document.{method}.link_support")),
        list_defaults=frozenset(defaults),
        insert_replace=has(f"{_ITEM}.insert_replace_support"),
        commits=has(f"{_ITEM}.commit_characters_support"),
        label_details=has(f"{_ITEM}.label_details_support"),
        resolves_items=frozenset(get_capability(params.capabilities, f"{_ITEM}.resolve_support.properties") or ()),
        nested_symbols=has("text_document.document_symbol.hierarchical_document_symbol_support"),
        resolves_locations="location.range" in locations,
        label_offsets=has(f"{_SIGNATURES}.parameter_information.label_offset_support"),
        no_active_parameter=has(f"{_SIGNATURES}.no_active_parameter_support"),
        shows_explanation=wishes.get("showsExplanation") is True,
        shows_status=wishes.get("showsStatus") is True,
    )


def choose_encoding(capabilities: types.ClientCapabilities) -> PositionEncoding:
    """UTF-8 when the client lists it (our own text is UTF-8), else UTF-32, else UTF-16, which every client knows."""
    listed = get_capability(capabilities, "general.position_encodings") or ()
    names = {str(getattr(kind, "value", kind)) for kind in listed}
    for encoding in (PositionEncoding.UTF8, PositionEncoding.UTF32):
        if encoding.value in names:
            return encoding
    return PositionEncoding.UTF16
