"""Retriever: what the open file's counterpart defines: a source's header, a test's subject, a subject's test."""

from __future__ import annotations

import numpy as np

from lacewing.project.retrieve.evidence import Evidence, Search

FEATURES = ("counterpart",)
_MOST_FILES = 8
_MOST = 600


def find(search: Search) -> list[Evidence]:
    """All definitions of the counterparts, those in near folders worth more."""
    reach, catalog = search.reach, search.catalog
    files = np.flatnonzero(reach.counterpart & reach.usable)
    files = files[np.lexsort((files, -reach.closeness[files]))][:_MOST_FILES]
    symbols = catalog.symbols_of_files(files.tolist())[:_MOST]
    return [Evidence("counterpart", symbols, np.ones(len(symbols), np.float32))]
