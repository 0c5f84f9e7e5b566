"""What an index holds, in numbers: files and definitions by language."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from lacewing.project import index_queries


@dataclass(frozen=True, slots=True)
class LanguageCount:
    """How many `files` of a language are indexed, and how many `symbols` they define."""

    language: str
    files: int
    symbols: int


def take_census(connection: sqlite3.Connection) -> tuple[LanguageCount, ...]:
    """The languages of an index, the one with most files first. Reads every outline: a second for 20,000 files."""
    files: dict[str, int] = {}
    symbols: dict[str, int] = {}
    for count, outline in index_queries.outlines(connection):
        files[outline.language] = files.get(outline.language, 0) + count
        symbols[outline.language] = symbols.get(outline.language, 0) + count * len(outline.names)
    counts = (LanguageCount(language, files[language], symbols[language]) for language in files)
    return tuple(sorted(counts, key=lambda count: (-count.files, count.language)))
