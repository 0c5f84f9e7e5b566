"""What asking for context gives; apart from the retrieval that finds it, which is loaded when somebody asks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lacewing.project.context import Context


@dataclass(frozen=True, slots=True)
class ContextAnswer:
    """The `context` for a place in the project at `root`, and the tokens it might cost."""

    root: Path
    budget: float
    context: Context


class NoContextError(Exception):
    """There can be no context for a file; the text says why."""
