"""Retriever: what the file imports, the members of what it imports, and what else the imported files define."""

from __future__ import annotations

import numpy as np

from lacewing.project.retrieve.evidence import Evidence, Search

FEATURES = ("imported", "imported_unused", "imported_member", "imported_file")
_MEMBERS_EACH = 80
_MOST_FILES = 40
_MOST_OF_FILES = 1500


def find(search: Search) -> list[Evidence]:
    """Definitions imported by name (used nowhere yet, or used), members of imported types, all of imported files."""
    catalog, reach, situation = search.catalog, search.reach, search.situation
    bound = reach.bound_symbols
    ones = np.ones(len(bound), np.float32)
    unused = (situation.count_of(reach.bound_words) <= 1).astype(np.float32)
    found = [Evidence("imported", bound, ones), Evidence("imported_unused", bound, unused)]
    owners = np.unique(catalog.symbol("name", bound)) if len(bound) else np.empty(0, np.uint32)
    members, _ = search.owned(owners, _MEMBERS_EACH)
    found.append(Evidence("imported_member", members, np.ones(len(members), np.float32)))
    files = np.flatnonzero(reach.imported)[:_MOST_FILES]
    inside = catalog.symbols_of_files(files.tolist())[:_MOST_OF_FILES]
    found.append(Evidence("imported_file", inside, np.ones(len(inside), np.float32)))
    return found
