"""Retriever: members of the types of values in reach, of the type around the cursor, and of their bases."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lacewing.project.retrieve.evidence import Evidence, Search
from lacewing.project.retrieve.reach import ReachedType

FEATURES = ("member_of_value", "member_of_own")
_MEMBERS_EACH = 150


def find(search: Search) -> list[Evidence]:
    """Members by the weight of the value whose type has them."""
    return [
        _members(search, "member_of_value", search.reach.types),
        _members(search, "member_of_own", search.reach.own_types),
    ]


def _members(search: Search, feature: str, types: Sequence[ReachedType]) -> Evidence:
    words = np.array([each.word for each in types], np.uint32)
    symbols, places = search.owned(words, _MEMBERS_EACH)
    if not len(symbols):
        return Evidence(feature, symbols, np.empty(0, np.float32))
    weights = np.array([each.weight for each in types], np.float32)[places]
    # A type of the same name in another file is another type, unless its parts lie in several files (C++, Go, C#).
    elsewhere = np.array([each.file for each in types], np.int64)[places] != search.catalog.symbol("file", symbols)
    return Evidence(feature, symbols, np.where(elsewhere, 0.6 * weights, weights).astype(np.float32))
