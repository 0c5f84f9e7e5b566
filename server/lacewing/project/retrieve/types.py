"""What every retriever is asked and answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lacewing.syntax.source import Source


@dataclass(frozen=True, slots=True)
class RetrievalQuery:
    """A place in the code: byte `offset` in `source`, whose path in the project is `path`.

    `read(path)` gives the bytes of a file of the project, None when it may not or cannot be read;
    pieces of files for which `may_leave(path)` is false are left out.
    """

    source: Source
    path: str
    offset: int
    read: Callable[[str], bytes | None]
    may_leave: Callable[[str], bool] = lambda path: True


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of context: `text` stands in `path` from 0-based `line` on; `reason` says why it may help.

    `score` orders pieces of all retrievers together; higher is better.
    """

    path: str
    line: int
    text: str
    reason: str
    score: float
