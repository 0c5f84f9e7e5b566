"""The order in which a server that keeps prompts is shown pieces of the project: what it has seen first, new ones last.

Such a server computes only what follows the longest common beginning of two prompts: with a new piece put first it
evaluated all of them again, with it put last a few tokens.
"""

from __future__ import annotations

from lacewing.model.types import ContextFile

_FILES = 8


class PieceOrder:
    """Remembers for the files completed last which pieces were shown, in which order."""

    def __init__(self) -> None:
        self._shown: dict[str, tuple[ContextFile, ...]] = {}

    def arranged(self, path: str, pieces: tuple[ContextFile, ...]) -> tuple[ContextFile, ...]:
        """`pieces` for the file `path`: those of the last prompt in its order, the others after them in theirs."""
        wanted = set(pieces)
        kept = [piece for piece in self._shown.pop(path, ()) if piece in wanted]
        known = set(kept)
        arranged = (*kept, *(piece for piece in pieces if piece not in known))
        self._shown[path] = arranged
        if len(self._shown) > _FILES:
            del self._shown[next(iter(self._shown))]
        return arranged
