"""Settings of next edit."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NextEditOptions:
    """Whether the next edit is looked for, and how sure it must be."""

    enabled: bool = field(
        default=True, metadata={"doc": "After a change, offer the places where the same is still to be done."}
    )
    threshold: float = field(
        default=0.45, metadata={"doc": "The probability from which an edit is offered; more is fewer and surer ones."}
    )
    max_edits: int = field(default=20, metadata={"doc": "Most edits that are offered for one change."})
    model: bool = field(
        default=True, metadata={"doc": "Where no edit is sure enough, ask the model for one, when there is a model."}
    )
