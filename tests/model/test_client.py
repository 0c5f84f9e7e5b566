"""The model client against a real socket: what it asks, what it survives, what it leaves behind."""

from __future__ import annotations

import asyncio
import random
import socket
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from lacewing.model.client import ModelClient, create_client
from lacewing.model.errors import (
    ModelConfigError,
    ModelError,
    ModelRefusedError,
    ModelTimeoutError,
    ModelUnreachableError,
)
from lacewing.model.network.http import CONNECTIONS
from lacewing.model.options import ModelOptions
from lacewing.model.types import ContextFile, FimRequest, Message
from model.scripted_server import DONE, HEAD, Script, Steps, event, scripted

QUICK = ModelOptions(
    provider="openai-compatible",
    fim="chat",
    retries=0,
    connect_timeout_s=1.0,
    first_token_timeout_s=1.0,
    stall_timeout_s=0.5,
)
HOLE = FimRequest("a.py", "python", "def f(", "):\n    pass\n", (ContextFile("b.py", "def g(): ..."),))


async def answer(steps: list[bytes | float | str], **changes: object) -> tuple[str, Script]:
    script = Script(steps)
    async with scripted(script) as endpoint:
        client = ModelClient(replace(QUICK, endpoint=endpoint, **changes))  # type: ignore[arg-type]
        try:
            return "".join([piece async for piece in client.chat([Message("user", "hi")], 10)]), script
        finally:
            await client.close()


async def until(condition: Callable[[], bool]) -> None:
    """Wait for what another process or task does; the limit is for hangs."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - the condition is state of a server script, not an event
            await asyncio.sleep(0.01)


TOLERATED = {
    "plain": [HEAD, event("你好"), event(" 🌍", "stop"), DONE],
    "no finish reason, only DONE": [HEAD, event("你好"), event(" 🌍"), DONE],
    "DONE without a space": [HEAD, event("你好"), event(" 🌍"), b"data:[DONE]\n\n"],
    "single line ends": [HEAD, (event("你好") + event(" 🌍", "stop")).replace(b"\n\n", b"\n")],
    "CRLF": [HEAD, (event("你好") + event(" 🌍", "stop") + DONE).replace(b"\n", b"\r\n")],
    "no line end at the end": [HEAD, event("你好"), event(" 🌍", "stop").rstrip()],
    "byte order mark": [HEAD, b"\xef\xbb\xbf" + event("你好"), event(" 🌍", "stop")],
    "wrong type": [HEAD.replace(b"text/event-stream", b"application/json"), event("你好"), event(" 🌍", "stop")],
    "charset": [HEAD.replace(b"-stream", b"-stream; charset=latin1"), event("你好"), event(" 🌍", "stop")],
    "comments and empty choices": [
        HEAD, b": keep-alive\n\n", b'data: {"choices": []}\n\n', event("你好"), event(" 🌍", "stop"),
        b'data: {"choices": [], "usage": {}}\n\n', DONE,
    ],
    "split in every character": [HEAD, *(bytes([byte]) for byte in event("你好") + event(" 🌍", "stop") + DONE)],
}  # fmt: skip


@pytest.mark.asyncio
@pytest.mark.parametrize("steps", TOLERATED.values(), ids=TOLERATED.keys())
async def test_stream_is_read_whole(steps: list[bytes]) -> None:
    text, _ = await answer(list(steps))
    assert text == "你好 🌍"


REFUSED = {
    "bad key": ([b"HTTP/1.1 401 No\r\nContent-Length: 4\r\n\r\nnope"], ModelRefusedError, "LACEWING_API_KEY"),
    "server error": ([b"HTTP/1.1 500 No\r\nContent-Length: 4\r\n\r\nboom"], ModelRefusedError, "boom"),
    "error later": ([HEAD, event("a"), b'data: {"error": {"message": "full"}}\n\n'], ModelRefusedError, "full"),
    "broken off": ([HEAD, event("a")], ModelUnreachableError, "broke off"),
    "reset": ([HEAD, event("a"), "reset"], ModelUnreachableError, "127.0.0.1"),
    "no JSON": ([HEAD, b"data: <html>\n\n"], ModelRefusedError, "not understood"),
    "silent": ([HEAD, "hang"], ModelTimeoutError, "first_token_timeout_s"),
    "stalled": ([HEAD, event("a"), "hang"], ModelTimeoutError, "sent nothing"),
}  # fmt: skip


@pytest.mark.asyncio
@pytest.mark.parametrize(("steps", "kind", "words"), REFUSED.values(), ids=REFUSED.keys())
async def test_fault_is_an_error_in_words(steps: list[bytes | str], kind: type[ModelError], words: str) -> None:
    with pytest.raises(kind, match=words):
        await answer(list(steps))


@pytest.mark.asyncio
async def test_no_server() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    client = ModelClient(replace(QUICK, endpoint=f"http://127.0.0.1:{port}/v1"))
    with pytest.raises(ModelUnreachableError, match="is it running"):
        _ = [piece async for piece in client.chat([Message("user", "hi")], 10)]
    await client.close()


@pytest.mark.asyncio
async def test_a_name_that_nobody_knows() -> None:
    client = ModelClient(replace(QUICK, endpoint="http://nowhere.invalid/v1"))
    with pytest.raises(ModelUnreachableError, match=r"nowhere\.invalid cannot be found .*is there a network"):
        _ = [piece async for piece in client.chat([Message("user", "hi")], 10)]
    await client.close()


@pytest.mark.asyncio
async def test_chat_fill_asks_for_the_hole() -> None:
    script = Script([HEAD, event("x", "stop")])
    async with scripted(script) as endpoint:
        client = ModelClient(replace(QUICK, endpoint=endpoint, name="m"), "key-1")
        assert [piece async for piece in client.fill(HOLE)] == ["x"]
        await client.close()
    assert script.paths == ["/v1/chat/completions"]
    assert "authorization: bearer key-1" in script.headers[0].lower()
    question = script.requests[0]["messages"][1]["content"]
    assert "def f(<HOLE/>):" in question
    assert "def g(): ..." in question
    assert script.requests[0]["model"] == "m"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("fim", "prompt"),
    [
        ("suffix", "// b.py\ndef g(): ...\ndef f("),
        (
            "qwen2.5-coder",
            "<|repo_name|>project\n<|file_sep|>b.py\ndef g(): ...\n<|file_sep|>a.py\n"
            "<|fim_prefix|>def f(<|fim_suffix|>):\n    pass\n<|fim_middle|>",
        ),
        ("codellama", "<PRE> def g(): ...\ndef f( <SUF>):\n    pass\n <MID>"),
    ],
)
async def test_fill_formats(fim: str, prompt: str) -> None:
    script = Script([HEAD, event("x", "stop", chat=False)])
    async with scripted(script) as endpoint:
        client = ModelClient(replace(QUICK, endpoint=endpoint, fim=fim))
        assert [piece async for piece in client.fill(HOLE)] == ["x"]
        await client.close()
    assert script.paths == ["/v1/completions"]
    assert script.requests[0]["prompt"] == prompt
    assert script.requests[0].get("suffix") == (HOLE.suffix if fim == "suffix" else None)


@pytest.mark.asyncio
async def test_special_tokens_in_user_code_are_broken_up() -> None:
    script = Script([HEAD, event("x", "stop", chat=False)])
    async with scripted(script) as endpoint:
        client = ModelClient(replace(QUICK, endpoint=endpoint, fim="qwen2.5-coder"))
        hole = replace(HOLE, prefix='END = "<|fim_middle|>"\n')
        _ = [piece async for piece in client.fill(hole)]
        await client.close()
    assert script.requests[0]["prompt"].count("<|fim_middle|>") == 1


@pytest.mark.asyncio
async def test_cancelled_stream_is_closed_at_the_server() -> None:
    script = Script([HEAD, event("a"), "hang"])
    async with scripted(script) as endpoint:
        client = ModelClient(replace(QUICK, endpoint=endpoint, stall_timeout_s=60.0))

        async def read() -> None:
            async for _ in client.chat([Message("user", "hi")], 10):
                pass

        task = asyncio.create_task(read())
        await until(lambda: bool(script.requests))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await until(lambda: script.closed_early > 0)
        await client.close()


@pytest.mark.asyncio
@pytest.mark.parametrize("steps", [["hang"], [HEAD, event("a"), "hang"]])
async def test_a_closed_client_tells_whoever_waits_and_asks_nothing_more(steps: Steps) -> None:
    script = Script(steps)
    patient = replace(QUICK, first_token_timeout_s=60.0, stall_timeout_s=60.0, retries=2)
    async with scripted(script) as endpoint, asyncio.timeout(20):
        client = ModelClient(replace(patient, endpoint=endpoint))

        async def read() -> None:
            async for _ in client.chat([Message("user", "hi")], 10):
                pass

        task = asyncio.create_task(read())
        await until(lambda: len(script.requests) == 1)
        await client.close()
        for waiting in (task, read()):
            with pytest.raises(ModelUnreachableError, match="was closed"):
                await waiting
        assert len(script.requests) == 1


@pytest.mark.asyncio
async def test_cancel_churn_leaves_the_pool_usable() -> None:
    seeded = random.Random(7)
    script = Script([HEAD, event("a"), 0.01, event("b", "stop"), DONE])
    async with scripted(script) as endpoint:
        client = ModelClient(replace(QUICK, endpoint=endpoint))

        async def read() -> None:
            async for _ in client.chat([Message("user", "hi")], 10):
                pass

        for _ in range(60):
            tasks = [asyncio.create_task(read()) for _ in range(5)]
            for task in tasks:
                await asyncio.sleep(seeded.random() * 0.004)
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        assert "".join([piece async for piece in client.chat([Message("user", "hi")], 10)]) == "ab"
        await client.close()
        await until(lambda: script.open == 0)


def test_settings_that_cannot_work() -> None:
    assert create_client(ModelOptions()) is None
    with pytest.raises(ModelConfigError, match="no http"):
        create_client(ModelOptions(provider="openai-compatible", endpoint="localhost:80"))
    with pytest.raises(ModelConfigError, match=r"qwen2\.5-coder"):
        create_client(ModelOptions(provider="openai-compatible", fim="qwen"))


@pytest.mark.asyncio
async def test_a_pool_whose_connections_are_all_taken_is_replaced_and_its_streams_go_on() -> None:
    last = asyncio.Event()

    def steps(_request: dict[str, Any]) -> Steps:
        if len(script.requests) > CONNECTIONS:
            last.set()
            return [HEAD, event("new"), DONE]
        return [HEAD, event("a"), 5.0, event("b"), DONE]

    script = Script(steps)
    async with scripted(script) as endpoint:
        client = ModelClient(replace(QUICK, endpoint=endpoint, first_token_timeout_s=20.0, stall_timeout_s=20.0))
        held = [client.chat([Message("user", "hi")], 10) for _ in range(CONNECTIONS)]
        for stream in held:
            assert await anext(stream) == "a"
        assert [piece async for piece in client.chat([Message("user", "hi")], 10)] == ["new"]
        assert last.is_set()
        for stream in held:
            assert [piece async for piece in stream] == ["b"]
        while client.open_exchanges:  # noqa: ASYNC110 - what owners have not ended has no event
            await asyncio.sleep(0.01)
        assert len(client._connections._using) == 1, "the stuck pool is closed once its streams have ended"
        await client.close()
