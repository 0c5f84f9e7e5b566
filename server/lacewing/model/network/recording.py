"""A network that leads nowhere: requests are kept instead of sent, to show what would be."""

from __future__ import annotations

from dataclasses import dataclass, field

import httpx

_MASK = "(hidden)"
# Some providers sign the address itself.
_KEY_PARAMETERS = frozenset(["authorization", "key", "api_key", "api-key", "token", "access_token", "signature"])
_KEYS = frozenset(["authorization", "x-api-key", "api-key", "proxy-authorization"])


@dataclass(frozen=True, slots=True)
class Recorded:
    """A request as it would have been sent, but for the key, which is masked."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass
class RecordingTransport(httpx.AsyncBaseTransport):
    """Answers every request with an empty stream."""

    requests: list[Recorded] = field(default_factory=list)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Keep it."""
        masked = {name: "hidden" for name in request.url.params if name.lower() in _KEY_PARAMETERS}
        url = request.url.copy_merge_params(masked) if masked else request.url
        headers = tuple((name, _MASK if name in _KEYS else value) for name, value in request.headers.items())
        self.requests.append(Recorded(request.method, str(url), headers, await request.aread()))
        return httpx.Response(200, content=b"data: [DONE]\n\n")
