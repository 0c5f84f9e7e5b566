"""Retriever: how the project uses names that are likely next, a statement each, from code like that at the cursor.

A statement is the line that holds the name and the lines its brackets reach over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from lacewing.project.catalog.blocks import BLOCK_LINES
from lacewing.project.catalog.segment import Ids, Reals, Words
from lacewing.project.catalog.words import known_words
from lacewing.project.retrieve.evidence import Search, summed_by
from lacewing.project.retrieve.likely import Likely, Passage
from lacewing.project.retrieve.similar_code import blocks_like_before

_NAMES = 90
_BLOCKS_EACH = 500
_BLOCKS_READ = 36
_STATEMENT_LINES = 5
_LONGEST = 240  # bytes of a statement
_SIMILARITY = 0.35
_LINE_OF_PLACE = (1 << 32) - 1
# An import, a comment, or words without any operator show no use.
_NO_EXAMPLE = re.compile(
    rb"\s*(?:(?:import|from|export|use|using|package|require|include|#\s*include)\b|#\s|//|/\*|\*|--\s)"
    rb"|(?!.*(?:[(=\[{]|\w\.\w|->|::|:\s*\w))"
)


def passages(search: Search, likely: Likely) -> list[Passage]:
    """Statements that use likely names, from the blocks whose names are likeliest together."""
    weights = dict(sorted(likely.by_name.items(), key=lambda item: (-item[1], item[0]))[:_NAMES])
    names = np.fromiter(sorted(weights), np.uint32, len(weights))
    blocks = _blocks_with(search, names, np.array([weights[name] for name in names.tolist()], np.float32))
    own_lines = set(map(bytes.strip, search.situation.query.source.data.split(b"\n")))
    found: list[Passage] = []
    texts: dict[int, Sequence[bytes]] = {}
    for file, at in _lines_worth_reading(search, blocks):
        rows = texts[file] if file in texts else texts.setdefault(file, search.lines_of(file))
        row = rows[at] if at < len(rows) else b""
        if not row or row.strip() in own_lines or _NO_EXAMPLE.match(row):
            continue
        if known_words(row, weights) and (passage := _statement(rows, file, at, weights)):
            found.append(passage)
    return found


def _lines_worth_reading(search: Search, blocks: Ids) -> list[tuple[int, int]]:
    """The files and lines of the blocks, each once; the line where a definition begins is no example of use."""
    catalog = search.catalog
    files, lines = (catalog.block(column, blocks).astype(np.int64) for column in ("block_file", "block_line"))
    places = (files[:, None] << 32 | lines[:, None] + np.arange(BLOCK_LINES)).ravel()
    symbols = catalog.symbols_of_files(sorted(set(files.tolist())))
    defined = catalog.symbol("file", symbols).astype(np.int64) << 32 | catalog.symbol("line", symbols)
    defined.sort()
    begins = defined.searchsorted(places, "right") > defined.searchsorted(places)
    kept = dict.fromkeys(places[~begins].tolist())
    return [(place >> 32, place & _LINE_OF_PLACE) for place in kept]


def _blocks_with(search: Search, names: Words, chances: Reals) -> Ids:
    """The blocks worth reading: where likely names stand together, those like the code at the cursor first."""
    catalog = search.catalog
    if not catalog.block_count or not len(names):
        return np.empty(0, np.int32)
    rare = catalog.block_counts(names) <= _BLOCKS_EACH
    blocks, places = catalog.blocks_with(names[rare])
    alike, similarity = blocks_like_before(search)
    following = np.minimum(alike + 1, catalog.block_count - 1)
    near = np.unique(np.concatenate((alike, following)))
    words, where = catalog.words_of_blocks(near)
    common = _values_of(words, names, np.where(rare, 0, chances))
    hit, scores = summed_by(np.concatenate((blocks, near[where])), np.concatenate((chances[rare][places], common)))
    for each in (alike, following):
        at = np.searchsorted(hit, each)
        there = (at < len(hit)) & (hit[np.minimum(at, len(hit) - 1)] == each) if len(hit) else np.zeros(0, np.bool_)
        scores[at[there]] *= 1 + _SIMILARITY * similarity[there]
    usable = search.reach.usable[catalog.block_files[hit]] & (scores > 0)
    hit, scores = hit[usable], scores[usable]
    return hit[np.lexsort((hit, -scores))][:_BLOCKS_READ].astype(np.int32)


def _values_of(words: Words, names: Words, values: Reals) -> Reals:
    places = np.minimum(np.searchsorted(names, words), len(names) - 1)
    return np.where(names[places] == words, values[places], 0).astype(np.float32)


def _statement(rows: Sequence[bytes], file: int, at: int, weights: dict[int, float]) -> Passage | None:
    """The line, and what follows as long as brackets are open; None for lines nobody would show."""
    taken: list[bytes] = []
    depth = 0
    for row in rows[at : at + _STATEMENT_LINES]:
        if len(row) > _LONGEST:
            return None
        taken.append(row.strip())
        depth += row.count(b"(") + row.count(b"[") - row.count(b")") - row.count(b"]")
        if depth <= 0:
            break
    text = b" ".join(taken)
    if depth > 0 or len(text) > _LONGEST:
        text = taken[0]
    words = frozenset(known_words(text, weights))
    return Passage(file, at, text.decode("utf-8", "replace"), words, "usages", "uses {names}")
