"""iFLYTEK Spark over WebSocket: a signed address, one exchange.

Source: platform documentation, "Web API 文档", "X1 websocket 协议文档" and "通用鉴权".

The key is `APPID:APIKey:APISecret`. The signature covers host, date and request line, and is refused when the clocks
are more than 300 s apart. Chat only.
"""

from __future__ import annotations

import base64
import email.utils
import hashlib
import hmac
from typing import Any, Literal
from urllib.parse import urlencode, urlsplit

import orjson

from lacewing.model.errors import ModelConfigError
from lacewing.model.providers import openai, spark
from lacewing.model.target import Target
from lacewing.model.types import Capabilities, ChatRequest, Delta, FimRequest, Usage
from lacewing.model.wire import WireRequest

FRAMING: Literal["websocket"] = "websocket"
# The path of each model; what the interface calls a domain is the model's name, but for some that reason.
_PATHS = {
    "lite": "/v1.1/chat", "generalv3": "/v3.1/chat", "generalv3.5": "/v3.5/chat", "4.0Ultra": "/v4.0/chat",
    "pro-128k": "/chat/pro-128k", "max-32k": "/chat/max-32k", "x1": "/v1/x1", "spark-x1.5": "/v1/x1",
    "spark-x2": "/x2", "spark-x": "/x2",
}  # fmt: skip
_DOMAINS = {"spark-x1.5": "spark-x", "spark-x2": "spark-x"}
_LAST = 2


def capabilities(target: Target) -> Capabilities:  # noqa: ARG001 - the interface
    """Chat only."""
    return Capabilities(True, "chat")


def chat_request(target: Target, request: ChatRequest) -> WireRequest:
    """The first message of an exchange, to the address signed for now."""
    app_id, key, secret = _credentials(target)
    path = _PATHS.get(target.model)
    if path is None:
        raise ModelConfigError(f"Spark has no model {target.model!r} over WebSocket; it has {', '.join(_PATHS)}")
    body: dict[str, Any] = {
        "header": {"app_id": app_id},
        "parameter": {
            "chat": {
                "domain": _DOMAINS.get(target.model, target.model),
                "temperature": openai.clamped(target, request.temperature),
                "max_tokens": request.max_tokens,
            }
        },
        "payload": {"message": {"text": [{"role": each.role, "content": each.content} for each in request.messages]}},
    }
    url = signed_url(target.url + path, key, secret, email.utils.formatdate(usegmt=True))
    return WireRequest(url, body, own_words=(app_id,), secrets=(key, secret))


def fim_request(target: Target, request: FimRequest) -> WireRequest:
    """Raises ModelConfigError: there is no such route."""
    raise ModelConfigError(f"{target.description} fills {request.path} by chat only; set model.fim to “chat”")


def read_payload(payload: bytes) -> Delta | None:
    """One message; the one with status 2 is the last."""
    event = orjson.loads(payload)
    spark.raise_for_code(event["header"])
    choices = event["payload"]["choices"]
    text = "".join(part.get("content") or "" for part in choices["text"])
    counted = (event["payload"].get("usage") or {}).get("text")
    usage = Usage(counted.get("prompt_tokens") or 0, counted.get("completion_tokens") or 0) if counted else None
    return Delta(text, "stop" if choices["status"] == _LAST else "", usage)


def signed_url(url: str, key: str, secret: str, date: str) -> str:
    """`url` with its signature for `date` (RFC 1123, GMT) in the query."""
    parts = urlsplit(url)
    signature = sign(secret, parts.netloc, date, parts.path)
    said = f'api_key="{key}", algorithm="hmac-sha256", headers="host date request-line", signature="{signature}"'
    authorization = base64.b64encode(said.encode()).decode()
    return f"{url}?{urlencode({'authorization': authorization, 'date': date, 'host': parts.netloc})}"


def sign(secret: str, host: str, date: str, path: str) -> str:
    """The signature, in base 64."""
    signed = f"host: {host}\ndate: {date}\nGET {path} HTTP/1.1"
    return base64.b64encode(hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest()).decode()


def _credentials(target: Target) -> tuple[str, str, str]:
    parts = target.api_key.split(":")
    if len(parts) != 3 or not all(parts):
        raise ModelConfigError(f"{target.key_origin} must hold APPID:APIKey:APISecret, as the Spark console shows them")
    return parts[0], parts[1], parts[2]
