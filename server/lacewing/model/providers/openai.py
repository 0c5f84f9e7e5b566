"""OpenAI-compatible servers: `/chat/completions` and `/completions`, streamed (platform API reference, "Streaming")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from lacewing.model.errors import ModelRefusedError
from lacewing.model.options import ModelOptions
from lacewing.model.templates import load_template
from lacewing.model.types import FimRequest, Message

_FILL = (
    "You complete code. The user shows a file with the mark <HOLE/> in it. Answer with the text that replaces the "
    "mark, and nothing else: no explanation, no code fence, nothing that already stands around the mark."
)


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A POST of JSON `body` to `path` below the endpoint."""

    path: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Delta:
    """A step of a stream: new `text`, and whether the server said that this is the end."""

    text: str
    finished: bool


def chat_request(
    options: ModelOptions, messages: Sequence[Message], max_tokens: int, temperature: float
) -> HttpRequest:
    """The request for a chat answer."""
    body = {
        "messages": [{"role": message.role, "content": message.content} for message in messages],
        "max_tokens": max_tokens,
        "temperature": temperature,
        "stream": True,
    }
    return HttpRequest("/chat/completions", _named(options, body))


def fill_request(options: ModelOptions, request: FimRequest) -> HttpRequest:
    """The request to fill a hole, in the way `options.fim` names. Raises ModelConfigError for an unknown way."""
    if options.fim == "chat":
        return chat_request(options, _fill_messages(request), request.max_tokens, request.temperature)
    body: dict[str, Any] = {"max_tokens": request.max_tokens, "temperature": request.temperature, "stream": True}
    stop = list(request.stop)
    if options.fim == "suffix":
        shown = "".join(f"// {piece.path}\n{piece.text}\n" for piece in request.context)
        body |= {"prompt": shown + request.prefix, "suffix": request.suffix}
    else:
        template = load_template(options.fim)
        body["prompt"] = template.prompt(request)
        stop += template.special
    if stop:
        body["stop"] = stop
    return HttpRequest("/completions", _named(options, body))


def read_delta(payload: bytes) -> Delta | None:
    """One event of a stream; None for one that says nothing (usage, role, keep-alive).

    Raises ModelRefusedError for an error object inside the stream, ValueError for bytes that are no JSON object.
    """
    if payload == b"[DONE]":
        return Delta("", True)
    event = orjson.loads(payload)
    if not isinstance(event, dict):
        raise ValueError("an event that is no object")
    if error := event.get("error"):
        message = error.get("message", error) if isinstance(error, dict) else error
        raise ModelRefusedError(f"the server ended its answer with an error: {message}")
    choices = event.get("choices") or []
    if not choices:
        return None
    choice = choices[0]
    text = choice.get("text")
    if text is None:
        text = (choice.get("delta") or {}).get("content")
    return Delta(text or "", bool(choice.get("finish_reason")))


def _named(options: ModelOptions, body: dict[str, Any]) -> dict[str, Any]:
    return {"model": options.name, **body} if options.name else body


def _fill_messages(request: FimRequest) -> list[Message]:
    shown = "".join(f"--- {piece.path}\n{piece.text}\n" for piece in request.context)
    context = f"From the rest of the project:\n{shown}\n" if shown else ""
    hole = f"{context}The file {request.path} ({request.language}):\n{request.prefix}<HOLE/>{request.suffix}"
    return [Message("system", _FILL), Message("user", hole)]
