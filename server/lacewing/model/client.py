"""The model client: one interface to whatever server the settings name, always streaming, safe to cancel.

What is asked becomes a request in the provider's module; each exchange is owned by one task (`exchange.py`), and a
consumer that stops or is cancelled only tells that task to stop. Vectors come in one piece, on the same way.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from lacewing.model.answer.fences import WithoutFences
from lacewing.model.answer.stage import Stage, Stages
from lacewing.model.answer.thinking import WithoutThinking
from lacewing.model.answer.tokens import Rejoin, StopAt
from lacewing.model.connections import Connections
from lacewing.model.embeddings import read_vectors
from lacewing.model.errors import ModelConfigError
from lacewing.model.escaping import escaped, special_tokens
from lacewing.model.exchange import Exchange, Step
from lacewing.model.fill_by_chat import chat_for
from lacewing.model.keys import Key, find_key
from lacewing.model.network.options import NetworkOptions
from lacewing.model.options import ModelOptions
from lacewing.model.passage import Passage
from lacewing.model.piece_order import PieceOrder
from lacewing.model.provider import load_embedder, load_provider
from lacewing.model.retry import first_piece
from lacewing.model.stream_owner import StreamOwner
from lacewing.model.target import Target, resolve
from lacewing.model.types import Capabilities, ChatRequest, FimRequest, Message, Usage, Vectors
from lacewing.model.wire import WireRequest

if TYPE_CHECKING:
    import httpx

# Code and English; a character of Chinese has three bytes and makes a token nearly by itself.
_BYTES_PER_TOKEN = 3.6

Prepare = Callable[[Target], WireRequest]


def create_client(
    options: ModelOptions,
    environ: Mapping[str, str] = os.environ,
    network: NetworkOptions | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
    editor_keys: Mapping[str, str] | None = None,
) -> ModelClient | None:
    """The client for `options`, None when no model is configured. Raises ModelConfigError naming the wrong setting.

    With `transport` requests go there instead of over the network. `editor_keys` are API keys by host.
    """
    if options.provider == "none":
        return None
    resolved = resolve(options)[0]
    return ModelClient(options, lambda: find_key(resolved, environ, editor_keys or {}), network, transport)


class ModelClient:
    """Streams of text from one model. Nothing is connected before the first request.

    `options` are the settings with what the provider's preset adds; `notes` are sentences the user should read, such as
    that a format was taken from the model's name. Raises ModelConfigError for settings that cannot work.
    """

    def __init__(
        self,
        options: ModelOptions,
        api_key: str | Callable[[], Key] = "",
        network: NetworkOptions | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.options, target, self.notes = resolve(options)
        variable = f"the variable {self.options.api_key_env}"
        found = api_key if callable(api_key) else lambda: Key(api_key, variable)
        self._provider = load_provider(target.protocol)
        self._embedder = load_embedder(target.protocol) if target.dialect.embed_batch else None
        self._connections = Connections(target, self.options, found, network or NetworkOptions(), transport)
        self._owners: set[StreamOwner] = set()
        self._order = PieceOrder()

    @property
    def description(self) -> str:
        """The model in words for the user."""
        return self._connections.target.description

    @property
    def capabilities(self) -> Capabilities:
        """What the model can do."""
        return self._provider.capabilities(self._connections.target)

    @property
    def embed_batch(self) -> int:
        """How many texts can be embedded by one request; 0 for a model that embeds none."""
        return self._connections.target.dialect.embed_batch if self._embedder is not None else 0

    @property
    def open_exchanges(self) -> int:
        """How many exchanges have not ended yet, answered, stopped or not."""
        return len(self._owners)

    def count_tokens(self, text: str) -> int:
        """Tokens of `text`, estimated from its length (no tokenizer is loaded)."""
        length = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
        return int(length / _BYTES_PER_TOKEN) + 1

    def chat(
        self,
        messages: Sequence[Message],
        max_tokens: int,
        temperature: float = 0.0,
        passage: Passage | None = None,
        retries: int | None = None,
        on_usage: Callable[[Usage], None] = lambda usage: None,
    ) -> AsyncGenerator[str, None]:
        """The answer to a chat, piece by piece. Raises ModelError while iterating; close it to stop the server.

        Faults that may pass are tried again while nothing was shown: `retries` times, None for as the settings say.
        `on_usage` hears what the server counted.
        """
        request = ChatRequest(tuple(messages), max_tokens, temperature)
        prepare, stages = self._prepared_chat(request)
        return self._answer(prepare, stages, passage, retries, on_usage)

    def fill(
        self,
        request: FimRequest,
        passage: Passage | None = None,
        on_usage: Callable[[Usage], None] = lambda usage: None,
    ) -> AsyncGenerator[str, None]:
        """The text for the hole, piece by piece. Raises ModelError while iterating; close it to stop the server.

        Never tried again: the next key stroke asks anew.
        """
        prepare, stages = self._prepared_fill(request)
        return self._answer(prepare, stages, passage, 0, on_usage)

    async def embed(
        self,
        texts: Sequence[str],
        passage: Passage | None = None,
        retries: int | None = None,
        on_usage: Callable[[Usage], None] = lambda usage: None,
    ) -> AsyncGenerator[Vectors, None]:
        """The vectors of `texts`, at most `embed_batch` of them, as one piece. Raises ModelError while iterating.

        Nothing is restored in an answer of numbers. Tried again as a chat is.
        """
        embedder, asked = self._embedder, tuple(texts)
        if embedder is None:
            raise ModelConfigError(f"{self.description} embeds no text; name another model in routing.embedding")

        def read(payload: bytes) -> Step[Vectors]:
            found = embedder.read_embeddings(payload)
            return Step(read_vectors(found.vectors, len(asked)), "stop", found.usage)

        def start() -> AsyncGenerator[Vectors, None]:
            prepare = partial(embedder.embed_request, texts=asked)
            return Exchange("sse", read, self._connections, prepare, passage, self._owners, on_usage).pieces()

        stream, vectors = await first_piece(start, *self._patience(retries))
        async with aclosing(stream):
            if vectors is not None:
                yield vectors

    async def connect(self) -> None:
        """Open a connection, so that the next request need not wait for one. Raises ModelUnreachableError.

        Whatever the server answers is well: nothing is asked of it.
        """
        await self._connections.connect()

    async def close(self) -> None:
        """End every exchange and close the connections."""
        for owner in list(self._owners):
            owner.stop()
            await owner.ended()
        await self._connections.close()

    async def _answer(
        self,
        prepare: Prepare,
        stages: Stages,
        passage: Passage | None,
        retries: int | None,
        on_usage: Callable[[Usage], None],
    ) -> AsyncGenerator[str, None]:
        def read(payload: bytes) -> Step[str] | None:
            delta = self._provider.read_payload(payload)
            return Step(delta.text or None, delta.finish, delta.usage) if delta is not None else None

        def start() -> AsyncGenerator[str, None]:
            framing = self._provider.FRAMING
            return Exchange(framing, read, self._connections, prepare, passage, self._owners, on_usage).pieces()

        stream, first = await first_piece(start, *self._patience(retries))
        async with aclosing(stream):
            if first is not None and (shown := stages.feed(first)):
                yield shown
            async for piece in stream:
                if shown := stages.feed(piece):
                    yield shown
                if stages.over:
                    break
        if shown := stages.end():
            yield shown

    def _patience(self, retries: int | None) -> tuple[int, float]:
        """How often it may be tried again, None for as the settings say, and until when, by the loop's clock."""
        until = asyncio.get_running_loop().time() + self.options.retry_for_s
        return self.options.retries if retries is None else retries, until

    def _prepared_chat(self, request: ChatRequest) -> tuple[Prepare, Stages]:
        tokens = special_tokens(self._connections.target)
        stages: list[Stage] = [Rejoin(tokens), WithoutThinking()]
        ready = escaped(request, tokens)
        return (
            lambda target: self._provider.chat_request(target, ready),
            Stages([*stages, WithoutFences()] if request.code_only else stages),
        )

    def _prepared_fill(self, request: FimRequest) -> tuple[Prepare, Stages]:
        capabilities = self.capabilities
        if capabilities.fim == "chat":
            return self._prepared_chat(chat_for(request))
        if capabilities.keeps_prompts:
            request = replace(request, context=self._order.arranged(request.path, request.context))
        tokens = special_tokens(self._connections.target)
        ready = escaped(request, tokens)
        ends: list[Stage] = [] if capabilities.fim == "suffix" else [StopAt(tokens)]
        return lambda target: self._provider.fim_request(target, ready), Stages([*ends, Rejoin(tokens)])
