"""Where completions come from, handed over by whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lacewing.engine.engine import Engine
from lacewing.features.completion.session import CompletionSession
from lacewing.features.completion.types import InlineCompletion
from lacewing.model.types import Model
from lacewing.project.context import Context
from lacewing.project.index import Index
from lacewing.project.libraries import Libraries
from lacewing.project.pack import Count


@dataclass(frozen=True)
class CompletionSources:
    """`path` is the file's path in the project, by which the index and the engine know it.

    `session` is kept between requests; `context(offset, budget, count)` gives what a model is shown of the project for
    a byte offset in the file, within a budget of tokens. `libraries` are what the project uses without holding it.
    `may_show` has the last word on what was not asked for by hand.
    """

    index: Index
    path: str
    engine: Engine
    model: Model | None = None
    session: CompletionSession = field(default_factory=CompletionSession)
    may_show: Callable[[InlineCompletion], bool] = lambda completion: True
    context: Callable[[int, float, Count], Context] = lambda offset, budget, count: Context("", (), (), 0.0)
    libraries: Libraries | None = None
