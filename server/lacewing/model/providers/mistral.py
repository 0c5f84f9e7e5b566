"""Mistral and Codestral: chat as OpenAI's, holes by `/fim/completions`, whose answer has the shape of a chat's.

Source: Mistral's API reference, "Chat", "Fim", "Embeddings". The hosts of Codestral and of the API take different keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from lacewing.model.providers import openai
from lacewing.model.target import Target
from lacewing.model.types import Capabilities, ChatRequest, Delta, Embedded, FimRequest
from lacewing.model.wire import WireRequest

FRAMING: Literal["sse"] = "sse"


def capabilities(target: Target) -> Capabilities:
    """Chat always; holes as configured."""
    return Capabilities(True, target.fim)


def chat_request(target: Target, request: ChatRequest) -> WireRequest:
    """The request for a chat answer."""
    return openai.chat_request(target, request)


def fim_request(target: Target, request: FimRequest) -> WireRequest:
    """The request to fill a hole; a format of its own makes no sense here, the server applies the model's."""
    body: dict[str, Any] = {
        "prompt": openai.commented_context(request) + request.prefix,
        "suffix": request.suffix,
        "max_tokens": request.max_tokens,
    }
    return openai.wire_request(target, "/fim/completions", body, request.temperature, request.stop)


def read_payload(payload: bytes) -> Delta | None:
    """One event, as OpenAI's."""
    return openai.read_payload(payload)


def embed_request(target: Target, texts: Sequence[str]) -> WireRequest:
    """The request for the vectors of `texts`, as OpenAI's."""
    return openai.embed_request(target, texts)


def read_embeddings(payload: bytes) -> Embedded:
    """The answer, as OpenAI's."""
    return openai.read_embeddings(payload)
