"""Settings of explanations."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ExplainOptions:
    """Options of the explain feature."""

    lens: bool = field(default=True, metadata={"doc": "Show an “Explain” lens above every function."})
    hover: bool = field(default=True, metadata={"doc": "Answer hover with a short explanation of the symbol."})
    max_callers: int = field(default=8, metadata={"doc": "At most this many callers are listed in an explanation."})
