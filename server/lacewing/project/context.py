"""Context for a place in the code: what retrievers find, ranked, packed into a budget, and written as one prompt.

Retrievers are the modules of `project/retrieve/` that have `find` (evidence for definitions) or `passages` (code to
show); they are discovered, and one that fails is left out with its reason. The same state gives the same bytes.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from types import ModuleType
from typing import TypeVar

import numpy as np

import lacewing.project.retrieve
from lacewing.project.catalog.catalog import Catalog
from lacewing.project.index import Index
from lacewing.project.pack import Chosen, Count, choose, definition_texts, heading, passage_text
from lacewing.project.resolve import resolver_of
from lacewing.project.retrieve.evidence import Evidence, Search
from lacewing.project.retrieve.likely import Likely, Passage
from lacewing.project.retrieve.ranker import Candidates, chances_of, gather_candidates, learned_weights, scores_of
from lacewing.project.retrieve.reach import read_reach
from lacewing.project.retrieve.reasons import Reasons
from lacewing.project.retrieve.situation import read_situation
from lacewing.project.retrieve.types import Piece, RetrievalQuery

_LEAST_CONSIDERED, _MOST_CONSIDERED = 120, 320
_DROPPED = 40
_TOKENS_EACH = 6  # a definition costs about twice as many
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Context:
    """The `prompt` and its `pieces` in order: grouped by file, the file with the likeliest piece last.

    `dropped` are the next best that did not fit, likeliest first; `tokens` is what the prompt costs by the caller's
    count, `failures` says which retriever failed and how.
    """

    prompt: str
    pieces: tuple[Piece, ...]
    dropped: tuple[Piece, ...]
    tokens: float
    failures: tuple[str, ...] = ()


def gather(
    query: RetrievalQuery,
    index: Index,
    catalog: Catalog,
    budget_tokens: float,
    count_tokens: Count,
    without: Collection[str] = (),
    explain: bool = True,
) -> Context:
    """Context for the place in `query`, at most `budget_tokens` by `count_tokens` (summed over lines).

    `without` names retrievers to leave out. Unless `explain`, pieces come without their reasons and retrievers, and
    nothing is said of what was dropped: a tenth of the time, when nobody is to see it.
    """
    facts = index.facts(query.path)
    situation = read_situation(query, facts)
    search = Search(situation, catalog, read_reach(situation, catalog, resolver_of(index)))
    failures: list[str] = []
    modules = [module for name, module in retrievers().items() if name not in without]
    evidence = find_evidence(search, without, failures)
    weights = learned_weights()
    priors = {name: prior for module in modules for name, prior in getattr(module, "PRIORS", {}).items()}
    candidates = gather_candidates(search, evidence, weights.features, priors, weights.screen)
    most = round(min(_MOST_CONSIDERED, max(_LEAST_CONSIDERED, budget_tokens / _TOKENS_EACH)))
    likely, rows = _likely(search, candidates, most)
    showers = [module.passages for module in modules if hasattr(module, "passages")]
    passages: list[Passage] = _asked(showers, (search, likely), failures)
    comment = (situation.language.line_comment if situation.language else "") or "//"
    chosen = choose(catalog, likely, passages, budget_tokens, count_tokens, comment)
    reasons = Reasons(catalog, candidates.features[rows]) if explain else None
    pieces = _definition_pieces(catalog, likely, chosen, reasons, count_tokens)
    pieces += _passage_pieces(catalog, likely, passages, chosen, reasons, count_tokens)
    prompt, pieces = _written(pieces, comment, count_tokens)
    dropped = _dropped(catalog, likely, pieces, reasons, count_tokens) if reasons else ()
    return Context(prompt, tuple(pieces), dropped, chosen.tokens, tuple(failures))


@functools.cache
def retrievers() -> dict[str, ModuleType]:
    """Every retriever by its module's name, in the order of the names."""
    folder = lacewing.project.retrieve
    found: dict[str, ModuleType] = {}
    for info in sorted(pkgutil.iter_modules(folder.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"{folder.__name__}.{info.name}")
        if hasattr(module, "find") or hasattr(module, "passages"):
            found[info.name] = module
    return found


def find_evidence(search: Search, without: Collection[str], failures: list[str]) -> list[Evidence]:
    """What all retrievers but those in `without` say of definitions; `failures` gets a line for each that fails."""
    finders = [module.find for name, module in retrievers().items() if name not in without and hasattr(module, "find")]
    return _asked(finders, (search,), failures)


def _asked(
    retrievers: Sequence[Callable[..., Sequence[_Found]]], arguments: tuple[object, ...], failures: list[str]
) -> list[_Found]:
    found: list[_Found] = []
    for retriever in retrievers:
        try:
            found += retriever(*arguments)
        except Exception as error:  # noqa: BLE001 - one retriever's failure costs only what it would have found
            name = retriever.__module__.rpartition(".")[2]
            failures.append(f"retriever {name} failed: {type(error).__name__}: {error}")
    return found


def _likely(search: Search, candidates: Candidates, most: int) -> tuple[Likely, np.ndarray]:
    """The `most` likeliest candidates of files that may be shown, and their rows."""
    catalog = search.catalog
    chances = chances_of(scores_of(candidates.features, learned_weights()) + candidates.prior)
    order = np.lexsort((candidates.symbols, -chances))[: 2 * most]
    files = catalog.symbol("file", candidates.symbols[order]).tolist()
    shown = {file: search.may_leave(file) for file in set(files)}
    order = order[np.array([shown[file] for file in files], np.bool_)][:most]
    symbols = candidates.symbols[order]
    names = catalog.symbol("name", symbols)
    return Likely(symbols, names, chances[order], search.situation.count_of(names) == 0), order


def _written(pieces: list[Piece], comment: str, count_tokens: Count) -> tuple[str, list[Piece]]:
    """The prompt and its pieces, those of a file together in the file's order."""
    best: dict[str, float] = {}
    for piece in pieces:
        best[piece.path] = max(piece.score, best.get(piece.path, 0.0))
    ordered = sorted(pieces, key=lambda piece: (best[piece.path], piece.path, piece.line))
    parts: list[str] = []
    path = ""
    for at, piece in enumerate(ordered):
        if piece.path != path:
            path, first = piece.path, heading(comment, piece.path)
            parts.append(first)
            ordered[at] = replace(piece, tokens=piece.tokens + count_tokens(first))
        parts.append(piece.text)
    return "".join(parts), ordered


def _definition_pieces(
    catalog: Catalog, likely: Likely, chosen: Chosen, reasons: Reasons | None, count_tokens: Count
) -> list[Piece]:
    pieces = []
    symbols = likely.symbols[[at for at, _ in chosen.definitions]]
    texts = definition_texts(catalog, symbols, (catalog.symbol("owner", symbols) > 0).tolist())
    for (at, owner), symbol, text in zip(chosen.definitions, symbols.tolist(), texts, strict=True):
        score = float(likely.chances[at])
        retriever, reason = reasons.of(at) if reasons else ("", "")
        if owner >= 0:
            because = f"the type of `{catalog.name_text(symbol)}`" if reasons else ""
            [line] = definition_texts(catalog, [owner], [False])
            pieces.append(Piece(*catalog.place(owner), line, because, score, count_tokens(line), "types"))
        pieces.append(Piece(*catalog.place(symbol), text, reason, score, count_tokens(text), retriever))
    return pieces


def _passage_pieces(
    catalog: Catalog,
    likely: Likely,
    passages: Sequence[Passage],
    chosen: Chosen,
    reasons: Reasons | None,
    count_tokens: Count,
) -> list[Piece]:
    pieces = []
    for at in chosen.passages:
        passage = passages[at]
        score = max([passage.bonus, *(likely.by_name[word] for word in passage.words)])
        reason = passage.reason.format(names=reasons.names(likely, passage.words)) if reasons else ""
        path, text = catalog.paths[passage.file], passage_text(passage)
        pieces.append(Piece(path, passage.line, text, reason, score, count_tokens(text), passage.retriever))
    return pieces


def _dropped(
    catalog: Catalog, likely: Likely, shown: Sequence[Piece], reasons: Reasons, count_tokens: Count
) -> tuple[Piece, ...]:
    """The likeliest definitions that no piece shows."""
    places = {(piece.path, piece.line) for piece in shown}
    found: list[Piece] = []
    for at, symbol in enumerate(likely.symbols.tolist()):
        place = catalog.place(symbol)
        if place in places:
            continue
        places.add(place)
        retriever, reason = reasons.of(at)
        [text] = definition_texts(catalog, [symbol], [False])
        found.append(Piece(*place, text, reason, float(likely.chances[at]), count_tokens(text), retriever))
        if len(found) == _DROPPED:
            break
    return tuple(found)
