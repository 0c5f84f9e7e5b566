"""What the command found, for whatever form it is printed in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from lacewing.project.context import Context
from lacewing.syntax.language import language_for_path
from lacewing.syntax.source import Source
from lacewing.text.position import PositionEncoding


@dataclass(frozen=True, slots=True)
class Cursor:
    """Byte `offset` in `source`, a file of the project at `root`."""

    root: Path
    source: Source
    offset: int

    @property
    def path(self) -> str:
        """The file, relative to the project."""
        return self.source.path.relative_to(self.root).as_posix()

    @property
    def place(self) -> tuple[int, int]:
        """Line and column, from 1, in code points."""
        position = self.source.lines.position(self.offset, PositionEncoding.UTF32)
        return position.line + 1, position.character + 1


@dataclass(frozen=True, slots=True)
class Answer:
    """The `context` of the project at `root` for a cursor or a question in words, and the tokens it might cost."""

    root: Path
    about: Cursor | str
    budget: float
    context: Context

    @property
    def title(self) -> str:
        """What was asked about, on one line."""
        if isinstance(self.about, str):
            return " ".join(self.about.split())
        line, column = self.about.place
        return f"{self.about.path}:{line}:{column}"

    @property
    def language(self) -> str:
        """The name of the file's language; for a question that of most pieces."""
        if not isinstance(self.about, str):
            return self.about.source.language.name if self.about.source.language else ""
        found = Counter(language.name for piece in self.context.pieces if (language := language_for_path(piece.path)))
        return found.most_common(1)[0][0] if found else ""
