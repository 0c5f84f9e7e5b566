"""The open documents of a project: what they say counts instead of what is stored of their files. Thread-safe."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from lacewing.project.facts import Facts
from lacewing.syntax.source import Source


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document that overlays its file, and its facts."""

    source: Source
    facts: Facts


class Overlay:
    """Facts and texts of open documents by path; `changes` counts how often they changed.

    The dictionaries are replaced, never changed: a question works on those it began with.
    """

    def __init__(self) -> None:
        self.facts: dict[str, Facts] = {}
        self.sources: dict[str, Source] = {}
        self.changes = 0
        self._lock = threading.Lock()

    def put(self, path: str, facts: Facts, source: Source | None) -> None:
        """A document was opened or changed."""
        with self._lock:
            if source is not None:
                self.sources = {**self.sources, path: source}
            self.facts = {**self.facts, path: facts}
            self.changes += 1

    def drop(self, path: str) -> None:
        """A document was closed."""
        with self._lock:
            self.facts = {other: facts for other, facts in self.facts.items() if other != path}
            self.sources = {other: source for other, source in self.sources.items() if other != path}
            self.changes += 1
