"""What a sandboxed execution may use, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Ending = Literal["exited", "timeout", "cancelled", "too many processes"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one execution. `seconds` is wall-clock; CPU time is bounded by the same figure, rounded up."""

    seconds: float = 30.0
    memory_bytes: int = 2 << 30
    processes: int = 32
    file_bytes: int = 64 << 20
    output_bytes: int = 1 << 20


@dataclass(frozen=True, slots=True)
class Execution:
    """How one execution ended: its exit `returncode` (None when it was killed), bounded `output` (stdout and stderr
    together), and which protections held (`held`) or could not be had on this machine (`missing`), as sentences.
    """

    returncode: int | None
    ending: Ending
    output: str
    seconds: float
    held: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def succeeded(self) -> bool:
        """Whether the program ended by itself with exit status 0."""
        return self.ending == "exited" and self.returncode == 0


class SandboxError(RuntimeError):
    """The sandbox could not be prepared; the message says what to change."""
