"""Retriever: definitions of the names that stand around the cursor and elsewhere in the file."""

from __future__ import annotations

import numpy as np

from lacewing.project.retrieve.evidence import Evidence, Search

FEATURES = ("named_before", "named_after", "named_in_body", "named_in_file", "owner_near")
_DEFINITIONS_EACH = 24
_MEMBERS_EACH = 60


def find(search: Search) -> list[Evidence]:
    """How near to the cursor a definition's name stands, or the name of the type it belongs to."""
    situation = search.situation
    found = []
    for feature, weights in (
        ("named_before", situation.before),
        ("named_after", situation.after),
        ("named_in_body", situation.body),
    ):
        symbols, _, values = search.named_near(weights, _DEFINITIONS_EACH)
        found.append(Evidence(feature, symbols, values))
    words, values = situation.near_words
    symbols, places = search.owned(words, _MEMBERS_EACH)
    found.append(Evidence("owner_near", symbols, values[places]))
    symbols, places = search.names_in_file
    counts = np.log1p(situation.counts[places]).astype(np.float32) / 2
    found.append(Evidence("named_in_file", symbols, counts))
    return found
