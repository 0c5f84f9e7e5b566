"""Retriever: what the names in play lead to: members of the types they have, and companions of the members in use.

`crawler.settings` near the cursor leads to the members of the type of `settings`; a member in use leads to the other
members of its type, whatever the resolver can say of the receiver.
"""

from __future__ import annotations

import numpy as np

from lacewing.project.catalog.segment import Ids, Reals, Words
from lacewing.project.retrieve.evidence import Evidence, Search

FEATURES = ("member_of_named", "member_of_member", "companion", "companion_in_file")
_AMBIGUOUS = 6
_MOST_TYPES = 30
_MEMBERS_EACH = 80


def find(search: Search) -> list[Evidence]:
    """Members of the types of names around, of the types of members of values around, and companions."""
    near, places, weights = search.named_near(search.situation.near, _AMBIGUOUS)
    values = search.reach.types + search.reach.own_types
    members, which = search.owned(np.array([each.word for each in values], np.uint32), _MEMBERS_EACH)
    of_values = np.array([each.weight for each in values], np.float32)
    in_file, at = search.names_in_file
    found = {
        "member_of_named": _types_of(search, near, weights),
        "member_of_member": _types_of(search, members, of_values[which]),
        "companion": _owners_of(search, near, weights * _shares(places)),
        "companion_in_file": _owners_of(search, in_file, _shares(at)),
    }
    owned = search.owned_each([types for types, _ in found.values()], _MEMBERS_EACH)
    return [
        Evidence(feature, symbols, worths[places].astype(np.float32))
        for (feature, (_, worths)), (symbols, places) in zip(found.items(), owned, strict=True)
    ]


def _shares(places: Ids) -> Reals:
    """What part of its name each definition is, by the places of the names."""
    return 1 / np.bincount(places)[places] if len(places) else np.empty(0, np.float64)


def _types_of(search: Search, symbols: Ids, weights: Reals) -> tuple[Words, Reals]:
    """The types that these symbols have, each with the largest weight of those."""
    types = search.catalog.symbol("type", symbols)
    typed = types > 0
    distinct, inverse = np.unique(types[typed], return_inverse=True)
    best = np.zeros(len(distinct), np.float32)
    np.maximum.at(best, inverse, weights[typed])
    chosen = np.argsort(-best, kind="stable")[:_MOST_TYPES]
    return distinct[chosen], best[chosen]


def _owners_of(search: Search, symbols: Ids, share: Reals) -> tuple[Words, Reals]:
    """The types that have the members in use (`symbols`), by how many are and how few others have their names: a name's
    definitions have a `share` of it each."""
    owners = search.catalog.symbol("owner", symbols)
    owned = owners > 0
    distinct, inverse = np.unique(owners[owned], return_inverse=True)
    sums = np.bincount(inverse, share[owned], minlength=len(distinct))
    chosen = np.argsort(-sums, kind="stable")[:_MOST_TYPES]
    return distinct[chosen], sums[chosen] / (1 + sums[chosen])
