"""The only model that features get: those of one role, behind the boundary of one project."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from urllib.parse import urlsplit

from lacewing.model.boundary import Boundary
from lacewing.model.client import ModelClient
from lacewing.model.errors import ModelRefusedError
from lacewing.model.options import ModelOptions
from lacewing.model.passage import Passage
from lacewing.model.routing.attempt import OnUsage
from lacewing.model.routing.endpoint import Role
from lacewing.model.routing.router import Asked, Router
from lacewing.model.rules import ModelRules
from lacewing.model.types import ContextFile, FimRequest, Message, Vectors

Put = Callable[[ModelClient, Passage, OnUsage], AsyncGenerator[str, None]]


@dataclass(frozen=True, slots=True)
class GuardedModel:
    """The models of `role` in `router` behind `boundary`; what may not pass raises ModelPolicyError while iterating.

    `deadline_s` is for whole answers; a `patient` model waits for its turn where limits are reached.
    """

    router: Router
    role: Role
    boundary: Boundary
    deadline_s: float | None = None
    patient: bool = False

    @property
    def options(self) -> ModelOptions:
        """The settings of the first model."""
        return self._first.options

    @property
    def description(self) -> str:
        """The model that would be asked now, in words for the user."""
        states = self.router.states(self.role)
        return next((each.model for each in states if each.state != "open"), states[0].model)

    def count_tokens(self, text: str) -> int:
        """Tokens of `text`."""
        return self._first.count_tokens(text)

    async def chat(
        self, messages: Sequence[Message], max_tokens: int, temperature: float = 0.0
    ) -> AsyncGenerator[str, None]:
        """The answer to a chat, piece by piece."""
        admitted = self.boundary.admit_chat(messages)
        tokens = sum(self.count_tokens(each.content) for each in admitted)
        # Where another model stands in, it is asked instead of the same again.
        retries = None if len(self.router.routes[self.role]) == 1 else 0

        def put(client: ModelClient, passage: Passage, on_usage: OnUsage) -> AsyncGenerator[str, None]:
            return client.chat(admitted, max_tokens, temperature, passage, retries, on_usage)

        asked = self._asked(put, tokens)
        async for piece in self.router.answer(asked):
            yield piece

    async def fill(self, request: FimRequest) -> AsyncGenerator[str, None]:
        """The text for a hole, piece by piece."""
        admitted = self.boundary.admit_fill(request)
        texts = [request.prefix, request.suffix, *(piece.text for piece in admitted.context)]
        tokens = sum(map(self.count_tokens, texts))

        def put(client: ModelClient, passage: Passage, on_usage: OnUsage) -> AsyncGenerator[str, None]:
            return client.fill(admitted, passage, on_usage)

        asked = self._asked(put, tokens)
        async for piece in self.router.answer(asked):
            yield piece

    @property
    def embedding_name(self) -> str:
        """The name under which the vectors of the models of this role can be kept: that of the model, or its place."""
        return self._first.options.name or self._first.options.endpoint

    @property
    def embed_batch(self) -> int:
        """How many texts can be embedded at once."""
        return min(endpoint.client.embed_batch for endpoint in self.router.routes[self.role])

    async def embed(self, texts: Sequence[ContextFile]) -> Vectors:
        """The vectors of `texts`, at most `embed_batch`; those of no file have the path "". Raises ModelError."""
        admitted = [each.text for each in self.boundary.admit_embedding(texts)]

        def start(client: ModelClient, on_usage: OnUsage) -> AsyncGenerator[Vectors, None]:
            retries = None if len(self.router.routes[self.role]) == 1 else 0
            return client.embed(admitted, self._passage(client), retries, on_usage)

        tokens = sum(map(self.count_tokens, admitted))
        asked = Asked(self.role, start, self._check, tokens, self.deadline_s, self.patient)
        async with aclosing(self.router.answer(asked)) as answer:
            found = [vectors async for vectors in answer]
        if not found:
            raise ModelRefusedError(f"{self.description} sent no vectors", kind="reply")
        return found[0]

    def _asked(self, put: Put, tokens: int) -> Asked[str]:
        def start(client: ModelClient, on_usage: OnUsage) -> AsyncGenerator[str, None]:
            passage = self._passage(client)
            return self.boundary.incoming(put(client, passage, on_usage), passage.redactions)

        return Asked(self.role, start, self._check, tokens, self.deadline_s, self.patient)

    def _passage(self, client: ModelClient) -> Passage:
        return Passage(self.boundary.redactor, frozenset([client.options.name]))

    def _check(self, client: ModelClient) -> None:
        check_destination(client, self.boundary.rules)

    @property
    def _first(self) -> ModelClient:
        return self.router.routes[self.role][0].client


def check_destination(client: ModelClient, rules: Iterable[ModelRules]) -> None:
    """Raise ModelPolicyError when the rules forbid to ask `client` anything."""
    for each in rules:
        each.check_destination(client.options.provider, urlsplit(client.options.endpoint).hostname or "")
