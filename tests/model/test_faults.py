"""Every fault of a server, and a stream that breaks at every byte: an answer or an error in words, never a hang."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from lacewing.model import retry
from lacewing.model.client import ModelClient
from lacewing.model.errors import ModelError, ModelRefusedError, ModelUnreachableError
from lacewing.model.options import ModelOptions
from lacewing.model.payloads import PayloadDecoder
from lacewing.model.provider import load_provider
from lacewing.model.types import FimRequest, Message
from model.faults import FAULTS, Fault, outcome_of
from model.replies import payloads, stream

TEXT = "数 = 3  🌍"
# Protocol, route, framing.
ROUTES = [
    ("openai", "/v1/chat/completions", "sse"),
    ("openai", "/v1/completions", "sse"),
    ("mistral", "/v1/fim/completions", "sse"),
    ("llamacpp", "/infill", "sse"),
    ("ollama", "/api/generate", "ndjson"),
    ("ollama", "/api/chat", "ndjson"),
    ("anthropic", "/v1/messages", "sse"),
]


@pytest.mark.asyncio
async def test_each_fault_has_its_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "_FIRST_WAIT_S", 0.01)

    async def wrong(name: str, fault: Fault) -> str:
        async with asyncio.timeout(60):
            outcome, words, script = await outcome_of(fault)
        seen = (outcome, len(script.requests))
        right = seen == (fault.outcome, fault.tries) and fault.words in words
        return "" if right else f"{name}: {seen}, {words}"

    found = [await wrong(name, fault) for name, fault in FAULTS.items()]
    assert [each for each in found if each] == []


@pytest.mark.parametrize(("protocol", "path", "framing"), ROUTES)
def test_a_stream_may_be_cut_into_pieces_anywhere(protocol: str, path: str, framing: Any) -> None:
    data = b"".join(payloads(path, TEXT))
    read = load_provider(protocol).read_payload
    for offset in range(len(data) + 1):
        decoder = PayloadDecoder(framing)
        found = [*decoder.feed(data[:offset]), *decoder.feed(data[offset:]), *decoder.end()]
        deltas = [delta for payload in found if (delta := read(payload))]
        assert "".join(delta.text for delta in deltas) == TEXT, offset
        assert any(delta.finish for delta in deltas)


@pytest.mark.asyncio
@pytest.mark.parametrize("provider", ["openai-compatible", "ollama"])
async def test_a_connection_may_break_at_any_byte(provider: str) -> None:
    path = "/v1/chat/completions" if provider == "openai-compatible" else "/api/chat"
    data, cuts = stream(path, TEXT), iter(range(10_000))

    async def exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(data[: next(cuts)])
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(exchange, "127.0.0.1", 0)
    endpoint = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    client = ModelClient(ModelOptions(provider=provider, endpoint=endpoint, name="m", fim="chat", retries=0))
    answered, broken = 0, 0
    for _ in range(len(data) + 1):
        text = ""
        try:
            async for piece in client.chat([Message("user", "hi")], 10):
                text += piece
        except ModelUnreachableError:
            broken += 1
        except ModelRefusedError as error:
            broken += error.kind == "reply"  # a line of JSON that ends too early
        else:
            answered += text == TEXT
        assert TEXT.startswith(text)
    await client.close()
    server.close()
    await server.wait_closed()
    assert answered >= 1
    assert broken + answered == len(data) + 1
    assert client.open_exchanges == 0


@pytest.mark.asyncio
async def test_a_completion_is_never_tried_again() -> None:
    fault = FAULTS["500"]
    from model.scripted_server import Script, scripted

    script = Script(fault.steps)
    async with scripted(script) as endpoint:
        client = ModelClient(ModelOptions(provider="openai-compatible", endpoint=endpoint, fim="suffix"))
        with pytest.raises(ModelError):
            _ = [piece async for piece in client.fill(FimRequest("a.py", "python", "x", ""))]
        await client.close()
    assert len(script.requests) == 1
