"""What each provider's server sends for a text, whole streams byte for byte."""

from __future__ import annotations

import json
import re
from typing import Any


def stream(path: str, text: str, body: bytes = b"") -> bytes:
    """A whole response to a request for `path`, head included; the connection closes after it."""
    if path.endswith(("/embeddings", "/embed")):
        answer = json.dumps(embeddings(path, json.loads(body)["input"])).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(answer)}\r\n"
        return f"{head}Connection: close\r\n\r\n".encode() + answer
    kind = "application/x-ndjson" if "/api/" in path else "text/event-stream"
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nConnection: close\r\n\r\n"
    return head.encode() + b"".join(payloads(path, text))


def payloads(path: str, text: str) -> list[bytes]:
    """The events or lines of the answer `text` on the route `path`."""
    half = len(text) // 2
    first, second = text[:half], text[half:]
    if path.endswith("/api/generate"):
        return [
            line({"response": first, "done": False}),
            line({"response": second, "done": True, "done_reason": "stop"}),
        ]
    if path.endswith("/api/chat"):
        return [
            line({"message": {"role": "assistant", "content": first}, "done": False}),
            line({"message": {"content": second}, "done": True, "done_reason": "stop", "eval_count": 2}),
        ]
    if path.endswith(("/infill", "/completion")):
        return [sse({"content": first, "stop": False}), sse({"content": second, "stop": True, "stop_type": "eos"})]
    if path.endswith("/messages"):
        return [
            sse(
                {"type": "message_start", "message": {"usage": {"input_tokens": 9, "output_tokens": 1}}},
                "message_start",
            ),
            sse({"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}),
            sse({"type": "ping"}, "ping"),
            *(
                sse({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": part}})
                for part in (first, second)
            ),
            sse({"type": "content_block_stop", "index": 0}),
            sse({"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 2}}),
            sse({"type": "message_stop"}, "message_stop"),
        ]
    chat = "/chat/" in path or "/fim/" in path
    choices = [{"delta": {"content": part}} if chat else {"text": part} for part in (first, second)]
    usage = {"choices": [], "usage": {"prompt_tokens": 9, "completion_tokens": 2}}
    return [
        sse({"choices": [choices[0] | {"index": 0, "finish_reason": None}]}),
        sse({"choices": [choices[1] | {"index": 0, "finish_reason": "stop"}]}),
        sse(usage),
        b"data: [DONE]\n\n",
    ]


# Words that mean the same; each row is one direction of a vector, and the last direction is of all other words.
MEANINGS = (
    ("wait", "pause", "sleep", "delay", "patience"),
    ("color", "colour", "hue", "tint", "paint"),
    ("money", "price", "cost", "invoice", "pay"),
)


def vector_of(text: str) -> list[float]:
    """How often words of each meaning stand in a text: alike for texts that have no word in common."""
    words = re.findall(r"[a-z]+", text.lower())
    counts = [float(sum(word in meaning for word in words)) for meaning in MEANINGS]
    return [*counts, 0.1]


def embeddings(path: str, texts: list[str]) -> dict[str, Any]:
    """The answer of a server that embeds, its vectors not in their order where they are numbered."""
    vectors = [vector_of(text) for text in texts]
    if path.endswith("/api/embed"):
        return {"model": "m", "embeddings": vectors, "prompt_eval_count": 7}
    data = [{"object": "embedding", "index": at, "embedding": vector} for at, vector in enumerate(vectors)]
    return {"object": "list", "data": data[::-1], "usage": {"prompt_tokens": 7, "total_tokens": 7}}


def sse(event: dict[str, Any], name: str = "") -> bytes:
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(event, ensure_ascii=False)}\n\n".encode()


def line(event: dict[str, Any]) -> bytes:
    return json.dumps(event, ensure_ascii=False).encode() + b"\n"
