"""What a model is asked, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class ContextFile:
    """A piece of the project to show the model: `text` stands in `path`."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class FimRequest:
    """Fill the hole between `prefix` and `suffix` of the file `path`; `context` comes first, the most useful last."""

    path: str
    language: str
    prefix: str
    suffix: str
    context: tuple[ContextFile, ...] = ()
    max_tokens: int = 128
    stop: tuple[str, ...] = ()
    temperature: float = 0.0
