"""OpenAI's protocol, which most servers speak: `/chat/completions`, `/completions` with `suffix`, `/embeddings`.

OpenAI, vLLM, LM Studio, DashScope, Moonshot, Zhipu, Qianfan, DeepSeek; where they differ, the target's `Dialect` says
how (platform API reference of each, "Chat completions", "Completions", "FIM completion", "Embeddings").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import orjson

from lacewing.model.errors import ModelRefusedError
from lacewing.model.refusals import refusal_inside
from lacewing.model.signed_key import signed_token
from lacewing.model.target import Target
from lacewing.model.templates import load_template
from lacewing.model.types import Capabilities, ChatRequest, Delta, Embedded, FimRequest, Usage
from lacewing.model.wire import WireRequest

FRAMING: Literal["sse"] = "sse"
_SHORTEST_SECRET = 8
# Reasons to end that are no ends of an answer but faults.
_FAULTS = {
    "content_filter": "the server's content filter ended the answer",
    "sensitive": "the server's content filter ended the answer",
    "insufficient_system_resource": "the server had too few resources to end its answer",
    "network_error": "the server lost its model while it answered",
    "error": "the server failed while it answered",
}


def capabilities(target: Target) -> Capabilities:
    """Chat always; holes as configured."""
    return Capabilities(True, target.fim)


def chat_request(target: Target, request: ChatRequest) -> WireRequest:
    """The request for a chat answer."""
    body: dict[str, Any] = {
        "messages": [{"role": message.role, "content": message.content} for message in request.messages],
        target.dialect.max_tokens: request.max_tokens,
    }
    return wire_request(target, "/chat/completions", body, request.temperature, request.stop)


def fim_request(target: Target, request: FimRequest) -> WireRequest:
    """The request to fill a hole by `suffix`, or by a format in the prompt."""
    body: dict[str, Any] = {"max_tokens": min(request.max_tokens, target.dialect.fim_max_tokens)}
    if target.fim == "suffix":
        body |= {"prompt": commented_context(request) + request.prefix, "suffix": request.suffix}
        path = target.dialect.fim_url or "/completions"
        return wire_request(target, path, body, request.temperature, request.stop)
    template = load_template(target.fim)
    body["prompt"] = template.prompt(request)
    stop = (*request.stop, *template.special)
    return wire_request(target, "/completions", body, request.temperature, stop)


def embed_request(target: Target, texts: Sequence[str], path: str = "/embeddings") -> WireRequest:
    """The request for the vectors of `texts`."""
    named = {"model": target.model} if target.model else {}
    body = {**named, "input": list(texts)}
    return WireRequest(target.url + path, body, bearer(target), secrets=secrets(target))


def wire_request(
    target: Target, path: str, body: dict[str, Any], temperature: float, stop: tuple[str, ...]
) -> WireRequest:
    """`body` with what every request carries, for `path` below the target or an address of its own."""
    dialect = target.dialect
    if target.model:
        body = {"model": target.model, **body}
    body |= {"temperature": clamped(target, temperature), "stream": True}
    if dialect.usage:
        body["stream_options"] = {"include_usage": True}
    if stop:
        body["stop"] = list(stop[: dialect.max_stops])
    url = path if "://" in path else target.url + path
    return WireRequest(url, body | dict(dialect.extra), bearer(target), secrets=secrets(target))


def bearer(target: Target) -> dict[str, str]:
    """The header that carries the key, or a token signed with it, if there is one."""
    if not target.api_key:
        return {}
    token = signed_token(target) if target.dialect.signed_key else target.api_key
    return {"Authorization": f"Bearer {token}"}


def secrets(target: Target) -> tuple[str, ...]:
    """What no body has a reason to hold of a key that is signed with: the key and its secret part."""
    if not target.dialect.signed_key:
        return ()  # the head shows the key, and whoever guards the way knows it from there
    parts = (target.api_key, target.api_key.partition(".")[2])
    return tuple(each for each in parts if len(each) >= _SHORTEST_SECRET)


def clamped(target: Target, temperature: float) -> float:
    """`temperature` within what the server takes."""
    return min(max(temperature, target.dialect.min_temperature), target.dialect.max_temperature)


def commented_context(request: FimRequest) -> str:
    """The context as text before the prefix, each piece under a comment with its path."""
    mark = request.comment or "//"
    return "".join(f"{mark} {piece.path}\n{piece.text}\n" for piece in request.context)


def read_payload(payload: bytes) -> Delta | None:
    """One event: text in `choices[0]` as `text`, `delta.content` or `message.content`."""
    if payload.startswith(b"[") and payload.rstrip(b"] \t") in (b"[DONE", b"[done"):
        return Delta(finish="done")
    event = orjson.loads(payload)
    if not isinstance(event, dict):
        raise ValueError("an event that is no object")
    if error := event.get("error"):
        raise refusal_inside(error)
    choices = event.get("choices") or []
    usage = _usage(event.get("usage"))
    if not choices:
        return Delta(usage=usage) if usage else None
    choice = choices[0]
    finish = choice.get("finish_reason") or ""
    message = choice.get("delta") or choice.get("message") or {}
    text = _text(choice.get("text")) or _text(message.get("content"))
    if finish in _FAULTS:
        kind: Literal["content", "overloaded"] = "content" if "content" in _FAULTS[finish] else "overloaded"
        raise ModelRefusedError(_FAULTS[finish], kind=kind)
    return Delta(text, finish, usage)


def read_embeddings(payload: bytes) -> Embedded:
    """`data`, a vector each, put into the order of their `index` where they have one."""
    answer = orjson.loads(payload)
    if error := answer.get("error"):
        raise refusal_inside(error)
    data = sorted(answer["data"], key=lambda each: each.get("index") or 0)
    return Embedded([each["embedding"] for each in data], _usage(answer.get("usage")))


def _text(content: Any) -> str:
    """The text of a content that is a string, or a list of parts (Mistral's thinking models)."""
    if isinstance(content, list):
        return "".join(part.get("text", "") for part in content if part.get("type") == "text")
    if content is not None and not isinstance(content, str):
        raise ValueError(f"a text that is {type(content).__name__}")
    return content or ""


def _usage(raw: Any) -> Usage | None:
    if not isinstance(raw, dict):
        return None
    details = raw.get("prompt_tokens_details") or {}
    cached = details.get("cached_tokens") or raw.get("prompt_cache_hit_tokens") or 0
    return Usage(raw.get("prompt_tokens") or 0, raw.get("completion_tokens") or 0, cached)
