"""Retriever: names that stand in or after code like the code around the cursor.

Blocks of lines that share telling words with the lines before the cursor vote for the names in them and in the blocks
that follow; blocks like the lines after it, for the names in them and before them (retrieval.md's strongest single
source of names that the file does not hold yet).
"""

from __future__ import annotations

import numpy as np

from lacewing.project.catalog.segment import Ids, Reals
from lacewing.project.retrieve.evidence import Evidence, Search, summed_by
from lacewing.project.retrieve.situation import arrays_of

FEATURES = ("vote_here", "vote_next", "vote_later", "vote_rank", "vote_before")
_QUERY_WORDS = 24
_COMMON_BLOCKS = 3000
_BEST_BLOCKS = 60
_NAMES = 100
_DEFINITIONS_EACH = 12


def find(search: Search) -> list[Evidence]:
    """Votes of similar blocks for names, as votes / (1 + votes), by where the name stands."""
    blocks, scores = blocks_like_before(search)
    found = _votes(search, blocks, scores, (("vote_here", 0), ("vote_next", 1), ("vote_later", 2)))
    blocks, scores = _similar_blocks(search, search.situation.after)
    return found + _votes(search, blocks, scores, (("vote_before", -1), ("vote_before", 0)))


def blocks_like_before(search: Search) -> tuple[Ids, Reals]:
    """The blocks most like the lines before the cursor, as `(blocks, scores)`: best first, scores relative to the best
    one's, squared. Worked out once a search."""
    found = search.memory.get("blocks_like_before")
    if found is None:
        found = search.memory["blocks_like_before"] = _similar_blocks(search, search.situation.before)
    return found


def _similar_blocks(search: Search, weights: dict[int, float]) -> tuple[Ids, Reals]:
    catalog = search.catalog
    words, values = arrays_of(weights)
    counts = catalog.block_counts(words)
    telling = values * np.log1p(catalog.block_count / np.maximum(counts, 1))
    telling[(counts == 0) | (counts > min(_COMMON_BLOCKS, 0.08 * catalog.block_count + 40))] = 0
    chosen = np.argsort(-telling, kind="stable")[:_QUERY_WORDS]
    chosen = chosen[telling[chosen] > 0]
    blocks, places = catalog.blocks_with(words[chosen])
    if not len(blocks):
        return np.empty(0, np.int32), np.empty(0, np.float32)
    of_files = catalog.block_files[blocks]
    weighed = np.where(search.reach.usable_or_own[of_files], telling[chosen][places], 0)
    weighed[of_files == search.reach.here] *= 0.5
    hit, scores = summed_by(blocks, weighed)
    # What the block before has in common counts too.
    follows = np.concatenate(([False], hit[1:] == hit[:-1] + 1))
    best = scores + 0.6 * np.where(follows, np.concatenate(([0], scores[:-1])), 0)
    hit, best = hit[scores > 0], best[scores > 0]
    if len(hit) > _BEST_BLOCKS:
        kept = np.argpartition(-best, _BEST_BLOCKS)[:_BEST_BLOCKS]
        hit, best = hit[kept], best[kept]
    order = np.lexsort((hit, -best))
    hit, best = hit[order], best[order]
    return hit.astype(np.int32), ((best / best[0]) ** 2 if len(best) else best).astype(np.float32)


def _votes(search: Search, blocks: Ids, scores: Reals, offsets: tuple[tuple[str, int], ...]) -> list[Evidence]:
    catalog = search.catalog
    if not len(blocks):
        return []
    files = catalog.block("block_file", blocks)
    words, weights, kinds = [], [], []
    for kind, (_, offset) in enumerate(offsets):
        moved = np.clip(blocks + offset, 0, catalog.block_count - 1)
        same = catalog.block("block_file", moved) == files
        found, places = catalog.words_of_blocks(moved[same])
        words.append(found)
        weights.append(scores[same][places])
        kinds.append(np.full(len(found), kind))
    every, values, which = np.concatenate(words), np.concatenate(weights), np.concatenate(kinds)
    distinct, inverse = np.unique(every, return_inverse=True)
    symbols, places = search.named(distinct, _DEFINITIONS_EACH)
    if not len(symbols):
        return []
    total = np.bincount(inverse, values, minlength=len(distinct))
    defined = np.unique(places)
    order = defined[np.argsort(-total[defined], kind="stable")]
    ranks = np.full(len(distinct), len(distinct), np.int64)
    ranks[order] = np.arange(len(order))
    kept = ranks[places] < _NAMES
    symbols, places = symbols[kept], places[kept]
    evidence = []
    for kind, (feature, _) in enumerate(offsets):
        part = np.bincount(inverse[which == kind], values[which == kind], minlength=len(distinct))[places]
        evidence.append(Evidence(feature, symbols, (part / (1 + part)).astype(np.float32)))
    if offsets[0][0] == "vote_here":
        evidence.append(Evidence("vote_rank", symbols, (1 / (1 + 0.2 * ranks[places])).astype(np.float32)))
    return evidence
