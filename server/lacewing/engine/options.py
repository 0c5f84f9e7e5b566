"""The engine's settings."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """What the embedded engine may learn and when it speaks."""

    enabled: bool = field(default=True, metadata={"doc": "Learn from the project and complete without a model."})
    max_source_mb: int = field(
        default=120, metadata={"doc": "How many megabytes of source text the engine learns from at most."}
    )
    max_file_kb: int = field(default=512, metadata={"doc": "Files larger than this many kilobytes are not learned."})
    line_threshold: float = field(
        default=0.58, metadata={"doc": "The probability from which the whole rest of a line is offered."}
    )
    part_threshold: float = field(
        default=0.7, metadata={"doc": "The probability from which a confident part of a line is offered."}
    )
    block_threshold: float = field(
        default=0.8, metadata={"doc": "The probability from which whole lines behind the line are offered with it."}
    )
    max_block_lines: int = field(
        default=6, metadata={"doc": "How many lines such a block may have at most; 1 never offers any."}
    )
    least_gain: float = field(
        default=3.8, metadata={"doc": "Ghost text is offered if it is expected to save this many keys at least."}
    )
    max_line_tokens: int = field(default=40, metadata={"doc": "How many tokens a line of ghost text may have at most."})
    budget_ms: int = field(
        default=15, metadata={"doc": "Milliseconds of processor time one line may take; it ends early after that."}
    )
