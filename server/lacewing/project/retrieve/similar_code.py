"""Retriever: names that stand in or after code like the code around the cursor.

Blocks of lines that share telling words with the lines before the cursor vote for the names in them and in the blocks
that follow; blocks like the lines after it, for the names in them and before them (retrieval.md's strongest single
source of names that the file does not hold yet).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lacewing.project.catalog.segment import Ids, Reals, Words, distinct
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
    words, votes = _votes(search, blocks_like_before(search), _similar_blocks(search, search.situation.after))
    named = search.named(words, _DEFINITIONS_EACH)
    here, following, later, earlier, around = votes
    found = _evidence(
        named, here + following + later, (("vote_here", here), ("vote_next", following), ("vote_later", later))
    )
    return [*found, *_evidence(named, earlier + around, (("vote_before", earlier), ("vote_before", around)))]


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
    kept = (scores > 0).nonzero()[0]
    hit, best = hit[kept], best[kept]
    if len(hit) > _BEST_BLOCKS:
        kept = np.argpartition(-best, _BEST_BLOCKS)[:_BEST_BLOCKS]
        hit, best = hit[kept], best[kept]
    order = np.lexsort((hit, -best))
    hit, best = hit[order], best[order]
    return hit.astype(np.int32), ((best / best[0]) ** 2 if len(best) else best).astype(np.float32)


def _votes(search: Search, before: tuple[Ids, Reals], after: tuple[Ids, Reals]) -> tuple[Words, Reals]:
    """The words of the blocks at and behind those like the lines before the cursor, and of the blocks before and at
    those like the lines after it; for each of the five a row of votes: the sums of the scores of its blocks."""
    catalog = search.catalog
    blocks, scores, offsets, kinds = [], [], [], []
    for kind, ((found, worth), offset) in enumerate([(before, 0), (before, 1), (before, 2), (after, -1), (after, 0)]):
        blocks.append(found)
        scores.append(worth)
        offsets.append(np.full(len(found), offset, np.int32))
        kinds.append(np.full(len(found), kind))
    asked = np.concatenate(blocks)
    moved = np.clip(asked + np.concatenate(offsets), 0, max(0, catalog.block_count - 1))
    files = catalog.block_files
    same = (files[moved] == files[asked]).nonzero()[0]
    words, places = catalog.words_of_blocks(moved[same])
    distinct, inverse = np.unique(words, return_inverse=True)
    voting = same[places]
    cells = np.concatenate(kinds)[voting] * len(distinct) + inverse
    votes = np.bincount(cells, np.concatenate(scores)[voting], minlength=5 * len(distinct))
    return distinct, votes.astype(np.float64).reshape(5, -1)


def _evidence(named: tuple[Ids, Ids], total: Reals, votes: Sequence[tuple[str, Reals]]) -> list[Evidence]:
    """What `votes` for words say of the definitions `named` by those that have most votes in all."""
    symbols, places = named
    defined = distinct(places[total[places] > 0])
    order = defined[(-total[defined]).argsort(kind="stable")][:_NAMES]
    ranks = np.full(len(total), _NAMES, np.int64)
    ranks[order] = np.arange(len(order))
    kept = (ranks[places] < _NAMES).nonzero()[0]
    symbols, places = symbols[kept], places[kept]
    evidence = []
    for feature, each in votes:
        part = each[places]
        evidence.append(Evidence(feature, symbols, (part / (1 + part)).astype(np.float32)))
    if votes[0][0] == "vote_here":
        evidence.append(Evidence("vote_rank", symbols, (1 / (1 + 0.2 * ranks[places])).astype(np.float32)))
    return evidence
