"""Ollama: `/api/generate` with `suffix` (or `raw` with a format in the prompt), `/api/chat`, `/api/embed`.

Source: Ollama's docs/api.md. Streams are lines of JSON. A prompt beyond `num_ctx` is cut silently, so the window is
always asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import orjson

from lacewing.model.providers import openai
from lacewing.model.refusals import refusal_inside
from lacewing.model.target import Target
from lacewing.model.templates import load_template
from lacewing.model.types import Capabilities, ChatRequest, Delta, Embedded, FimRequest, Usage
from lacewing.model.wire import WireRequest

FRAMING: Literal["ndjson"] = "ndjson"


def capabilities(target: Target) -> Capabilities:
    """Chat always; holes as configured."""
    return Capabilities(True, target.fim)


def chat_request(target: Target, request: ChatRequest) -> WireRequest:
    """The request for a chat answer."""
    messages = [{"role": message.role, "content": message.content} for message in request.messages]
    body = {"messages": messages}
    return _wire(target, "/api/chat", body, request.max_tokens, request.temperature, request.stop)


def fim_request(target: Target, request: FimRequest) -> WireRequest:
    """The request to fill a hole: by the format Ollama keeps with the model, or by one in the prompt."""
    limits = (request.max_tokens, request.temperature)
    if target.fim == "suffix":
        body = {"prompt": openai.commented_context(request) + request.prefix, "suffix": request.suffix}
        return _wire(target, "/api/generate", body, *limits, request.stop)
    template = load_template(target.fim)
    raw = {"prompt": template.prompt(request), "raw": True}
    return _wire(target, "/api/generate", raw, *limits, (*request.stop, *template.special))


def read_payload(payload: bytes) -> Delta | None:
    """One line: `response` or `message.content`; `done` with its reason and counts is the last."""
    event = orjson.loads(payload)
    if error := event.get("error"):
        raise refusal_inside(error)
    text = event.get("response")
    if text is None:
        text = (event.get("message") or {}).get("content")
    if not event.get("done"):
        return Delta(text or "")
    usage = Usage(event.get("prompt_eval_count") or 0, event.get("eval_count") or 0)
    return Delta(text or "", event.get("done_reason") or "stop", usage)


def embed_request(target: Target, texts: Sequence[str]) -> WireRequest:
    """The request for the vectors of `texts`; what is too long for the model is cut by the server."""
    body = {"model": target.model, "input": list(texts), "truncate": True}
    return WireRequest(f"{target.url}/api/embed", body, openai.bearer(target))


def read_embeddings(payload: bytes) -> Embedded:
    """`embeddings`, a vector each."""
    answer = orjson.loads(payload)
    if error := answer.get("error"):
        raise refusal_inside(error)
    return Embedded(answer["embeddings"], Usage(answer.get("prompt_eval_count") or 0))


def _wire(
    target: Target, path: str, body: dict[str, Any], max_tokens: int, temperature: float, stop: tuple[str, ...]
) -> WireRequest:
    options: dict[str, Any] = {
        "num_predict": max_tokens,
        "temperature": openai.clamped(target, temperature),
        "num_ctx": target.dialect.context_window,
    }
    if stop:
        options["stop"] = list(stop)
    body = {"model": target.model, **body, "stream": True, "options": options} | dict(target.dialect.extra)
    return WireRequest(target.url + path, body, openai.bearer(target))
