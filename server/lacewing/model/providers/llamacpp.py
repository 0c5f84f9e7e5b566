"""llama.cpp's own routes: `/infill` with `input_extra`, and `/completion` for a format in the prompt (its README).

The server keeps a slot's prompt and computes only what comes after the longest common beginning, so `input_extra`
should grow at its end (`piece_order.py`). `/infill` takes its tokens from the model's own metadata; models
whose tokens it does not know (Codestral, Seed-Coder) need a format in `model.fim`. Its streams have no [DONE].
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

FRAMING: Literal["sse"] = "sse"


def capabilities(target: Target) -> Capabilities:
    """Chat always; holes as configured; a slot keeps its prompt."""
    return Capabilities(True, target.fim, keeps_prompts=True)


def chat_request(target: Target, request: ChatRequest) -> WireRequest:
    """The request for a chat answer, on the route that is as OpenAI's."""
    body: dict[str, Any] = {
        "messages": [{"role": message.role, "content": message.content} for message in request.messages],
        "max_tokens": request.max_tokens,
        "cache_prompt": True,
    }
    return openai.wire_request(target, "/v1/chat/completions", body, request.temperature, request.stop)


def fim_request(target: Target, request: FimRequest) -> WireRequest:
    """The request to fill a hole."""
    body: dict[str, Any] = {"n_predict": request.max_tokens, "cache_prompt": True}
    if target.fim == "suffix":
        body |= {
            "input_extra": [{"filename": piece.path, "text": piece.text} for piece in request.context],
            "input_prefix": request.prefix,
            "input_suffix": request.suffix,
        }
        return openai.wire_request(target, "/infill", body, request.temperature, request.stop)
    template = load_template(target.fim)
    body["prompt"] = template.prompt(request)
    return openai.wire_request(target, "/completion", body, request.temperature, (*request.stop, *template.special))


def read_payload(payload: bytes) -> Delta | None:
    """One event of either shape: `content` and `stop` of the server's own routes, or a chat's."""
    if not payload.startswith(b"{") or b'"choices"' in payload:
        return openai.read_payload(payload)
    event = orjson.loads(payload)
    if error := event.get("error"):
        raise refusal_inside(error)
    if "content" not in event and "message" in event:
        raise refusal_inside(event)
    if not event.get("stop"):
        return Delta(event["content"])
    timings = event.get("timings") or {}
    usage = Usage(event.get("tokens_evaluated") or 0, event.get("tokens_predicted") or 0, timings.get("cache_n") or 0)
    return Delta(event.get("content") or "", event.get("stop_type") or "stop", usage)


def embed_request(target: Target, texts: Sequence[str]) -> WireRequest:
    """The request for the vectors of `texts`, which only a server started with `--embeddings` answers."""
    return openai.embed_request(target, texts, "/v1/embeddings")


def read_embeddings(payload: bytes) -> Embedded:
    """The answer, as OpenAI's."""
    return openai.read_embeddings(payload)
