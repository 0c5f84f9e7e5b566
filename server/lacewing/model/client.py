"""The model client: one interface to whatever server the settings name, always streaming, safe to cancel.

Every stream is owned by one task that opens, reads and closes the response (`stream_owner`); a consumer that stops or
is cancelled only tells the owner to stop.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lacewing.model.errors import (
    ModelConfigError,
    ModelError,
    ModelRefusedError,
    ModelTimeoutError,
    ModelUnreachableError,
)
from lacewing.model.keys import Key, find_key
from lacewing.model.network.options import NetworkOptions
from lacewing.model.options import ModelOptions
from lacewing.model.passage import EXTENSION, Passage
from lacewing.model.providers import openai
from lacewing.model.sse import EventDecoder
from lacewing.model.stream_owner import StoppedError, StreamOwner
from lacewing.model.templates import load_template
from lacewing.model.types import FimRequest, Message

if TYPE_CHECKING:
    import httpx

_CHARACTERS_PER_TOKEN = 3.6
_MAX_STREAM_CHARACTERS = 400_000
_REST_S = 0.5


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
    parts = urlsplit(options.endpoint)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ModelConfigError(f"model.endpoint = {options.endpoint!r} is no http(s) URL")
    if options.fim not in ("chat", "suffix"):
        load_template(options.fim)
    return ModelClient(options, lambda: find_key(options, environ, editor_keys or {}), network, transport)


class ModelClient:
    """Streams of text from one model. Nothing is connected before the first request."""

    def __init__(
        self,
        options: ModelOptions,
        api_key: str | Callable[[], Key] = "",
        network: NetworkOptions | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.options = options
        self._network = network or NetworkOptions()
        self._transport = transport
        self._find_key = api_key if callable(api_key) else lambda: Key(api_key, f"the variable {options.api_key_env}")
        self._key = Key("", "nowhere")
        self._http: httpx.AsyncClient | None = None
        self._making = threading.Lock()
        self._owners: set[StreamOwner] = set()

    @property
    def description(self) -> str:
        """The model in words for the user."""
        return f"{self.options.name or 'the model'} at {urlsplit(self.options.endpoint).netloc}"

    def count_tokens(self, text: str) -> int:
        """Tokens of `text`, estimated from its length (no tokenizer is loaded)."""
        return int(len(text) / _CHARACTERS_PER_TOKEN) + 1

    def chat(
        self, messages: Sequence[Message], max_tokens: int, temperature: float = 0.0, passage: Passage | None = None
    ) -> AsyncGenerator[str, None]:
        """The answer to a chat, piece by piece. Raises ModelError while iterating; close it to stop the server."""
        return self._stream(openai.chat_request(self.options, messages, max_tokens, temperature), passage)

    def fill(self, request: FimRequest, passage: Passage | None = None) -> AsyncGenerator[str, None]:
        """The text for the hole, piece by piece. Raises ModelError while iterating; close it to stop the server."""
        return self._stream(openai.fill_request(self.options, request), passage)

    async def connect(self) -> None:
        """Open a connection, so that the next request need not wait for one. Raises ModelUnreachableError.

        Whatever the server answers is well: nothing is asked of it.
        """
        import httpx

        from lacewing.model.network.faults import network_fault

        try:
            client = await asyncio.to_thread(self._client)  # which reads certificates and may look for a key
            await client.head(self.options.endpoint, timeout=self.options.connect_timeout_s)
        except httpx.HTTPError as error:
            raise ModelUnreachableError(f"{self.description} {network_fault(error)}") from error

    async def close(self) -> None:
        """End every stream and close the connections."""
        for owner in list(self._owners):
            owner.stop()
            await owner.ended()
        if self._http is not None:
            http, self._http = self._http, None
            await http.aclose()

    async def _stream(self, request: openai.HttpRequest, passage: Passage | None) -> AsyncGenerator[str, None]:
        queue: asyncio.Queue[str | ModelError | None] = asyncio.Queue()
        owner = StreamOwner()
        owner.start(self._own(owner, request, passage, queue), self._owners.discard)
        self._owners.add(owner)
        timeout = self.options.connect_timeout_s + self.options.first_token_timeout_s
        try:
            while True:
                try:
                    async with asyncio.timeout(timeout):
                        piece = await queue.get()
                except TimeoutError:
                    raise ModelTimeoutError(
                        f"{self.description} sent nothing for {timeout:g} s; a smaller model or a longer "
                        "model.first_token_timeout_s may help"
                    ) from None
                timeout = self.options.stall_timeout_s
                if piece is None:
                    return
                if isinstance(piece, ModelError):
                    raise piece
                yield piece
        finally:
            owner.stop()

    async def _own(
        self,
        owner: StreamOwner,
        request: openai.HttpRequest,
        passage: Passage | None,
        queue: asyncio.Queue[str | ModelError | None],
    ) -> None:
        """Open, read and close one response; everything that can go wrong arrives in the queue as a ModelError."""
        import httpx

        from lacewing.model.network.faults import network_fault

        try:
            url = self._url(request.path)
            http = self._http
            if http is None:
                http = await asyncio.to_thread(self._client)
            async with http.stream(
                "POST", url, json=request.body, extensions={"trace": owner.trace, EXTENSION: passage}
            ) as response:
                if response.status_code >= 400:
                    raise await self._refusal(response)
                chunks = response.aiter_raw()
                await self._read(chunks, queue)
                queue.put_nowait(None)
                owner.finish()
                await _read_rest(chunks)
        except ModelError as error:
            queue.put_nowait(error)
        except StoppedError:
            queue.put_nowait(None)
        except httpx.PoolTimeout:
            await self._replace_pool()
            queue.put_nowait(ModelUnreachableError(f"{self.description}: all connections were stuck and were replaced"))
        except httpx.TimeoutException as error:
            queue.put_nowait(ModelTimeoutError(f"{self.description} did not answer in time ({type(error).__name__})"))
        except httpx.HTTPError as error:
            queue.put_nowait(ModelUnreachableError(f"{self.description} {network_fault(error)}"))
        except Exception as error:  # noqa: BLE001 - whatever it is, the consumer must hear of it at once
            queue.put_nowait(ModelError(f"{self.description} failed unexpectedly: {error!r}"))

    async def _read(self, chunks: AsyncIterator[bytes], queue: asyncio.Queue[str | ModelError | None]) -> None:
        decoder = EventDecoder()
        received = 0
        async for chunk in chunks:
            for payload in self._decoded(decoder, chunk):
                delta = self._delta(payload)
                if delta is None:
                    continue
                received += len(delta.text)
                if delta.text:
                    queue.put_nowait(delta.text)
                if delta.finished or received > _MAX_STREAM_CHARACTERS:
                    return
        for payload in decoder.end():
            delta = self._delta(payload)
            if delta is not None:
                queue.put_nowait(delta.text)
                if delta.finished:
                    return
        raise ModelUnreachableError(f"{self.description} broke off in the middle of its answer")

    def _decoded(self, decoder: EventDecoder, chunk: bytes) -> list[bytes]:
        try:
            return decoder.feed(chunk)
        except ValueError as error:
            raise ModelRefusedError(f"{self.description} sent {error}") from error

    def _delta(self, payload: bytes) -> openai.Delta | None:
        try:
            return openai.read_delta(payload)
        except ModelError:
            raise
        except (ValueError, AttributeError, TypeError, LookupError) as error:
            raise ModelRefusedError(f"{self.description} sent an event that is not understood: {error}") from error

    async def _refusal(self, response: httpx.Response) -> ModelRefusedError:
        body = (await response.aread())[:2000].decode("utf-8", "replace")
        key, where = self._key.value, self._key.origin
        body = body.replace(key, "(hidden)") if key else body  # some servers repeat what they refuse
        advice = {
            401: f"the API key from {where} is wrong" if key else f"it wants an API key, and there is none in {where}",
            403: f"the API key from {where} may not use this model",
            404: f"there is no model {self.options.name!r} or no such address below {self.options.endpoint}",
            429: "too many requests, or the quota is used up",
        }.get(response.status_code, "the server failed" if response.status_code >= 500 else "the request was refused")
        message = f"{self.description} answered {response.status_code}: {advice}. It said: {body.strip()[:300]}"
        return ModelRefusedError(message, response.status_code)

    def _client(self) -> httpx.AsyncClient:
        with self._making:
            if self._http is None:
                # 150 ms of imports that a session without a model never pays
                from lacewing.model.network.http import http_client

                options = self.options
                self._key = self._find_key()
                self._http = http_client(options.endpoint, self._network, options.connect_timeout_s, self._transport)
                if self._key.value:
                    self._http.headers["Authorization"] = f"Bearer {self._key.value}"
            return self._http

    async def _replace_pool(self) -> None:
        stuck, self._http = self._http, None
        if stuck is not None:
            with contextlib.suppress(Exception):
                await stuck.aclose()

    def _url(self, path: str) -> str:
        return self.options.endpoint.rstrip("/") + path


async def _read_rest(chunks: AsyncIterator[bytes]) -> None:
    """Read what comes after the end of an answer, a few bytes as a rule: only then can the connection be used again."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_REST_S):
            async for _ in chunks:
                pass
