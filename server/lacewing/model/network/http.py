"""The one way to an HTTP client: over HTTP/1.1, behind the boundary, through the right proxy, with the right trust.

Not HTTP/2: httpx cannot tell a server over it that an answer is no longer wanted.
"""

from __future__ import annotations

import httpx

from lacewing.model.network.guard import GuardedTransport
from lacewing.model.network.options import NetworkOptions
from lacewing.model.network.proxies import proxy_for
from lacewing.model.network.trust import tls_context

CONNECTIONS = 8
"""That a client has to its server at most."""

_IDLE_CONNECTIONS = 4
_POOL_WAIT_S = 2.0


def http_client(
    url: str, options: NetworkOptions, connect_timeout_s: float, transport: httpx.AsyncBaseTransport | None = None
) -> httpx.AsyncClient:
    """A client for the server at `url`, over `transport` if one is given. Raises ModelConfigError for wrong settings.

    Reading has no time limit here: deadlines count tokens, which keep-alives are not.
    """
    timeout = httpx.Timeout(None, connect=connect_timeout_s, write=options.write_timeout_s, pool=_POOL_WAIT_S)
    guarded = GuardedTransport(transport or _transport(url, options))
    return httpx.AsyncClient(transport=guarded, timeout=timeout, trust_env=False)


def _transport(url: str, options: NetworkOptions) -> httpx.AsyncHTTPTransport:
    limits = httpx.Limits(
        max_connections=CONNECTIONS,
        max_keepalive_connections=_IDLE_CONNECTIONS,
        keepalive_expiry=options.keep_alive_s,
    )
    proxy = proxy_for(url, options)
    # Where nothing is encrypted no authorities are read, which takes longer than all the rest.
    tls = tls_context(options) if "https:" in (url[:6], proxy[:6]) else None
    return httpx.AsyncHTTPTransport(
        verify=tls or False,
        limits=limits,
        trust_env=False,
        proxy=httpx.Proxy(proxy, ssl_context=tls if proxy.startswith("https:") else None) if proxy else None,
    )
