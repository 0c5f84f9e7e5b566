"""Retriever: sections of the project's documents (Markdown and its like) that speak of what is likely next."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lacewing.project.catalog.catalog import Catalog
from lacewing.project.catalog.words import known_words
from lacewing.project.retrieve.evidence import Search
from lacewing.project.retrieve.likely import Likely, Passage
from lacewing.syntax.language import family_of

FAMILIES = frozenset(["markdown"])
"""Languages of documents."""

_NAMES = 40
_BLOCKS_EACH = 200
_MOST = 8
_LINES = 8
_LONGEST = 600  # bytes


def passages(search: Search, likely: Likely) -> list[Passage]:
    """A few lines from where a document names likely definitions, the densest places first."""
    catalog = search.catalog
    documents = _document_files(catalog)
    if not documents.any():
        return []
    weights = dict(sorted(likely.by_name.items(), key=lambda item: (-item[1], item[0]))[:_NAMES])
    names = np.fromiter(sorted(weights), np.uint32, len(weights))
    names = names[catalog.block_counts(names) <= _BLOCKS_EACH]
    blocks, places = catalog.blocks_with(names)
    inside = documents[catalog.block_files[blocks]]
    blocks, places = blocks[inside], places[inside]
    values = np.array([weights[name] for name in names.tolist()], np.float32)
    distinct, inverse = np.unique(blocks, return_inverse=True)
    scores = np.bincount(inverse, values[places], minlength=len(distinct))
    best = distinct[np.lexsort((distinct, -scores))][:_MOST].astype(np.int32)
    found = []
    for file, line in zip(
        catalog.block("block_file", best).tolist(), catalog.block("block_line", best).tolist(), strict=True
    ):
        passage = _section(search, file, line, weights)
        if passage is not None:
            found.append(passage)
    return found


def _section(search: Search, file: int, line: int, weights: dict[int, float]) -> Passage | None:
    """The paragraph or list around a line, at most a few lines of it."""
    rows = search.lines_of(file)
    if line >= len(rows):
        return None
    end = line
    while end < len(rows) and end - line < _LINES and not (end > line and rows[end].startswith(b"#")):
        end += 1
    text = b"\n".join(rows[line:end]).strip()[:_LONGEST]
    words = frozenset(known_words(text, weights))
    shown = text.decode("utf-8", "ignore")
    return Passage(file, line, shown, words, "knowledge", "documents {names}") if words else None


def _document_files(catalog: Catalog) -> npt.NDArray[np.bool_]:
    def documents() -> tuple[npt.NDArray[np.bool_], int]:
        return np.array([family_of(path) in FAMILIES for path in catalog.paths], np.bool_), len(catalog.paths)

    return catalog.remembered("documents", documents)
