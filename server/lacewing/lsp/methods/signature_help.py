"""`textDocument/signatureHelp`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.features.navigation.types import ShownSignature
    from lacewing.lsp.server import LacewingServer, Place


def register(server: LacewingServer) -> None:
    """Serve it."""
    options = types.SignatureHelpOptions(trigger_characters=["(", ","], retrigger_characters=[")", "="])

    @server.feature(types.TEXT_DOCUMENT_SIGNATURE_HELP, options)
    def signature_help(params: types.SignatureHelpParams) -> Awaitable[dict[str, Any] | None]:
        chosen = params.context.active_signature_help if params.context is not None else None
        placing = server.place(params.text_document.uri, params.position)
        return server.at_place(placing, _help, chosen)


def _help(server: LacewingServer, place: Place, chosen: types.SignatureHelp | None) -> dict[str, Any] | None:
    server.overlay_new(place)
    found = server.services.navigation(place.source).signatures(place.offset)
    if found is None:
        return None
    made = [_signature(server, each) for each in found.signatures]
    active = found.active
    if chosen is not None and chosen.active_signature is not None and chosen.active_signature < len(made):
        # What the user has turned to stays, as long as the function is the same.
        same = [each.label for each in chosen.signatures] == [each["label"] for each in made]
        if same and found.signatures[chosen.active_signature].active >= 0:
            active = chosen.active_signature
    parameter = found.signatures[active].active
    none = None if server.client.no_active_parameter else len(found.signatures[active].parameters)
    return {
        "signatures": made,
        "activeSignature": active,
        "activeParameter": parameter if parameter >= 0 else none,
    }


def _signature(server: LacewingServer, each: ShownSignature) -> dict[str, Any]:
    label = each.label
    if server.client.label_offsets:
        parameters: list[Any] = [
            {"label": [_utf16(label[:start]), _utf16(label[:end])]} for start, end in each.parameters
        ]
    else:
        parameters = [{"label": label[start:end]} for start, end in each.parameters]
    made: dict[str, Any] = {"label": label, "parameters": parameters}
    if each.documentation:
        made["documentation"] = {"kind": "markdown", "value": each.documentation}
    if each.active >= 0:
        made["activeParameter"] = each.active
    return made


def _utf16(text: str) -> int:
    """UTF-16 code units: in labels the protocol counts so, whatever positions are counted in."""
    return len(text.encode("utf-16-le")) // 2
