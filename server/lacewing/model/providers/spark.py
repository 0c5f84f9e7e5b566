"""iFLYTEK Spark over HTTP (platform documentation, "HTTP 调用文档", "X1 http 接口"): OpenAI's shapes, with `code`,
`message`, `sid`.

The key is the console's APIPassword. Chunks often come without `finish_reason`; [DONE] ends them. Chat only. The models
that reason are at addresses of their own, several of them under one name there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import orjson

from lacewing.model.errors import Kind, ModelConfigError, ModelRefusedError
from lacewing.model.providers import openai
from lacewing.model.target import Target
from lacewing.model.types import Capabilities, ChatRequest, Delta, FimRequest
from lacewing.model.wire import WireRequest

FRAMING: Literal["sse"] = "sse"
_USUAL = "/v1"
# What models that reason are called here: the base of their routes instead of the usual one, and their name there.
_REASONING = {
    "x1": ("/v2", "x1"), "spark-x1.5": ("/v2", "spark-x"),
    "spark-x2": ("/x2", "spark-x"), "spark-x": ("/x2", "spark-x"),
}  # fmt: skip
_CODES: dict[int, Kind] = {
    10005: "key", 10007: "overloaded", 10110: "overloaded", 10013: "content", 10014: "content", 10019: "content",
    10907: "too_long", 11200: "permission", 11201: "quota", 11202: "rate", 11203: "rate",
}  # fmt: skip


def capabilities(target: Target) -> Capabilities:  # noqa: ARG001 - the interface
    """Chat only."""
    return Capabilities(True, "chat")


def chat_request(target: Target, request: ChatRequest) -> WireRequest:
    """The request for a chat answer; an address that is not the usual one stays as it was set."""
    if target.model in _REASONING and target.url.endswith(_USUAL):
        base, name = _REASONING[target.model]
        target = replace(target, model=name, url=target.url.removesuffix(_USUAL) + base)
    return openai.chat_request(target, request)


def fim_request(target: Target, request: FimRequest) -> WireRequest:
    """Raises ModelConfigError: there is no such route."""
    raise ModelConfigError(f"{target.description} fills {request.path} by chat only; set model.fim to “chat”")


def read_payload(payload: bytes) -> Delta | None:
    """One event, as OpenAI's once its `code` says that all is well."""
    if payload.startswith(b"{"):
        event = orjson.loads(payload)
        error = event.get("error")
        raise_for_code(error if isinstance(error, dict) else event)
    return openai.read_payload(payload)


def raise_for_code(said: dict[str, object]) -> None:
    """Raises ModelRefusedError where `said` holds a `code`, a number or a text, other than 0."""
    code = said.get("code") or 0
    number = int(code) if isinstance(code, int) or (isinstance(code, str) and code.isdigit()) else 0
    if number:
        message = f"Spark answered with code {number}: {said.get('message')}"
        raise ModelRefusedError(message, kind=_CODES.get(number, "request"))
