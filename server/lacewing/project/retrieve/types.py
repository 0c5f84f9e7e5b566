"""What retrieval is asked and answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lacewing.syntax.source import Source


@dataclass(frozen=True, slots=True)
class EditedPlace:
    """Lines of a file that were edited in this session: from 0-based `line` up to `end_line`, that one left out."""

    path: str
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class RetrievalQuery:
    """A place in the code: byte `offset` in `source`, whose path in the project is `path`.

    `read(path)` gives the bytes of a file of the project, None when it may not or cannot be read;
    pieces of files for which `may_leave(path)` is false are left out. `edits` are places edited of late, the last one
    first, and `open_paths` the files open in the editor.
    """

    source: Source
    path: str
    offset: int
    read: Callable[[str], bytes | None]
    may_leave: Callable[[str], bool] = lambda path: True
    edits: tuple[EditedPlace, ...] = ()
    open_paths: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of context: `text` stands in `path` from 0-based `line` on; `retriever` found it, `reason` says why.

    `score` is the chance that it helps, in [0, 1], as the ranker sees it; `tokens` what it costs by the caller's count,
    the line that names its file included if it is the first of the file.
    """

    path: str
    line: int
    text: str
    reason: str
    score: float
    tokens: float = 0.0
    retriever: str = ""

    @property
    def end_line(self) -> int:
        """The 0-based line at which the piece's lines end, that one left out; a statement joined to one line is one."""
        return self.line + self.text.rstrip("\n").count("\n") + 1
