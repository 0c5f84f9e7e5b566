"""Spark over WebSocket against a real socket: signed address, redaction, stream, errors, cancellation."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from websockets.asyncio.server import ServerConnection, serve

from lacewing.model.client import ModelClient
from lacewing.model.errors import ModelConfigError, ModelRefusedError, ModelUnreachableError
from lacewing.model.options import ModelOptions
from lacewing.model.providers.spark_websocket import sign
from lacewing.model.types import Message

KEY = "app1:key-of-the-user:secret-of-the-user"


def message(text: str, status: int, code: int = 0) -> str:
    head = {"code": code, "message": "Success" if not code else "busy", "sid": "s", "status": status}
    choices = {"status": status, "seq": 0, "text": [{"content": text, "role": "assistant", "index": 0}]}
    return json.dumps({"header": head, "payload": {"choices": choices}} if not code else {"header": head})


class Spark:
    """What a server saw."""

    def __init__(self, answers: list[str], hang: bool = False) -> None:
        self.answers = answers
        self.hang = hang
        self.path = ""
        self.body: dict[str, Any] = {}
        self.closed = 0

    async def answer(self, socket: ServerConnection) -> None:
        assert socket.request is not None
        self.path = socket.request.path
        self.body = json.loads(await socket.recv())
        for each in self.answers:
            await socket.send(each)
        if self.hang:
            await socket.wait_closed()
        self.closed += 1

    @contextlib.asynccontextmanager
    async def client(self) -> AsyncIterator[ModelClient]:
        async with serve(self.answer, "127.0.0.1", 0) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            options = ModelOptions(
                provider="spark-websocket", name="4.0Ultra", endpoint=f"ws://127.0.0.1:{port}", retries=0
            )
            client = ModelClient(options, KEY)
            yield client
            await client.close()


async def ask(client: ModelClient, text: str = "hi") -> str:
    return "".join([piece async for piece in client.chat([Message("user", text)], 10)])


def test_the_signature_is_that_of_the_documentation() -> None:
    secret = "MjlmNzkzNmZkMDQ2OTc0ZDdmNGE2ZTZi"
    signature = sign(secret, "spark-api.xf-yun.com", "Fri, 05 May 2023 10:43:39 GMT", "/v1.1/chat")
    assert signature == "z5gHdu3pxVV4ADMyk467wOWDQ9q6BQzR3nfMTjc/DaQ="


@pytest.mark.asyncio
async def test_a_signed_request_and_a_streamed_answer_without_secrets() -> None:
    spark = Spark([message("你", 0), message("好", 1), message("", 2)])
    leaked = "ghp_" + "a1B2c3D4e5F6" * 3
    async with spark.client() as client:
        assert await ask(client, f"token = '{leaked}' and secret-of-the-user") == "你好"
    query = parse_qs(urlsplit(spark.path).query)
    assert urlsplit(spark.path).path == "/v4.0/chat"
    assert set(query) == {"authorization", "date", "host"}
    assert spark.body["header"]["app_id"] == "app1"
    assert spark.body["parameter"]["chat"]["domain"] == "4.0Ultra"
    sent = json.dumps(spark.body)
    assert leaked not in sent
    assert "secret-of-the-user" not in sent


@pytest.mark.asyncio
async def test_faults_in_words() -> None:
    async with Spark([message("", 0, code=10007)]).client() as client:
        with pytest.raises(ModelRefusedError, match="10007") as caught:
            await ask(client)
        assert caught.value.kind == "overloaded"
    async with Spark([message("你", 0)]).client() as client:
        with pytest.raises(ModelUnreachableError, match="connection broke"):
            await ask(client)
    wrong = ModelClient(ModelOptions(provider="spark-websocket", name="4.0Ultra"), "only-one-part")
    with pytest.raises(ModelConfigError, match="APPID:APIKey:APISecret"):
        await ask(wrong)
    await wrong.close()


@pytest.mark.asyncio
async def test_an_unwanted_answer_closes_the_socket() -> None:
    spark = Spark([message("你", 0)], hang=True)
    async with spark.client() as client:
        async with aclosing(client.chat([Message("user", "hi")], 10)) as pieces:
            assert await anext(pieces) == "你"
        async with asyncio.timeout(10):
            while not spark.closed:  # noqa: ASYNC110 - state of the server
                await asyncio.sleep(0.01)
