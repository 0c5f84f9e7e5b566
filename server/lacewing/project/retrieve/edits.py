"""Retriever: code edited of late in other files, and definitions in files that are edited or open.

Repositories on disk do not tell what their authors had open, so nothing is learned here: an edited or open file lifts
its definitions by a fixed amount (`PRIORS`, in the units of the ranker's score).
"""

from __future__ import annotations

import numpy as np

from lacewing.project.catalog.words import known_words
from lacewing.project.retrieve.evidence import Evidence, Search
from lacewing.project.retrieve.likely import Likely, Passage

PRIORS = {"edited": 0.8, "opened": 0.4}
_MOST_PLACES = 6
_LINES = 8
_WORTH = 0.06
_MOST_OF_FILE = 300


def find(search: Search) -> list[Evidence]:
    """Definitions in edited files (those edited last first), and in open ones."""
    query = search.situation.query
    edited = list(dict.fromkeys(place.path for place in query.edits))
    return [
        _in_files(search, "edited", edited),
        _in_files(search, "opened", sorted(query.open_paths - {query.path, *edited})),
    ]


def passages(search: Search, likely: Likely) -> list[Passage]:
    """The lines edited last in other files."""
    numbers = search.catalog.file_numbers
    found = []
    places = [place for place in search.situation.query.edits if place.path != search.situation.path]
    for rank, place in enumerate(places[:_MOST_PLACES]):
        file = numbers.get(place.path)
        if file is None:
            continue
        rows = search.lines_of(file)[max(0, place.line - 1) : min(place.end_line, place.line + _LINES) + 1]
        text = b"\n".join(rows)
        if text.strip():
            words = frozenset(known_words(text, likely.by_name))
            bonus = _WORTH / (1 + rank)
            shown = text.decode("utf-8", "replace")
            found.append(Passage(file, max(0, place.line - 1), shown, words, "edits", "edited of late", bonus))
    return found


def _in_files(search: Search, feature: str, paths: list[str]) -> Evidence:
    numbers = search.catalog.file_numbers
    parts = [search.catalog.symbols_of_files([numbers[path]])[:_MOST_OF_FILE] for path in paths if path in numbers]
    values = [np.full(len(part), 1 / (1 + 0.3 * rank), np.float32) for rank, part in enumerate(parts)]
    if not parts:
        return Evidence(feature, np.empty(0, np.int32), np.empty(0, np.float32))
    return Evidence(feature, np.concatenate(parts), np.concatenate(values))
