"""Retriever: how the project uses names that are likely next, a statement each, from code like that at the cursor.

A statement is the line that holds the name and the lines its brackets reach over.
"""

from __future__ import annotations

import re

import numpy as np

from lacewing.project.catalog.digest import BLOCK_LINES
from lacewing.project.catalog.segment import Ids, Reals, Words
from lacewing.project.catalog.words import NUMBERS, WORD
from lacewing.project.retrieve.evidence import Search, summed_by
from lacewing.project.retrieve.likely import Likely, Passage
from lacewing.project.retrieve.similar_code import blocks_like_before

_NAMES = 90
_BLOCKS_EACH = 500
_BLOCKS_READ = 36
_STATEMENT_LINES = 5
_LONGEST = 240  # bytes of a statement
_SIMILARITY = 0.35
# An import, a comment, or words without any operator show no use.
_NO_EXAMPLE = re.compile(
    rb"\s*(?:(?:import|from|export|use|using|package|require|include|#\s*include)\b|#\s|//|/\*|\*|--\s)"
    rb"|(?!.*(?:[(=\[{]|\w\.\w|->|::|:\s*\w))"
)


def passages(search: Search, likely: Likely) -> list[Passage]:
    """Statements that use likely names, from the blocks whose names are likeliest together."""
    catalog = search.catalog
    weights = dict(sorted(likely.by_name.items(), key=lambda item: (-item[1], item[0]))[:_NAMES])
    names = np.fromiter(sorted(weights), np.uint32, len(weights))
    blocks = _blocks_with(search, names, np.array([weights[name] for name in names.tolist()], np.float32))
    files = catalog.block("block_file", blocks)
    skipped = _definition_lines(search, np.unique(files))
    own_lines = {line.strip() for line in search.situation.query.source.data.split(b"\n")}
    found: dict[tuple[int, int], Passage] = {}
    for file, line in zip(files.tolist(), catalog.block("block_line", blocks).tolist(), strict=True):
        rows = search.lines_of(file)
        for at in range(line, min(line + BLOCK_LINES, len(rows))):
            if (
                (file, at) in found
                or (file, at) in skipped
                or _NO_EXAMPLE.match(rows[at])
                or rows[at].strip() in own_lines
            ):
                continue
            if any(word in weights for word in map(NUMBERS.__getitem__, WORD.findall(rows[at]))):
                passage = _statement(rows, file, at, weights)
                if passage is not None:
                    found[file, at] = passage
    return list(found.values())


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


def _definition_lines(search: Search, files: Ids) -> set[tuple[int, int]]:
    """Where definitions begin in these files: such a line is no example of use."""
    symbols = search.catalog.symbols_of_files(files.tolist())
    lines = search.catalog.symbol("line", symbols)
    return set(zip(search.catalog.symbol("file", symbols).tolist(), lines.tolist(), strict=True))


def _statement(rows: list[bytes], file: int, at: int, weights: dict[int, float]) -> Passage | None:
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
    words = frozenset(word for word in map(NUMBERS.__getitem__, WORD.findall(text)) if word in weights)
    return Passage(file, at, text.decode("utf-8", "replace"), words, "usages", "uses {names}")
