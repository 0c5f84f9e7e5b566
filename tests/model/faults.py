"""What can go wrong at a server, and what the client makes of it; run as a script it prints the table.

python tests/model/faults.py
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from lacewing.model.client import ModelClient
from lacewing.model.errors import ModelError
from lacewing.model.options import ModelOptions
from lacewing.model.types import Message
from model.replies import sse
from model.scripted_server import DONE, HEAD, Script, event, scripted

TEXT = "你好 🌍"
WHOLE = [event("你好"), event(" 🌍", "stop"), DONE]
OPTIONS = ModelOptions(
    provider="openai-compatible",
    fim="chat",
    retries=2,
    connect_timeout_s=0.5,
    first_token_timeout_s=0.3,
    stall_timeout_s=0.3,
)


@dataclass(frozen=True)
class Fault:
    """`steps` is what the server does, `outcome` the answer or the error's kind, `tries` how often it is asked.

    With `again` the server does that from the second try on.
    """

    steps: Sequence[bytes | float | str]
    outcome: str
    words: str = ""
    tries: int = 1
    again: Sequence[bytes | float | str] | None = None


def status(code: int, body: str = "", headers: str = "") -> bytes:
    data = body.encode()
    return f"HTTP/1.1 {code} X\r\n{headers}Content-Length: {len(data)}\r\nConnection: close\r\n\r\n".encode() + data


def finish(reason: str | None) -> list[bytes]:
    return [HEAD, event(TEXT, reason), DONE]


SOON = "retry-after-ms: 1\r\n"
KEEP_ALIVE: list[bytes | float | str] = [b": keep-alive\n\n", b"\n\n", 0.05] * 30
FAULTS: dict[str, Fault] = {
    "nothing wrong": Fault([HEAD, *WHOLE], TEXT),
    "DONE without a space": Fault([HEAD, event(TEXT), b"data:[DONE]\n\n"], TEXT),
    "DONE alone ends": Fault([HEAD, event(TEXT), DONE], TEXT),
    "single line ends": Fault([HEAD, b"".join(WHOLE).replace(b"\n\n", b"\n")], TEXT),
    "CRLF": Fault([HEAD, b"".join(WHOLE).replace(b"\n", b"\r\n")], TEXT),
    "no line end at the end": Fault([HEAD, event("你好"), event(" 🌍", "stop").rstrip()], TEXT),
    "byte order mark": Fault([HEAD, b"\xef\xbb\xbf", *WHOLE], TEXT),
    "wrong content type": Fault([HEAD.replace(b"text/event-stream", b"application/json"), *WHOLE], TEXT),
    "charset latin1": Fault([HEAD.replace(b"-stream", b"-stream; charset=latin1"), *WHOLE], TEXT),
    "raw U+2028 in JSON": Fault([HEAD, event("a\u2028b", "stop").replace(b"\\u2028", "\u2028".encode())], "a\u2028b"),
    "comments and blank lines between": Fault([HEAD, b": hi\n\n", WHOLE[0], b"\n: hi\n\n", *WHOLE[1:]], TEXT),
    "empty choices first and last": Fault(
        [HEAD, sse({"choices": []}), *WHOLE[:2], sse({"choices": [], "usage": {"total_tokens": 1}}), DONE], TEXT
    ),
    "whole answer instead of a stream": Fault(
        [HEAD, b'{"choices": [\n{"message": {"content": "ok"},\n"finish_reason": "stop"}]}'], "ok"
    ),
    **{f"ends by {reason}": Fault(finish(reason), TEXT) for reason in ("length", "tool_calls", "function_call", "eos")},
    "ends by content_filter": Fault(finish("content_filter"), "refused/content", "content filter"),
    "ends by insufficient_system_resource": Fault(
        finish("insufficient_system_resource"), "refused/overloaded", "resources", tries=3
    ),
    "<think> before the answer": Fault([HEAD, event("<thi"), event("nk>hm\n</think>\n\n"), event(TEXT, "stop")], TEXT),
    "error object at once": Fault([HEAD, sse({"error": {"message": "boom"}})], "refused/request", "boom"),
    "error object after text": Fault([HEAD, WHOLE[0], sse({"error": {"message": "full"}})], "refused/request", "full"),
    "overloaded inside the stream": Fault(
        [HEAD, sse({"error": {"type": "overloaded_error", "message": "Overloaded"}})], "refused/overloaded", tries=3
    ),
    "overloaded after text": Fault(
        [HEAD, WHOLE[0], sse({"error": {"type": "overloaded_error", "message": "x"}})], "refused/overloaded"
    ),
    "error field of old llama.cpp": Fault(
        [HEAD, b'error: {"error": {"code": 500, "message": "x"}}\n\n'], "refused/server", tries=3
    ),
    "error as plain JSON": Fault([HEAD, b'{"error": {"message": "no credits"}}'], "refused/quota"),
    "no JSON": Fault([HEAD, b"data: <html>\n\n"], "refused/reply", "not understood"),
    "a web page": Fault(
        [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"],
        "refused/reply",
        "login page",
    ),
    "JSON of another shape": Fault([HEAD, b'data: {"choices": {"a": 1}}\n\n'], "refused/reply", "not understood"),
    "closed after text": Fault([HEAD, WHOLE[0]], "unreachable", "broke off"),
    "closed before text": Fault([HEAD], "unreachable", "broke off", tries=3),
    "reset after text": Fault([HEAD, WHOLE[0], 0.02, "reset"], "unreachable"),
    "reset before the head": Fault([0.02, "reset"], "unreachable", tries=3),
    "closed before the head": Fault([], "unreachable", tries=3),
    "no HTTP": Fault([b"SSH-2.0-x\r\n\r\n"], "unreachable", tries=3),
    "silent": Fault(["hang"], "timeout", "first_token_timeout_s"),
    "silent after the head": Fault([HEAD, "hang"], "timeout", "first_token_timeout_s"),
    "stalled after text": Fault([HEAD, WHOLE[0], "hang"], "timeout", "stall_timeout_s"),
    "keep-alives without text": Fault([HEAD, *KEEP_ALIVE], "timeout", "sent nothing"),
    "keep-alives after text": Fault([HEAD, WHOLE[0], *KEEP_ALIVE], "timeout", "sent nothing"),
    "400": Fault([status(400, '{"error": {"message": "bad field"}}')], "refused/request", "bad field"),
    "400 too long": Fault(
        [status(400, '{"error": {"message": "maximum context length is 4096"}}')], "refused/too_long", "context_tokens"
    ),
    "401": Fault([status(401, "nope")], "refused/key", "LACEWING_API_KEY"),
    "403": Fault([status(403)], "refused/permission", "may not use"),
    "404": Fault([status(404)], "refused/missing", "model.name"),
    "301": Fault([status(301, headers="Location: https://x.example/v1\r\n")], "refused/request", "x.example"),
    "413": Fault([status(413)], "refused/too_long"),
    "429": Fault([status(429, headers=SOON)], "refused/rate", tries=3),
    "429, then well": Fault([status(429, headers=SOON)], TEXT, tries=2, again=[HEAD, *WHOLE]),
    "429 until a second that is over, then well": Fault(
        [status(429, headers="Retry-After: Thu, 01 Jan 2026 00:00:00 GMT\r\n")], TEXT, tries=2, again=[HEAD, *WHOLE]
    ),
    "429 until a year to come": Fault(
        [status(429, headers="Retry-After: Fri, 01 Jan 2100 00:00:00 GMT\r\n")], "refused/rate", "left alone"
    ),
    "503, then well": Fault([status(503, headers="Retry-After: 0\r\n")], TEXT, tries=2, again=[HEAD, *WHOLE]),
    "reset before the head, then well": Fault(["reset"], TEXT, tries=2, again=[HEAD, *WHOLE]),
    "429 for an hour": Fault([status(429, headers="Retry-After: 3600\r\n")], "refused/rate", "3600 s"),
    "429 quota": Fault([status(429, '{"error": {"code": "insufficient_quota"}}')], "refused/quota", "top it up"),
    "500": Fault([status(500, "boom", SOON)], "refused/server", "boom", tries=3),
    "503": Fault([status(503, headers=SOON)], "refused/server", tries=3),
    "529": Fault([status(529, headers=SOON)], "refused/overloaded", tries=3),
    "a line of 5 MB": Fault([HEAD, b"data: " + b"x" * 5_000_000], "refused/reply", "4000000"),
    "an endless answer": Fault([HEAD, *[event("x" * 50_000)] * 12], f"{400_000 + 50_000} characters"),
}  # fmt: skip


async def outcome_of(fault: Fault) -> tuple[str, str, Script]:
    """The outcome as `Fault.outcome` has it, the error's words, and what the server saw."""

    def steps(_request: dict[str, Any]) -> Sequence[bytes | float | str]:
        return fault.steps if fault.again is None or len(script.requests) == 1 else fault.again

    script = Script(steps)
    async with scripted(script) as endpoint:
        client = ModelClient(replace(OPTIONS, endpoint=endpoint))
        try:
            text = "".join([piece async for piece in client.chat([Message("user", "hi")], 10)])
            return (text if len(text) < 1000 else f"{len(text)} characters"), "", script
        except ModelError as error:
            kind = type(error).__name__.removeprefix("Model").removesuffix("Error").lower()
            detail: Any = getattr(error, "kind", "")
            return f"{kind}/{detail}" if detail else kind, str(error), script
        finally:
            await client.close()


async def main() -> None:
    """Print the table; the exit status is 1 when something else came out than is known to be right."""
    await outcome_of(FAULTS["nothing wrong"])  # which loads what the first request loads
    wrong = 0
    print(f"{'fault':42} {'outcome':24} tries  words")
    for name, fault in FAULTS.items():
        outcome, words, script = await outcome_of(fault)
        right = outcome == fault.outcome and len(script.requests) == fault.tries
        wrong += not right
        print(f"{name:42} {outcome:24} {len(script.requests):5}  {words[:110]}{'' if right else '   UNEXPECTED'}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    asyncio.run(main())
