"""Where the pieces of a context stand, in the editor's terms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from lacewing.lsp.convert import to_position

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer
    from lacewing.project.retrieve.types import Piece
    from lacewing.syntax.source import Source


class PieceRanges:
    """Ranges in the files of the project at `root`, each of which is read once. Any thread."""

    def __init__(self, server: LacewingServer, root: Path) -> None:
        self._server = server
        self._root = root
        self._rows: dict[str, tuple[Source, list[int]] | None] = {}

    def range_of(self, piece: Piece) -> dict[str, Any]:
        """From the first character of the piece's lines that is no white space to their end.

        Whole lines where the file cannot be read any more.
        """
        file = self._file(piece.path)
        if file is None or piece.line >= len(file[1]) - 1:
            return _range(piece.line, 0, piece.end_line, 0)
        source, starts = file
        first, after = starts[piece.line], starts[min(piece.end_line, len(starts) - 1)]
        text = source.data[first:after]
        start = to_position(source.lines, first + len(text) - len(text.lstrip()), self._server.client.encoding)
        end = to_position(source.lines, first + len(text.rstrip()), self._server.client.encoding)
        return _range(start.line, start.character, end.line, end.character)

    def _file(self, path: str) -> tuple[Source, list[int]] | None:
        """A file's text and where its rows start, with the end of the text at last; rows are those of facts."""
        if path not in self._rows:
            try:
                source = self._server.services.source(self._root / path)
            except OSError:
                self._rows[path] = None
                return None
            starts = [0]
            for row in source.data.split(b"\n"):
                starts.append(starts[-1] + len(row) + 1)
            starts[-1] -= 1
            self._rows[path] = (source, starts)
        return self._rows[path]


def _range(line: int, character: int, end_line: int, end_character: int) -> dict[str, Any]:
    return {
        "start": {"line": line, "character": character},
        "end": {"line": end_line, "character": end_character},
    }
