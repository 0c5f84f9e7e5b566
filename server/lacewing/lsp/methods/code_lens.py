"""`textDocument/codeLens`: "Explain" and "Generate test" above functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lacewing.lsp.convert import to_position
from lacewing.project.extract import extract

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.lsp.server import LacewingServer
    from lacewing.syntax.source import Source

EXPLAIN = "lacewing.explain"
GENERATE_TEST = "lacewing.generateTest"
_WITH_LENSES = frozenset(["function", "method", "constructor"])


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensOptions(resolve_provider=False))
    def code_lens(params: types.CodeLensParams) -> Awaitable[list[types.CodeLens]] | None:
        found = server.document(params.text_document.uri)
        return server.in_thread(_lenses, server, params.text_document.uri, found[1]) if found is not None else None


def _lenses(server: LacewingServer, uri: str, source: Source) -> list[types.CodeLens]:
    config = server.services.config_for(source.path)
    if source.language is None or not (config.explain.lens or config.testgen.lens):
        return []
    lenses = []
    for symbol in extract(source.data, source.language).symbols:
        if symbol.kind not in _WITH_LENSES:
            continue
        place = to_position(source.lines, symbol.name_start, server.client.encoding)
        arguments: list[Any] = [uri, {"line": place.line, "character": place.character}]
        range_ = types.Range(place, place)
        if config.explain.lens:
            lenses.append(types.CodeLens(range_, types.Command("Explain", EXPLAIN, arguments=arguments)))
        if config.testgen.lens and server.services.test_offered(source, symbol.name_start) is not None:
            lenses.append(types.CodeLens(range_, types.Command("Generate test", GENERATE_TEST, arguments=arguments)))
    return lenses
