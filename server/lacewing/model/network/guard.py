"""The door in the boundary: no HTTP request leaves but through it, and none with a secret in it.

Providers cannot go round it: clients are only made with it (`http.py`). A request carries the passage of whoever made
it, which remembers what was replaced, so that it can be put back into the answer; one that carries none is redacted all
the same. What is let through is the request's JSON with every string redacted.
"""

from __future__ import annotations

import httpx

from lacewing.model.passage import EXTENSION, Passage

_KEY_HEADERS = ("authorization", "x-api-key", "api-key")
_SHORTEST_KEY = 8
_OF_THE_BODY = frozenset([b"content-length", b"transfer-encoding"])


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends what its requests' passages let through."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request, redacted."""
        passage = request.extensions.get(EXTENSION) or Passage()
        body = passage.outgoing_bytes(await request.aread(), _keys_of(request))
        headers = [(name, value) for name, value in request.headers.raw if name.lower() not in _OF_THE_BODY]
        cleared = httpx.Request(
            request.method, request.url, headers=headers, content=body or None, extensions=request.extensions
        )
        return await self._transport.handle_async_request(cleared)

    async def aclose(self) -> None:
        """Close every connection."""
        await self._transport.aclose()


def _keys_of(request: httpx.Request) -> list[str]:
    """The keys a request shows in its head, which its body has no reason to hold."""
    values = (request.headers.get(name, "").rpartition(" ")[2] for name in _KEY_HEADERS)
    return [value for value in values if len(value) >= _SHORTEST_KEY]
