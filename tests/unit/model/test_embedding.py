"""Vectors over a real socket: what is believed of an answer, who stands in, what is counted, which settings work."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from lacewing.model.boundary import Boundary
from lacewing.model.errors import ModelConfigError, ModelError, ModelPolicyError
from lacewing.model.guarded import GuardedModel
from lacewing.model.network.options import NetworkOptions
from lacewing.model.options import ModelOptions
from lacewing.model.redaction.redactor import Redactor
from lacewing.model.routing.account import Account
from lacewing.model.routing.options import RoutingOptions
from lacewing.model.routing.router import Router
from lacewing.model.routing.wiring import create_router
from lacewing.model.types import ContextFile
from model.replies import embeddings, vector_of
from model.scripted_server import Script, Steps, scripted

TEXTS = ["def wait(): ...", "the price of a colour", "sleep"]
PIECES = [ContextFile("a.py", text) for text in TEXTS]
SECRET = "ghp_" + "aB3dE6gH9" * 4


def answers(body: Any) -> Steps:
    raw = json.dumps(body).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(raw)}\r\n"
    return [f"{head}Connection: close\r\n\r\n".encode() + raw]


def embeds(request: dict[str, Any]) -> Steps:
    return answers(embeddings("/v1/embeddings", request["input"]))


def refuses(status: str) -> Steps:
    return [f"HTTP/1.1 {status}\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno".encode()]


def router_of(urls: Sequence[str], account: Path | None = None, **settings: Any) -> Router:
    names = [f"e{at}" for at in range(len(urls))]
    options = {"provider": "openai-compatible", "name": "m", "retries": 0, **settings}
    endpoints = {name: ModelOptions(**options | {"endpoint": url}) for name, url in zip(names, urls, strict=True)}
    routing = RoutingOptions(endpoints=endpoints, embedding=tuple(names))
    router = create_router(ModelOptions(), routing, NetworkOptions(), account)
    assert router is not None
    return router


def guarded(router: Router, may_leave: Callable[[str], bool] = lambda path: True) -> GuardedModel:
    return GuardedModel(router, "embedding", Boundary(may_leave, Redactor()))


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(30):
            await test()

    asyncio.run(bounded())


def test_a_vector_for_each_text_in_their_order_and_counted(tmp_path: Path) -> None:
    async def test() -> None:
        async with scripted(Script(embeds)) as url:
            router = router_of([url], tmp_path / "models.sqlite")
            assert await guarded(router).embed(PIECES) == [vector_of(text) for text in TEXTS]
            await router.close()
        (row,) = Account(tmp_path / "models.sqlite").rows(1)
        assert (row.role, row.spent.requests, row.spent.failures) == ("embedding", 1, 0)
        assert (row.spent.tokens_in, row.spent.tokens_out) == (7, 0), "the server's counts"

    run(test)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"data": [{"index": 0, "embedding": [1.0]}]}, "1 vectors for 3 texts"),
        ({"data": [{"index": at, "embedding": [1.0] * (at + 1)} for at in range(3)]}, "of 1, 2, 3 numbers"),
        ({"data": [{"index": at, "embedding": [0.0]} for at in range(3)]}, "no direction"),
        ({"data": [{"index": at, "embedding": ["a"]} for at in range(3)]}, "not understood"),
        ({"data": [{"index": at, "embedding": []} for at in range(3)]}, "of 0 numbers"),
        ({"object": "list"}, "not understood"),
        ([1, 2], "broke off"),
        ({"error": {"message": "input is too long", "code": 400}}, "too long"),
    ],
)
def test_what_is_no_answer_is_an_error_in_words(body: Any, said: str) -> None:
    async def test() -> None:
        async with scripted(Script(answers(body))) as url:
            router = router_of([url])
            with pytest.raises(ModelError, match=said):
                await guarded(router).embed(PIECES)
            await router.close()

    run(test)


def test_another_server_of_the_same_model_stands_in_and_the_first_is_left_alone() -> None:
    async def test() -> None:
        first, second = Script(refuses("503 Service Unavailable")), Script(embeds)
        async with scripted(first) as one, scripted(second) as other:
            router = router_of([one, other])
            for _ in range(2):
                assert len(await guarded(router).embed(PIECES)) == 3
            assert (len(first.requests), len(second.requests)) == (1, 2)
            assert [state.state for state in router.states("embedding")] == ["open", "closed"]
            await router.close()

    run(test)


def test_no_secret_and_no_hidden_file_is_embedded() -> None:
    async def test() -> None:
        script = Script(embeds)
        async with scripted(script) as url:
            router = router_of([url])
            await guarded(router).embed([ContextFile("a.py", f'token = "{SECRET}"'), ContextFile("", "a question")])
            with pytest.raises(ModelPolicyError, match=r"hidden\.py"):
                await guarded(router, lambda path: path != "hidden.py").embed([ContextFile("hidden.py", "x")])
            await router.close()
        assert len(script.requests) == 1
        assert SECRET not in json.dumps(script.requests)
        assert "REDACTED_" in script.requests[0]["input"][0]

    run(test)


def test_a_cancelled_request_is_closed_at_the_server() -> None:
    async def test() -> None:
        script = Script(["hang"])
        async with scripted(script) as url:
            router = router_of([url])
            asked = asyncio.create_task(guarded(router).embed(PIECES))
            while not script.requests:  # noqa: ASYNC110 - what the scripted server counts has no event
                await asyncio.sleep(0.01)
            asked.cancel()
            while not script.closed_early:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            await router.close()

    run(test)


@pytest.mark.parametrize(
    ("endpoints", "said"),
    [
        ({"a": ModelOptions(provider="anthropic", name="m")}, "embeds no text"),
        ({"a": ModelOptions(provider="deepseek", name="m")}, "embeds no text"),
        ({name: ModelOptions(provider="openai", name=name) for name in ("a", "b")}, "'a', 'b'"),
        ({name: ModelOptions(provider="llamacpp") for name in ("a", "b")}, "one name"),
    ],
)
def test_models_that_cannot_embed_or_be_compared_are_refused(endpoints: dict[str, ModelOptions], said: str) -> None:
    routing = RoutingOptions(endpoints=endpoints, embedding=tuple(endpoints))
    with pytest.raises(ModelConfigError, match=said):
        create_router(ModelOptions(), routing, NetworkOptions(), None)
