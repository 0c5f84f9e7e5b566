"""Errors of model servers in words that say what to change, from a status, a body and headers.

Sources: the providers' own pages on error codes; RFC 9110 section 10.2.3 for Retry-After.
"""

from __future__ import annotations

import email.utils
import re
import time
from collections.abc import Mapping
from typing import Any

import orjson

from lacewing.model.errors import Kind, ModelRefusedError
from lacewing.model.target import Target

_SHOWN = 300
_QUOTA = re.compile(r"quota|billing|insufficient|balance|credit|arrear|exceeded your current|余额|欠费|额度", re.I)
_TOO_LONG = re.compile(
    r"context.{0,12}(length|window|size)|too (long|large|many tokens)|maximum.{0,20}tokens|max_?model_?len"
    r"|exceed_context|prompt is too|input length",
    re.I,
)
_STATUS_KINDS: dict[int, Kind] = {
    401: "key", 402: "quota", 403: "permission", 404: "missing", 408: "overloaded", 409: "overloaded",
    413: "too_long", 425: "overloaded", 429: "rate", 529: "overloaded",
}  # fmt: skip
# What error objects inside a stream call themselves, where no status says it.
_NAMED_KINDS: tuple[tuple[str, Kind], ...] = (
    ("overloaded", "overloaded"), ("unavailable", "overloaded"), ("rate_limit", "rate"), ("rate limit", "rate"),
    ("too many requests", "rate"), ("authentication", "key"), ("api key", "key"), ("api_key", "key"),
    ("permission", "permission"), ("not_found", "missing"), ("timeout", "overloaded"), ("server", "server"),
    ("api_error", "server"),
)  # fmt: skip


def refusal(target: Target, status: int, body: bytes, headers: Mapping[str, str]) -> ModelRefusedError:
    """The error for an HTTP answer of `status` ≥ 300; `headers` by lower-case name."""
    said, code = _said(body)
    if target.api_key:
        said = said.replace(target.api_key, "(hidden)")  # some servers repeat what they refuse
    kind = _kind(status, f"{code} {said}")
    pause = retry_after(headers)
    advice = _advice(kind, target)
    if pause is not None:
        advice += f"; it wants to be left alone for {f'{pause:g}' if pause < 1000 else f'{pause:.0f}'} s"
    if 300 <= status < 400:
        advice = f"it is elsewhere now: set model.endpoint to {headers.get('location', 'the new address')}"
    return ModelRefusedError(_with(f"{target.description} answered {status}: {advice}", said), status, kind, pause)


def refusal_inside(error: Any, status: int = 0) -> ModelRefusedError:
    """The error for an error object inside a stream, in the words of the server."""
    said, code = _words_of(error)
    named = f"{code} {_type_of(error)} {said}".lower()
    number = status or (int(code) if code.isdigit() and 400 <= int(code) < 600 else 0)
    kind = _kind(number, named) if number else _kind_of_words(named)
    return ModelRefusedError(_with("the server ended its answer with an error", said), number, kind)


def in_words(target: Target, error: ModelRefusedError) -> ModelRefusedError:
    """`error`, raised inside a stream, with the model's name and with what to change."""
    message = f"{target.description}: {error}"
    advice = _advice(error.kind, target)
    if error.kind not in ("request", "content", "reply"):
        message += f"; {advice}"
    return ModelRefusedError(message, error.status, error.kind, error.retry_after_s)


def retry_after(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """Seconds to wait, from `retry-after-ms` or `retry-after` (seconds, or a date); None where neither is there."""
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        value = headers.get(name, "")
        try:
            seconds = float(value) * scale
        except ValueError:
            continue
        if 0 <= seconds < float("inf"):
            return seconds
    try:
        date = email.utils.parsedate_to_datetime(headers.get("retry-after", ""))
    except (ValueError, TypeError):
        return None
    return max(0.0, date.timestamp() - (time.time() if now is None else now))


def _kind(status: int, said: str) -> Kind:
    if status in (429, 403, 402) and _QUOTA.search(said):
        return "quota"
    if 400 <= status < 500 and status not in (401, 403, 404, 429) and _TOO_LONG.search(said):
        return "too_long"
    return _STATUS_KINDS.get(status, "server" if status >= 500 else "request")


def _kind_of_words(said: str) -> Kind:
    if _QUOTA.search(said):
        return "quota"
    if _TOO_LONG.search(said):
        return "too_long"
    return next((kind for word, kind in _NAMED_KINDS if word in said), "request")


def _advice(kind: Kind, target: Target) -> str:
    where = target.key_origin
    if kind == "key":
        return (
            f"the API key from {where} is wrong" if target.api_key else f"it wants an API key, and none is in {where}"
        )
    advice: dict[Kind, str] = {
        "permission": f"the API key from {where} may not use {target.model or 'this model'}; take others",
        "missing": f"there is no model {target.model!r} or no such address below {target.url}; see model.name and "
        "model.endpoint",
        "too_long": "what was sent is too long for the model; lower model.context_tokens, completion.prefix_tokens and "
        "completion.suffix_tokens, or take a model with a larger window",
        "quota": "the account of the API key is used up; top it up or set another model",
        "rate": "too many requests for now",
        "overloaded": "the server is overloaded",
        "server": "the server failed",
    }
    return advice.get(kind, "the request was refused")


def _said(body: bytes) -> tuple[str, str]:
    """What the server says in `body`, and its code for it."""
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        return body.decode("utf-8", "replace"), ""
    if isinstance(answer, list) and answer:
        answer = answer[0]
    if not isinstance(answer, dict):
        return str(answer), ""
    said, code = _words_of(answer.get("error") or answer)
    return said, f"{code} {_type_of(answer.get('error'))}"


def _words_of(error: Any) -> tuple[str, str]:
    if not isinstance(error, dict):
        return str(error), ""
    said = error.get("message") or error.get("error_msg") or error.get("detail") or error.get("msg") or error
    return str(said), str(error.get("code") or "")


def _type_of(error: Any) -> str:
    return str(error.get("type") or "") if isinstance(error, dict) else ""


def _with(message: str, said: str) -> str:
    said = " ".join(said.split())[:_SHOWN]
    return f"{message}. It said: {said}" if said else message
