"""Exchanges over WebSocket: one message out, messages in until the last; closing the socket cancels (RFC 6455)."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import orjson

from lacewing.model.errors import ModelRefusedError, ModelTimeoutError, ModelUnreachableError
from lacewing.model.network.faults import network_fault, proxy_fault
from lacewing.model.network.options import NetworkOptions
from lacewing.model.network.proxies import proxy_for
from lacewing.model.network.trust import tls_context
from lacewing.model.options import ModelOptions
from lacewing.model.passage import Passage
from lacewing.model.payloads import MAX_LINE_BYTES, MAX_STREAM_BYTES
from lacewing.model.refusals import refusal
from lacewing.model.target import Target
from lacewing.model.wire import WireRequest


async def read_messages(
    target: Target,
    options: ModelOptions,
    network: NetworkOptions,
    request: WireRequest,
    passage: Passage,
    take: Callable[[bytes], bool],
) -> None:
    """Send `request`, redacted by `passage`, and hand every message to `take` until the answer is whole.

    Raises ModelError.
    """
    import websockets.asyncio.client as client
    from websockets.exceptions import InvalidStatus, ProxyError, WebSocketException

    name = target.description
    body = orjson.dumps(passage.outgoing(request.body)).decode()
    secure = urlsplit(request.url).scheme == "wss"
    proxied = proxy_for(request.url.replace("ws", "http", 1), network) or None
    if proxied is not None and proxied.startswith("socks5:"):
        proxied = proxied.replace("socks5", "socks5h", 1)  # as httpx has it: the proxy looks the host up
    try:
        async with client.connect(
            request.url,
            additional_headers=dict(request.headers),
            ssl=tls_context(network) if secure else None,
            proxy=proxied,
            open_timeout=options.connect_timeout_s,
            close_timeout=0.2,
            max_size=MAX_LINE_BYTES,
            ping_interval=None,
        ) as socket:
            await socket.send(body)
            received = 0
            while received <= MAX_STREAM_BYTES:
                message = await socket.recv(decode=False)
                received += len(message)
                if take(message):
                    return
            raise ModelRefusedError(f"{name} sent more than {MAX_STREAM_BYTES} bytes", kind="reply")
    except InvalidStatus as error:
        answer = error.response
        headers = {key.lower(): value for key, value in answer.headers.raw_items()}
        raise refusal(target, answer.status_code, bytes(answer.body or b""), headers) from error
    except TimeoutError as error:
        raise ModelTimeoutError(f"{name} did not take the connection within {options.connect_timeout_s:g} s") from error
    except ProxyError as error:
        # Of SOCKS it is the cause that says what the proxy did. Asking again changes nothing.
        fault = ModelUnreachableError(f"{name} {proxy_fault(str(error.__cause__ or error))}")
        fault.retryable = False
        raise fault from error
    except OSError as error:
        raise ModelUnreachableError(f"{name} {network_fault(error)}") from error
    except WebSocketException as error:
        raise ModelUnreachableError(f"{name}: the connection broke ({error}); is it running?") from error
