"""A small project in a folder as completion sees it: an index of its files and an engine that learned them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from lacewing.engine.engine import Engine
from lacewing.engine.options import EngineOptions
from lacewing.features.completion.inline import CompletionSources
from lacewing.model.client import ModelClient
from lacewing.project.extract import extract
from lacewing.project.index import Index
from lacewing.project.libraries import Libraries, shipped_stubs
from lacewing.storage.database import Database
from lacewing.syntax.source import source_of

# A slow machine must not change an answer.
_PATIENT = EngineOptions(budget_ms=2000)
STUBS = shipped_stubs()
LIBRARIES = Libraries([STUBS] if STUBS is not None else [], at_once=True)


@contextlib.contextmanager
def learned_project(
    files: dict[str, bytes], cache: Path, path: str, model: ModelClient | None = None
) -> Iterator[CompletionSources]:
    """The sources for completing in the file `path`; `cache` is an empty folder for the index."""
    database = Database(cache / "index.sqlite")
    index, engine = Index(database), Engine(_PATIENT)
    for name, data in files.items():
        source = source_of(Path(name), data)
        if source.language is not None:
            index.set_overlay(name, extract(data, source.language), source)
        engine.learn(name, data.decode("utf-8", "replace"))
    engine.settle()
    try:
        yield CompletionSources(index, path, engine, model, libraries=LIBRARIES)
    finally:
        index.close()
