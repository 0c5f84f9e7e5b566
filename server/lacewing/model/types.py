"""What a model is asked, as plain data, and what can be asked."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from lacewing.model.options import ModelOptions


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat; `paths` are the files of which it holds text, but for those in diffs."""

    role: Literal["system", "user", "assistant"]
    content: str
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContextFile:
    """A piece of the project to show the model: `text` stands in `path`."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class FimRequest:
    """Fill the hole between `prefix` and `suffix` of the file `path`; `context` comes first, the most useful last.

    `comment` begins a line comment in the file's language; "" where there is none.
    """

    path: str
    language: str
    prefix: str
    suffix: str
    context: tuple[ContextFile, ...] = ()
    max_tokens: int = 128
    stop: tuple[str, ...] = ()
    temperature: float = 0.0
    comment: str = "//"


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """Answer the last of `messages`. `code_only`: code is wanted, so fences and prose around it are taken off."""

    messages: tuple[Message, ...]
    max_tokens: int
    temperature: float = 0.0
    stop: tuple[str, ...] = ()
    code_only: bool = False


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the server counted them; `cached` of the `sent` ones came from its prompt cache."""

    sent: int = 0
    received: int = 0
    cached: int = 0


@dataclass(frozen=True, slots=True)
class Delta:
    """A step of a stream: new `text`; `finish`, the server's reason to end, "" while it goes on; `usage` if it came.

    A step without text is still a sign of life, such as a model's thinking, which is not shown.
    """

    text: str = ""
    finish: str = ""
    usage: Usage | None = None


Vectors = list[list[float]]
"""One vector for each text that was asked about, in their order, all of one length."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A server's answer to texts that were to be embedded; `usage` if it counted."""

    vectors: Vectors
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a model can do; `fim` is the way holes are filled: "suffix", a format of `fim/`, or "chat".

    `keeps_prompts`: prompts that only grow at their end are answered sooner.
    """

    chat: bool
    fim: str
    keeps_prompts: bool = False


class Model(Protocol):
    """What features ask. Both answers come piece by piece and raise ModelError while iterating; close them to stop the
    server."""

    @property
    def options(self) -> ModelOptions:
        """The settings in force."""

    @property
    def description(self) -> str:
        """The model in words for the user."""

    def count_tokens(self, text: str) -> int:
        """Tokens of `text`."""

    def chat(self, messages: Sequence[Message], max_tokens: int, temperature: float = 0.0) -> AsyncGenerator[str, None]:
        """The answer to a chat."""

    def fill(self, request: FimRequest) -> AsyncGenerator[str, None]:
        """The text for a hole."""
