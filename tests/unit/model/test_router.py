"""Which model answers: fall-backs, breakers and their trials, races, limits, accounts. Real sockets."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from lacewing.model.client import ModelClient
from lacewing.model.errors import ModelError, ModelPolicyError, ModelTimeoutError
from lacewing.model.network.options import NetworkOptions
from lacewing.model.options import ModelOptions
from lacewing.model.routing.account import Account, Spent
from lacewing.model.routing.breaker import FIRST_PAUSE_S, LONGEST_PAUSE_S, LONGEST_WANTED_S, Breaker
from lacewing.model.routing.endpoint import Endpoint
from lacewing.model.routing.limits import Budget, Limits
from lacewing.model.routing.options import RoutingOptions
from lacewing.model.routing.router import Asked, Router
from lacewing.model.routing.wiring import create_router
from lacewing.model.types import FimRequest
from model.scripted_server import DONE, HEAD, Script, event, scripted

Steps = Sequence[bytes | float | str]
REQUEST = FimRequest("a.py", "python", "a = ", "")
WORKS: Steps = [HEAD, event("from the first", chat=False), DONE]
STANDS_IN: Steps = [HEAD, event("from the second", chat=False), DONE]
FAILS: Steps = [b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbusy"]


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def endpoint(url: str, clock: Callable[[], float], budget: Budget | None = None, name: str = "m") -> Endpoint:
    options = replace(ModelOptions(), provider="openai", endpoint=url, name=name, fim="suffix", stall_timeout_s=5.0)
    return Endpoint(ModelClient(options), Breaker(clock), Limits(budget or Budget(), clock))


def asked(**changes: object) -> Asked:
    given = Asked("completion", lambda client, on_usage: client.fill(REQUEST, None, on_usage), lambda client: None, 10)
    return replace(given, **changes)  # type: ignore[arg-type]


async def answer(router: Router, **changes: object) -> str:
    return "".join([piece async for piece in router.answer(asked(**changes))])


@contextlib.asynccontextmanager
async def two(
    first: Steps, second: Steps = STANDS_IN, budget: Budget | None = None, **more: object
) -> AsyncIterator[tuple[Router, Clock, Script, Script]]:
    clock, scripts = Clock(), (Script(first), Script(second))
    async with scripted(scripts[0]) as one, scripted(scripts[1]) as other:
        route = [endpoint(one, clock, budget, "first"), endpoint(other, clock, budget, "second")]
        router = Router({"completion": route, "chat": route}, **more)  # type: ignore[arg-type]
        try:
            yield router, clock, *scripts
        finally:
            await router.close()


async def until(condition: Callable[[], bool]) -> None:
    while not condition():  # noqa: ASYNC110 - what the scripted server counts has no event
        await asyncio.sleep(0.01)


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(30):
            await test()

    asyncio.run(bounded())


def test_the_first_that_works_answers() -> None:
    async def test() -> None:
        async with two(WORKS) as (router, _, _first, second):
            assert await answer(router) == "from the first"
            assert second.requests == []

    run(test)


def test_the_next_stands_in_until_the_first_is_back() -> None:
    async def test() -> None:
        changes: list[str] = []
        async with two(FAILS) as (router, clock, first, second):
            router._on_change = lambda: changes.append(router.states("completion")[0].state)
            assert await answer(router) == "from the second"
            assert await answer(router) == "from the second"
            assert (len(first.requests), len(second.requests)) == (1, 2)
            state = router.states("completion")[0]
            assert (state.state, "503" in state.reason, state.seconds_left) == ("open", True, FIRST_PAUSE_S)
            clock.now += FIRST_PAUSE_S
            assert await answer(router) == "from the second"
            assert len(first.requests) == 2
            assert router.states("completion")[0].seconds_left == 2 * FIRST_PAUSE_S
            clock.now += 2 * FIRST_PAUSE_S
            first.steps = WORKS
            assert await answer(router) == "from the first"
            assert router.states("completion")[0].state == "closed"
            assert changes[0] == "open"
            assert changes[-1] == "closed"

    run(test)


def test_a_server_that_was_away_is_back_without_a_request_finding_out() -> None:
    async def test() -> None:
        back = asyncio.Event()
        async with scripted(Script(WORKS)) as url:
            port = int(url.rsplit(":", 1)[1].split("/")[0])
        first = endpoint(url, asyncio.get_running_loop().time)
        first.breaker._pause = 0.2
        router = Router({"completion": [first]}, on_change=lambda: first.breaker.state == "closed" and back.set())
        with pytest.raises(ModelError, match="cannot be reached"):
            await answer(router)
        with pytest.raises(ModelError, match=r"left alone, it is tried again in \d s: .*cannot be reached"):
            await answer(router)
        script = Script(WORKS)

        async def respond(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            head = await reader.readuntil(b"\r\n\r\n")
            script.paths.append(head.decode().split()[0])
            writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            writer.close()

        server = await asyncio.start_server(respond, "127.0.0.1", port)
        await back.wait()
        server.close()
        assert script.paths == ["HEAD"]
        await router.close()

    run(test)


def test_when_all_fail_every_reason_is_told() -> None:
    async def test() -> None:
        async with two(FAILS, ["reset"]) as (router, *_):
            with pytest.raises(ModelError, match=r"first at .*503.*; second at .*cannot be reached"):
                await answer(router)

    run(test)


def test_a_failure_after_the_first_piece_is_not_answered_by_another() -> None:
    async def test() -> None:
        async with two([HEAD, event("half", chat=False), "reset"]) as (router, _, _first, second):
            got: list[str] = []
            stream = router.answer(asked())
            got.append(await anext(stream))
            with pytest.raises(ModelError):
                await anext(stream)
            assert got == ["half"]
            assert second.requests == []

    run(test)


def test_what_the_request_is_to_blame_for_leaves_the_breaker_closed() -> None:
    async def test() -> None:
        bad = [b"HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbad"]
        async with two(bad) as (router, *_):
            assert await answer(router) == "from the second"
            assert router.states("completion")[0].state == "closed"

    run(test)


def test_a_slow_first_is_raced_by_the_second_and_closed_when_it_loses() -> None:
    async def test() -> None:
        async with two([HEAD, "hang"], hedge_after_s=0.05) as (router, _, first, second):
            assert await answer(router) == "from the second"
            assert len(second.requests) == 1
            await until(lambda: first.open == 0)
            assert first.closed_early == 1
            assert router.states("completion")[0].state == "closed"
        async with two(WORKS, hedge_after_s=20.0) as (router, _, first, second):
            assert await answer(router) == "from the first"
            assert second.requests == []

    run(test)


def test_a_reader_that_goes_away_closes_everything() -> None:
    async def test() -> None:
        async with two([HEAD, event("a", chat=False), "hang"]) as (router, _, first, _second):
            stream = router.answer(asked())
            assert await anext(stream) == "a"
            await stream.aclose()
            await until(lambda: first.open == 0)
            task = asyncio.create_task(answer(router))
            await until(lambda: first.open > 0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await until(lambda: first.open == 0)
            assert router.routes["completion"][0].limits._running == 0

    run(test)


def test_a_deadline_ends_an_answer_before_and_after_its_first_piece() -> None:
    async def test() -> None:
        for steps in ([HEAD, "hang"], [HEAD, event("a", chat=False), "hang"]):
            async with two(steps) as (router, _, first, _second):
                with pytest.raises(ModelTimeoutError, match=r"did not come within 0\.3 s"):
                    await answer(router, deadline_s=0.3)
                await until(lambda: first.open == 0)

    run(test)


def test_forbidden_models_are_passed_over() -> None:
    async def test() -> None:
        def check(client: ModelClient) -> None:
            if client.options.name == "first":
                raise ModelPolicyError("forbidden")

        async with two(WORKS) as (router, _, first, _second):
            assert await answer(router, check=check) == "from the second"
            assert first.requests == []

    run(test)


def test_budgets_of_a_minute() -> None:
    async def test() -> None:
        budget = Budget(requests_a_minute=2)
        async with two(WORKS, FAILS, budget) as (router, clock, first, _second):
            assert [await answer(router), await answer(router)] == ["from the first"] * 2
            with pytest.raises(ModelError, match=r"first at .* is not asked: 2 requests a minute are allowed"):
                await answer(router)
            clock.now += 60
            assert await answer(router) == "from the first"
            assert len(first.requests) == 3
        limits = Limits(Budget(tokens_a_minute=100), Clock())
        limits.begin(90)
        assert "100 tokens a minute are allowed, and 90 were used" in limits.refusal(20)
        assert limits.refusal(10) == ""

    run(test)


def test_patient_requests_wait_for_their_turn() -> None:
    async def test() -> None:
        slow: Steps = [HEAD, 0.1, event("from the first", chat=False), DONE]
        async with two(slow, FAILS, Budget(at_once=1)) as (router, _, first, _second):
            answers = await asyncio.gather(*(answer(router, patient=True, role="chat") for _ in range(3)))
            assert answers == ["from the first"] * 3
            running = asyncio.create_task(answer(router))
            await until(lambda: first.open > 0)
            with pytest.raises(ModelError, match="1 requests are under way"):
                await answer(router)
            assert await running == "from the first"

    run(test)


def test_a_breakers_pause_doubles_up_to_its_longest() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    breaker.failed("a")
    breaker.failed("b")
    assert breaker.admit()
    breaker.failed("c")
    pauses = []
    for _ in range(7):
        pauses.append(breaker.seconds_left)
        assert not breaker.admit()
        clock.now += breaker.seconds_left
        assert breaker.admit()
        assert not breaker.admit(), "one trial at a time"
        breaker.failed("again")
    assert pauses == [5.0, 10.0, 20.0, 40.0, 80.0, LONGEST_PAUSE_S, LONGEST_PAUSE_S]
    clock.now += LONGEST_PAUSE_S
    assert breaker.admit()
    breaker.left()
    assert breaker.admit()
    breaker.succeeded()
    assert breaker.state == "closed"


def test_a_breaker_keeps_the_pause_that_a_server_asks_for() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    breaker.failed("429", at_once=True, wanted_s=20.0)
    assert breaker.seconds_left == 20.0
    clock.now += 20.0
    assert breaker.state == "trial"
    breaker.failed("429", at_once=True, wanted_s=86_400.0)
    assert breaker.seconds_left == LONGEST_WANTED_S


def test_the_account_adds_up_over_servers_and_forgets_days_long_past(tmp_path: Path) -> None:
    import datetime

    day = datetime.date(2026, 3, 1)
    file = tmp_path / "deep" / "models.sqlite"
    one, other = Account(file, lambda: day), Account(file, lambda: day)
    one.add("m", "chat", 100, 20, False)
    other.add("m", "chat", 50, 0, True)
    other.flush()
    Account(file, lambda: day - datetime.timedelta(500)).add("m", "chat", 1, 1, False)
    (row,) = one.rows(7)
    assert row == ("2026-03-01", "m", "chat", Spent(2, 1, 150, 20))
    assert other.rows(0) == []
    assert b"chat" in file.read_bytes()


def test_an_account_that_cannot_be_written_harms_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    account = Account(tmp_path / "file" / "models.sqlite")
    account.add("m", "chat", 1, 1, False)
    account.flush()
    damaged = Account(tmp_path / "file")
    (tmp_path / "file").write_bytes(b"no database" * 100)
    with pytest.raises(OSError, match="delete it to begin anew"):
        damaged.rows(3)


def test_requests_are_counted(tmp_path: Path) -> None:
    async def test() -> None:
        account = Account(tmp_path / "models.sqlite")
        async with two(FAILS, account=account) as (router, *_):
            assert await answer(router) == "from the second"
            await answer(router, role="chat")
        rows = {(row.model.split()[0], row.role): row.spent for row in account.rows(1)}
        assert rows[("first", "completion")] == Spent(1, 1, 10, 0)
        assert rows[("second", "completion")].requests == 1
        assert rows[("second", "completion")].tokens_out > 2
        assert rows[("second", "chat")].requests == 1

    run(test)


def test_roles_and_fall_backs_by_name(tmp_path: Path) -> None:
    local = ModelOptions(provider="openai", name="local")
    routing = RoutingOptions(
        endpoints={"cloud": ModelOptions(provider="openai", endpoint="https://llm.example/v1", name="cloud")},
        completion=("model", "cloud"),
        chat=("cloud",),
    )
    router = create_router(local, routing, NetworkOptions(), tmp_path / "models.sqlite")
    assert router is not None
    names = {role: [each.client.options.name for each in route] for role, route in router.routes.items()}
    assert names == {"completion": ["local", "cloud"], "chat": ["cloud"], "embedding": []}
    assert router.routes["completion"][1] is router.routes["chat"][0]
    only_chat = create_router(ModelOptions(), replace(routing, completion=("model",)), NetworkOptions(), tmp_path / "a")
    assert only_chat is not None
    assert [len(route) for route in only_chat.routes.values()] == [0, 1, 0]
    assert create_router(ModelOptions(), RoutingOptions(), NetworkOptions(), tmp_path / "a") is None
    with pytest.raises(ModelError, match=r"routing\.chat names 'clud'; there are model, cloud"):
        create_router(local, replace(routing, chat=("clud",)), NetworkOptions(), tmp_path / "a")


def test_what_the_server_counted_takes_the_place_of_estimates(tmp_path: Path) -> None:
    async def test() -> None:
        account = Account(tmp_path / "models.sqlite")
        usage = b'data: {"choices": [], "usage": {"prompt_tokens": 77, "completion_tokens": 5}}\n\n'
        async with two([HEAD, event("from the first", "stop", chat=False), usage, DONE], account=account) as (
            router,
            *_,
        ):
            assert await answer(router) == "from the first"
        (row,) = account.rows(1)
        assert row.spent == Spent(1, 0, 77, 5)

    run(test)


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (ModelOptions(provider="openai-compatible", name="qwen2.5-coder-7b"), "taken to fill holes in the format"),
        (ModelOptions(provider="openai-compatible", name="somebody"), "fills holes by chat"),
        (ModelOptions(provider="openai-compatible", name="qwen2.5-coder-7b", fim="qwen2.5-coder"), ""),
        (ModelOptions(provider="deepseek", name="deepseek-chat"), ""),
    ],
)
def test_a_format_is_never_taken_from_a_name_without_saying_so(model: ModelOptions, said: str) -> None:
    router = create_router(model, RoutingOptions(), NetworkOptions(), None)
    assert router is not None
    notes = router.routes["completion"][0].client.notes
    assert len(notes) == bool(said)
    assert said in "".join(notes)
