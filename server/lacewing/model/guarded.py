"""The only model that features get: a client behind the boundary of one project."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lacewing.model.boundary import Boundary
from lacewing.model.client import ModelClient
from lacewing.model.options import ModelOptions
from lacewing.model.redaction.redactor import Redactions
from lacewing.model.types import ContextFile, FimRequest, Message


@dataclass(frozen=True, slots=True)
class GuardedModel:
    """`client` behind `boundary`; a request that may not pass raises ModelPolicyError while iterating."""

    client: ModelClient
    boundary: Boundary

    @property
    def options(self) -> ModelOptions:
        """The settings in force."""
        return self.client.options

    @property
    def description(self) -> str:
        """The model in words for the user."""
        return self.client.description

    def count_tokens(self, text: str) -> int:
        """Tokens of `text`."""
        return self.client.count_tokens(text)

    async def chat(
        self, messages: Sequence[Message], max_tokens: int, temperature: float = 0.0
    ) -> AsyncGenerator[str, None]:
        """The answer to a chat, piece by piece."""
        self._check_destination()
        redactions = Redactions()
        redact = self.boundary.redactor.redact
        admitted = self.boundary.admit_chat(messages)
        sent = [replace(each, content=redact(each.content, redactions)) for each in admitted]
        async for piece in self.boundary.incoming(self.client.chat(sent, max_tokens, temperature), redactions):
            yield piece

    async def fill(self, request: FimRequest) -> AsyncGenerator[str, None]:
        """The text for a hole, piece by piece."""
        self._check_destination()
        redactions = Redactions()
        sent = self._redacted(self.boundary.admit_fill(request), redactions)
        async for piece in self.boundary.incoming(self.client.fill(sent), redactions):
            yield piece

    def _redacted(self, request: FimRequest, redactions: Redactions) -> FimRequest:
        def redact(text: str) -> str:
            return self.boundary.redactor.redact(text, redactions)

        context = tuple(ContextFile(redact(piece.path), redact(piece.text)) for piece in request.context)
        return replace(
            request,
            path=redact(request.path),
            prefix=redact(request.prefix),
            suffix=redact(request.suffix),
            context=context,
        )

    def _check_destination(self) -> None:
        options = self.client.options
        self.boundary.check_destination(options.provider, urlsplit(options.endpoint).hostname or "")
