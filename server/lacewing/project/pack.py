"""Packing: the best pieces of all retrievers into a budget of tokens, the same state giving the same pieces in order.

Retrievers are the modules of `project/retrieve/` that have a `find`; they are discovered, and one that fails is left
out with its reason among what was dropped.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

import lacewing.project.retrieve
from lacewing.project.index import Index
from lacewing.project.retrieve.types import Piece, RetrievalQuery

Retriever = Callable[[RetrievalQuery, Index], list[Piece]]


@dataclass(frozen=True, slots=True)
class Context:
    """The pieces that fit, grouped by file, the best file last (nearest to the code), and those that did not fit.

    `tokens` is what the kept pieces cost by the caller's count.
    """

    pieces: tuple[Piece, ...]
    dropped: tuple[Piece, ...]
    tokens: int


def gather(query: RetrievalQuery, index: Index, budget_tokens: int, count_tokens: Callable[[str], int]) -> Context:
    """Context for the place in `query` from every retriever, at most `budget_tokens` by `count_tokens`."""
    candidates: list[Piece] = []
    failed: list[Piece] = []
    for name, find in retrievers().items():
        try:
            # The index may still know an open document that the rules leave out by now.
            candidates += [piece for piece in find(query, index) if query.may_leave(piece.path)]
        except Exception as error:  # noqa: BLE001 - one retriever's failure costs only its own pieces
            failed.append(Piece(query.path, 0, "", f"retriever {name} failed: {error!r}", 0.0))
    return _fit(query, candidates, failed, budget_tokens, count_tokens)


@functools.cache
def retrievers() -> dict[str, Retriever]:
    """Every retriever by its module's name, in the order of the names."""
    folder = lacewing.project.retrieve
    found: dict[str, Retriever] = {}
    for module_info in sorted(pkgutil.iter_modules(folder.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"{folder.__name__}.{module_info.name}")
        if hasattr(module, "find"):
            found[module_info.name] = module.find
    return found


def _fit(
    query: RetrievalQuery,
    candidates: list[Piece],
    dropped: list[Piece],
    budget_tokens: int,
    count_tokens: Callable[[str], int],
) -> Context:
    kept: list[Piece] = []
    seen: set[str] = set()
    here = query.source.text
    tokens = 0
    for piece in sorted(candidates, key=lambda piece: (-piece.score, piece.path, piece.line, piece.text)):
        text = piece.text.strip()
        cost = count_tokens(piece.text)
        if not text or text in seen or text in here:
            continue
        seen.add(text)
        if tokens + cost > budget_tokens:
            dropped.append(piece)
            continue
        tokens += cost
        kept.append(piece)
    return Context(_grouped(kept), tuple(dropped), tokens)


def _grouped(kept: list[Piece]) -> tuple[Piece, ...]:
    best: dict[str, float] = {}
    for piece in kept:
        best[piece.path] = max(piece.score, best.get(piece.path, 0.0))
    return tuple(sorted(kept, key=lambda piece: (best[piece.path], piece.path, piece.line)))
