"""`textDocument/codeLens`: "Explain" and "Generate test" above functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lacewing.lsp.convert import to_position
from lacewing.lsp.kept_lenses import lenses_of

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.lsp.documents import OpenDocument
    from lacewing.lsp.server import LacewingServer
    from lacewing.syntax.source import Source

EXPLAIN = "lacewing.explain"
GENERATE_TEST = "lacewing.generateTest"


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensOptions(resolve_provider=False))
    def code_lens(params: types.CodeLensParams) -> Awaitable[list[types.CodeLens]] | None:
        found = server.document(params.text_document.uri)
        return server.in_thread(_lenses, server, *found) if found is not None else None


def _lenses(server: LacewingServer, opened: OpenDocument, source: Source) -> list[types.CodeLens]:
    uri, encoding = opened.uri, server.client.encoding
    config = server.services.config_for(source.path)
    tested = config.testgen.lens and opened.on_disk
    if not (config.explain.lens or tested):
        return []

    def testable(offset: int) -> bool:
        return tested and server.services.test_offered(source, offset) is not None

    answer = []
    for lens in server.lenses.settled(uri, source, lenses_of(source, testable)):
        place = to_position(source.lines, lens.offset, encoding)
        arguments: list[Any] = [uri, {"line": place.line, "character": place.character}]
        # Editors that put lenses on lines of their own indent them as far as their ranges.
        start = to_position(source.lines, _line_begins(source, lens.offset), encoding)
        range_ = types.Range(start, place)
        if config.explain.lens:
            answer.append(types.CodeLens(range_, types.Command("Explain", EXPLAIN, arguments=arguments)))
        if tested and lens.testable:
            answer.append(types.CodeLens(range_, types.Command("Generate test", GENERATE_TEST, arguments=arguments)))
    return answer


def _line_begins(source: Source, offset: int) -> int:
    """The first byte that is no white space on the line of byte `offset`."""
    start = source.lines.line_start(source.lines.line_of(offset))
    before = source.data[start:offset]
    return start + len(before) - len(before.lstrip())
