"""What the command found, for whatever form it is printed in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lacewing.project.context import Context
from lacewing.syntax.source import Source
from lacewing.text.position import PositionEncoding


@dataclass(frozen=True, slots=True)
class Answer:
    """The `context` for byte `offset` in `source`, a file of the project at `root`, and the tokens it might cost."""

    root: Path
    source: Source
    offset: int
    budget: float
    context: Context

    @property
    def path(self) -> str:
        """The file, relative to the project."""
        return self.source.path.relative_to(self.root).as_posix()

    @property
    def place(self) -> tuple[int, int]:
        """Line and column of the cursor, from 1, in code points."""
        position = self.source.lines.position(self.offset, PositionEncoding.UTF32)
        return position.line + 1, position.character + 1

    @property
    def language(self) -> str:
        """The name of the file's language."""
        return self.source.language.name if self.source.language else ""
