"""Retriever: what the names in play lead to: members of the types they have, and companions of the members in use.

`crawler.settings` near the cursor leads to the members of the type of `settings`; a member in use leads to the other
members of its type, whatever the resolver can say of the receiver.
"""

from __future__ import annotations

import numpy as np

from lacewing.project.catalog.segment import Ids, Reals
from lacewing.project.retrieve.evidence import Evidence, Search

FEATURES = ("member_of_named", "member_of_member", "companion", "companion_in_file")
_AMBIGUOUS = 6
_MOST_TYPES = 30
_MEMBERS_EACH = 80


def find(search: Search) -> list[Evidence]:
    """Members of the types of names around, of the types of members of values around, and companions."""
    situation = search.situation
    symbols, places, weights = search.named_near(situation.near, _AMBIGUOUS)
    named = _members_of_types(search, "member_of_named", symbols, weights)
    values = search.reach.types + search.reach.own_types
    members, which = search.owned(np.array([each.word for each in values], np.uint32), _MEMBERS_EACH)
    of_members = (
        np.array([each.weight for each in values], np.float32)[which] if len(members) else np.empty(0, np.float32)
    )
    chained = _members_of_types(search, "member_of_member", members, of_members)
    near = _companions(search, "companion", symbols, weights / np.bincount(places)[places])
    in_file, at = search.names_in_file
    return [named, chained, near, _companions(search, "companion_in_file", in_file, 1 / np.bincount(at)[at])]


def _members_of_types(search: Search, feature: str, symbols: Ids, weights: Reals) -> Evidence:
    """Members of the types that these symbols have."""
    catalog = search.catalog
    types = catalog.symbol("type", symbols)
    typed = types > 0
    distinct, inverse = np.unique(types[typed], return_inverse=True)
    best = np.zeros(len(distinct), np.float32)
    np.maximum.at(best, inverse, weights[typed])
    chosen = np.argsort(-best, kind="stable")[:_MOST_TYPES]
    found, places = search.owned(distinct[chosen], _MEMBERS_EACH)
    return Evidence(feature, found, best[chosen][places])


def _companions(search: Search, feature: str, symbols: Ids, share: Reals) -> Evidence:
    """Members of the types that have the members in use (`symbols`), by how many are and how few others have their
    names: a name's definitions have a `share` of it each."""
    catalog = search.catalog
    if not len(symbols):
        return Evidence(feature, symbols, np.empty(0, np.float32))
    owners = catalog.symbol("owner", symbols)
    owned = owners > 0
    distinct, inverse = np.unique(owners[owned], return_inverse=True)
    sums = np.bincount(inverse, share[owned], minlength=len(distinct))
    chosen = np.argsort(-sums, kind="stable")[:_MOST_TYPES]
    found, at = search.owned(distinct[chosen], _MEMBERS_EACH)
    values = sums[chosen][at]
    return Evidence(feature, found, (values / (1 + values)).astype(np.float32))
