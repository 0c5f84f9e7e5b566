"""Where completions come from, handed over by whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lacewing.engine.engine import Engine
from lacewing.features.completion.cache import ShownTexts
from lacewing.model.client import ModelClient
from lacewing.project.catalog.catalog import Catalog
from lacewing.project.index import Index


@dataclass(frozen=True)
class CompletionSources:
    """`path` is the file's path in the project, by which the index and the engine know it.

    `read` gives the bytes of a project file by such a path (for a model's context), `shown` is kept between requests,
    `may_leave` says whether a model may see anything of such a file; `catalog` is what retrieval knows of the project.
    """

    index: Index
    path: str
    engine: Engine
    model: ModelClient | None = None
    shown: ShownTexts = field(default_factory=ShownTexts)
    read: Callable[[str], bytes | None] = lambda path: None
    may_leave: Callable[[str], bool] = lambda path: True
    catalog: Callable[[], Catalog] = lambda: Catalog([], [])
