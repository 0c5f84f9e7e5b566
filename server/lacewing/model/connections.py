"""The connections to one server: requests over HTTP or WebSocket, read by the tasks that own them, errors in words."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import orjson

from lacewing.model.errors import ModelError, ModelRefusedError, ModelTimeoutError, ModelUnreachableError
from lacewing.model.keys import Key
from lacewing.model.network.options import NetworkOptions
from lacewing.model.options import ModelOptions
from lacewing.model.passage import EXTENSION, Passage
from lacewing.model.payloads import MAX_STREAM_BYTES, PayloadDecoder
from lacewing.model.refusals import refusal
from lacewing.model.stream_owner import StreamOwner
from lacewing.model.target import Target
from lacewing.model.wire import WireRequest

if TYPE_CHECKING:
    import httpx

Take = Callable[[bytes], bool]
_MAX_ERROR_BYTES = 20_000
_ERROR_S = 5.0
# After the end of an answer the rest of the response, a few bytes as a rule, is read for so long at most.
_REST_S = 0.5


class Connections:
    """Made when first needed, in a thread: reading certificates and looking for a key take their time.

    A pool that is stuck is replaced; its other streams go on to their ends. With `transport` everything goes there.
    """

    def __init__(
        self,
        target: Target,
        options: ModelOptions,
        find_key: Callable[[], Key],
        network: NetworkOptions,
        transport: httpx.AsyncBaseTransport | None,
    ) -> None:
        self.target = target
        self.options = options
        self._find_key: Callable[[], Key] | None = find_key
        self._network = network
        self._transport = transport
        self._http: httpx.AsyncClient | None = None
        self._using: dict[httpx.AsyncClient, int] = {}
        self._making = threading.Lock()
        self._closed = False

    async def ready(self) -> None:
        """Have the key and a client. Raises ModelConfigError, and ModelUnreachableError once closed."""
        if self._closed:
            raise closed(self.target)
        if self._http is None:
            await asyncio.to_thread(self._make)

    async def connect(self) -> None:
        """Open a connection. Raises ModelUnreachableError; whatever the server answers is well."""
        import httpx

        from lacewing.model.network.faults import network_fault

        try:
            await self.ready()
            assert self._http is not None
            url = self.target.url.replace("ws", "http", 1) if self.target.url.startswith("ws") else self.target.url
            await self._http.head(url, timeout=self.options.connect_timeout_s)
        except httpx.HTTPError as error:
            raise ModelUnreachableError(f"{self.target.description} {network_fault(error)}") from error

    async def exchange(
        self,
        framing: Literal["sse", "ndjson", "websocket"],
        request: WireRequest,
        passage: Passage | None,
        owner: StreamOwner,
        take: Take,
    ) -> None:
        """Send `request` and hand every payload to `take`, which says when the answer is whole. Raises ModelError."""
        passage = passage or Passage()
        own_words = passage.own_words | {self.target.model, *request.own_words}
        passage = replace(passage, own_words=own_words, secrets=request.secrets)
        if framing == "websocket" and self._transport is None:
            from lacewing.model.websocket_stream import read_messages

            owner.begin()
            await read_messages(self.target, self.options, self._network, request, passage, take)
        else:
            decoder = PayloadDecoder("sse" if framing == "websocket" else framing)
            await self._over_http(request, passage, decoder, owner, take)

    async def close(self) -> None:
        """Close all connections; none is opened any more."""
        self._closed = True
        self._http = None
        for http in list(self._using):
            with contextlib.suppress(Exception):
                await http.aclose()
        self._using.clear()

    def _make(self) -> None:
        with self._making:
            if self._http is not None or self._closed:
                return
            # 150 ms of imports that a session without a model never pays
            from lacewing.model.network.http import http_client

            if self._find_key is not None:
                key = self._find_key()
                self.target = replace(self.target, api_key=key.value, key_origin=key.origin)
                self._find_key = None
            http = http_client(self.target.url, self._network, self.options.connect_timeout_s, self._transport)
            self._using[http] = 0
            self._http = http

    async def _over_http(
        self, request: WireRequest, passage: Passage, decoder: PayloadDecoder, owner: StreamOwner, take: Take
    ) -> None:
        import httpx

        from lacewing.model.network.faults import network_fault

        name = self.target.description
        try:
            try:
                await self._post(request, passage, decoder, owner, take)
            except httpx.PoolTimeout:
                # Nothing was sent yet: cancelled requests can leave a pool without a free slot for good.
                self._http = None
                await self.ready()
                await self._post(request, passage, decoder, owner, take)
        except httpx.TimeoutException as error:
            phase = type(error).__name__.removesuffix("Timeout").lower()
            raise ModelTimeoutError(f"{name} did not answer in time (while it should {phase})") from error
        except httpx.HTTPError as error:
            fault = ModelUnreachableError(f"{name} {network_fault(error)}")
            # Nobody listens there: that does not pass by itself within seconds.
            fault.retryable = not isinstance(error, httpx.ConnectError | httpx.ProxyError)
            raise fault from error

    async def _post(
        self, request: WireRequest, passage: Passage, decoder: PayloadDecoder, owner: StreamOwner, take: Take
    ) -> None:
        http = self._http
        if http is None:
            raise closed(self.target)
        self._using[http] = self._using.get(http, 0) + 1
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity", **request.headers}
        extensions = {"trace": owner.trace, EXTENSION: passage}
        try:
            async with http.stream(
                "POST", request.url, content=orjson.dumps(request.body), headers=headers, extensions=extensions
            ) as response:
                if response.status_code >= 300:
                    raise await self._refusal(response)
                await self._payloads(response, decoder, take)
        finally:
            if http in self._using:
                self._using[http] -= 1
                if not self._using[http] and http is not self._http:
                    del self._using[http]
                    await http.aclose()

    async def _payloads(self, response: httpx.Response, decoder: PayloadDecoder, take: Take) -> None:
        import httpx

        received, taken, whole, loop = 0, 0, False, asyncio.get_running_loop()
        try:
            async with asyncio.timeout(None) as limit:
                async for chunk in response.aiter_bytes():
                    received += len(chunk)
                    if received > MAX_STREAM_BYTES:
                        raise ValueError(f"more than {MAX_STREAM_BYTES} bytes")
                    for payload in decoder.feed(chunk):
                        whole, taken = take(payload) or whole, taken + 1
                    if whole and limit.when() is None:
                        limit.reschedule(loop.time() + _REST_S)
            for payload in decoder.end():
                whole = take(payload) or whole
        except (TimeoutError, httpx.HTTPError):
            if not whole:  # else only the rest of the response is missing, which nobody waits for
                raise
        except ValueError as error:
            raise ModelRefusedError(f"{self.target.description} sent {error}", kind="reply") from error
        if not whole and not taken and response.headers.get("content-type", "").startswith("text/html"):
            message = "answered with a web page; is the address a model's, or does a login page stand in between?"
            raise ModelRefusedError(f"{self.target.description} {message}", kind="reply")
        if not whole:
            raise ModelUnreachableError(f"{self.target.description} broke off in the middle of its answer")

    async def _refusal(self, response: httpx.Response) -> ModelError:
        body = b""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_ERROR_S):
                async for chunk in response.aiter_bytes():
                    body += chunk
                    if len(body) > _MAX_ERROR_BYTES:
                        break
        return refusal(self.target, response.status_code, body[:_MAX_ERROR_BYTES], response.headers)


def closed(target: Target) -> ModelUnreachableError:
    """What is told of a request to a model that is not among those of the settings any more."""
    reason = "the settings name other models, or the session ends"
    error = ModelUnreachableError(f"{target.description} was closed: {reason}")
    error.retryable = False
    return error
