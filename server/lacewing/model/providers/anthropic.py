"""Anthropic's `/v1/messages` (API reference, "Messages" and "Streaming messages", version 2023-06-01). Chat only."""

from __future__ import annotations

from typing import Any, Literal

import orjson

from lacewing.model.errors import ModelConfigError, ModelRefusedError
from lacewing.model.providers import openai
from lacewing.model.refusals import refusal_inside
from lacewing.model.target import Target
from lacewing.model.types import Capabilities, ChatRequest, Delta, FimRequest, Usage
from lacewing.model.wire import WireRequest

FRAMING: Literal["sse"] = "sse"
_VERSION = "2023-06-01"
_SILENT = ("ping", "content_block_start", "content_block_stop")


def capabilities(target: Target) -> Capabilities:  # noqa: ARG001 - the interface
    """Chat only."""
    return Capabilities(True, "chat")


def chat_request(target: Target, request: ChatRequest) -> WireRequest:
    """The request for a chat answer; what the system says stands beside the messages."""
    system = "\n\n".join(message.content for message in request.messages if message.role == "system")
    body: dict[str, Any] = {
        "model": target.model,
        "max_tokens": request.max_tokens,
        "messages": [
            {"role": message.role, "content": message.content}
            for message in request.messages
            if message.role != "system"
        ],
        "temperature": openai.clamped(target, request.temperature),
        "stream": True,
    }
    if system:
        body["system"] = system
    # The server refuses stop texts of nothing but white space.
    if stop := [text for text in request.stop if text.strip()]:
        body["stop_sequences"] = stop
    headers = {"x-api-key": target.api_key, "anthropic-version": _VERSION}
    return WireRequest(f"{target.url}/v1/messages", body | dict(target.dialect.extra), headers)


def fim_request(target: Target, request: FimRequest) -> WireRequest:
    """Raises ModelConfigError: there is no such route."""
    raise ModelConfigError(f"{target.description} fills {request.path} by chat only; set model.fim to “chat”")


def read_payload(payload: bytes) -> Delta | None:
    """One event, known by its `type`."""
    event = orjson.loads(payload)
    kind = event["type"]
    if kind == "error":
        raise refusal_inside(event.get("error") or event)
    if kind == "content_block_delta":
        return Delta(event["delta"].get("text") or "")
    if kind == "message_start":
        used = event["message"].get("usage") or {}
        return Delta(usage=Usage(used.get("input_tokens") or 0, 0, used.get("cache_read_input_tokens") or 0))
    if kind == "message_delta":
        finish = event["delta"].get("stop_reason") or ""
        if finish == "refusal":
            raise ModelRefusedError("the model declined to answer", kind="content")
        used = event.get("usage") or {}
        return Delta(finish=finish, usage=Usage(0, used.get("output_tokens") or 0))
    if kind == "message_stop":
        return Delta(finish="done")
    return None if kind in _SILENT else Delta()
