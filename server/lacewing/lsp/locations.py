"""Places in files of the project as the protocol says them: plain values, made quickly by the thousand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lacewing.text.position import LineIndex, Position, PositionEncoding, Span

if TYPE_CHECKING:
    from lacewing.features.navigation.types import Site
    from lacewing.lsp.server import LacewingServer


def plain_range(lines: LineIndex, span: Span, encoding: PositionEncoding) -> dict[str, Any]:
    """The protocol's range of a span."""
    start = lines.position(span.start, encoding)
    return {
        "start": _plain(start),
        "end": _plain(lines.position(span.end, encoding) if span.end > span.start else start),
    }


def _plain(position: Position) -> dict[str, int]:
    return {"line": position.line, "character": position.character}


class Locations:
    """Turns sites (absolute paths) into locations; each file is read once. In a thread."""

    def __init__(self, server: LacewingServer) -> None:
        self._server = server
        self._files: dict[str, tuple[str, LineIndex] | None] = {}

    def locations(self, sites: Iterable[Site]) -> list[dict[str, Any]]:
        """`Location`s; those in files that went away are left out."""
        encoding = self._server.client.encoding
        return [
            {"uri": uri, "range": plain_range(lines, site.span, encoding)}
            for site in sites
            for uri, lines in self._file(site.path)
        ]

    def links(self, sites: Iterable[Site], origin: dict[str, Any]) -> list[dict[str, Any]]:
        """`LocationLink`s from the range `origin`."""
        encoding = self._server.client.encoding
        return [
            {
                "originSelectionRange": origin,
                "targetUri": uri,
                "targetRange": plain_range(lines, site.whole, encoding),
                "targetSelectionRange": plain_range(lines, site.span, encoding),
            }
            for site in sites
            for uri, lines in self._file(site.path)
        ]

    def _file(self, path: str) -> list[tuple[str, LineIndex]]:
        if path not in self._files:
            try:
                source = self._server.services.source(Path(path))
                self._files[path] = (self._server.uri_of(Path(path)), source.lines)
            except OSError:
                self._files[path] = None
        found = self._files[path]
        return [found] if found is not None else []
