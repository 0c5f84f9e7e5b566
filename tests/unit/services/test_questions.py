"""Questions to a folder with an embedding model over real sockets: what is sent, kept, found, and what goes wrong."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from lacewing.services import Services
from lacewing.services.folder import Folder
from lacewing.syntax.source import source_of
from model.replies import embeddings
from model.scripted_server import HEAD, Script, Steps, event, scripted

FILES = {
    "paint.py": 'def tint(canvas):\n    """The hue of it."""\n    return canvas\n',
    "retry.py": "def back_off(seconds):\n    sleep(seconds)\n\n\ndef halve(number):\n    return number / 2\n",
    "guide.md": "# Invoices\n\nWhat things cost.\n",
    "hidden.py": "def hidden_pause():\n    sleep(1)\n",
    "keys.py": 'def keyed():\n    """-----BEGIN PRIVATE KEY-----\n    MIIEvQIBADANBgkqhkiG9w0BAQEF\n    """\n',
    ".gitignore": "hidden.py\n",
}
UNITS = 4


def embeds(request: dict[str, Any]) -> Steps:
    if "messages" in request:
        return [HEAD, event("It waits [1].", "stop")]
    raw = json.dumps(embeddings("/v1/embeddings", request["input"])).encode()
    return [f"HTTP/1.1 200 OK\r\nContent-Length: {len(raw)}\r\nConnection: close\r\n\r\n".encode() + raw]


def fails(_request: dict[str, Any]) -> Steps:
    return [b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno"]


@asynccontextmanager
async def opened(
    tmp_path: Path, steps: Callable[[dict[str, Any]], Steps], **routing: Any
) -> AsyncIterator[tuple[Services, Folder, Script]]:
    root = tmp_path / "project"
    root.mkdir(exist_ok=True)
    for name, text in FILES.items():
        (root / name).write_text(text)
    script = Script(steps)
    async with scripted(script) as url:
        endpoint = {"provider": "openai-compatible", "endpoint": url, "name": "m", "fim": "chat", "retries": 0}
        settings = {"routing": {"endpoints": {"e": endpoint}, "embedding": ["e"], "completion": [], **routing}}
        services = Services(settings, tmp_path / "cache")
        folder = services.open_folder(root)
        folder.index_facts()
        folder.settle_catalog()
        try:
            yield services, folder, script
        finally:
            await services.close()


async def first(services: Services, folder: Folder, question: str) -> str:
    answer = await services.questions.context(folder, question)
    pieces = sorted(answer.context.pieces, key=lambda piece: -piece.score)
    return pieces[0].reason.split("`")[1] if pieces else ""


def run(test: Callable[[], Any]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(60):
            await test()

    asyncio.run(bounded())


def test_meaning_finds_what_no_word_does(tmp_path: Path) -> None:
    async def test() -> None:
        async with opened(tmp_path, embeds) as (services, folder, script):
            assert await first(services, folder, "colour") == ""
            assert script.requests == [], "nothing is embedded yet, so nothing is asked"
            coverage = await services.questions.embed(folder)
            assert coverage is not None
            assert (coverage.known, coverage.units, coverage.failure) == (UNITS, UNITS, "")
            assert await first(services, folder, "which colour?") == "tint"
            assert await first(services, folder, "patience") == "back_off"
            assert await first(services, folder, "money") == "Invoices"
            sent = json.dumps(script.requests)
            assert "hidden_pause" not in sent
            assert "keyed" not in sent, "a key over several lines could be cut in two"
            answer = await services.questions.context(folder, "patience")
            assert answer.context.failures == ()
            assert answer.context.pieces[-1].retriever == "meaning"

    run(test)


def test_only_what_changed_is_embedded_again(tmp_path: Path) -> None:
    async def test() -> None:
        async with opened(tmp_path, embeds) as (services, folder, script):
            await services.questions.embed(folder)
            await services.questions.embed(folder)
            asked = [text for request in script.requests for text in request["input"]]
            assert len(asked) == UNITS
            (folder.root / "retry.py").write_text("\n\n" + FILES["retry.py"].replace("/ 2", "// 2"))
            (folder.root / "paint.py").unlink()
            folder.refresh([folder.root / "retry.py", folder.root / "paint.py"])
            coverage = await services.questions.embed(folder)
            again = [text for request in script.requests for text in request["input"]][UNITS:]
            assert ["halve" in text for text in again] == [True], "the other function only moved"
            assert coverage is not None
            assert (coverage.known, coverage.units) == (UNITS - 1, UNITS - 1)

    run(test)


def test_a_slow_model_costs_a_question_no_more_than_the_deadline(tmp_path: Path) -> None:
    async def test() -> None:
        slow = False
        steps: Callable[[dict[str, Any]], Steps] = lambda request: ["hang"] if slow else embeds(request)  # noqa: E731
        async with opened(tmp_path, steps, embedding_deadline_ms=50) as (services, folder, script):
            await services.questions.embed(folder)
            slow = True
            answer = await services.questions.context(folder, "who can halve a number")
            assert "routing.embedding_deadline_ms" in answer.context.failures[0]
            assert "halve" in answer.context.prompt
            while not script.closed_early:  # noqa: ASYNC110 - what the scripted server counts has no event
                await asyncio.sleep(0.01)

    run(test)


def test_a_server_that_fails_is_told_and_left_alone(tmp_path: Path) -> None:
    async def test() -> None:
        works = False
        steps: Callable[[dict[str, Any]], Steps] = lambda request: (embeds if works else fails)(request)  # noqa: E731
        async with opened(tmp_path, steps) as (services, folder, script):
            coverage = await services.questions.embed(folder)
            assert coverage is not None
            assert "503" in coverage.failure
            assert (coverage.known, len(script.requests)) == (0, 1)
            answer = await services.questions.context(folder, "who can halve a number")
            assert "found by its words alone" in answer.context.failures[0]
            assert "halve" in answer.context.prompt

    run(test)


def test_a_text_that_is_refused_costs_only_itself(tmp_path: Path) -> None:
    def picky(request: dict[str, Any]) -> Steps:
        if any("tint" in text for text in request["input"]):
            body = b'{"error": {"message": "input is too long for the model"}}'
            head = f"HTTP/1.1 400 Bad Request\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            return [head.encode() + body]
        return embeds(request)

    async def test() -> None:
        async with opened(tmp_path, picky) as (services, folder, _):
            coverage = await services.questions.embed(folder)
            assert coverage is not None
            assert (coverage.known, coverage.units, coverage.failure) == (UNITS - 1, UNITS, "")
            assert await first(services, folder, "patience") == "back_off"

    run(test)


def test_without_an_embedding_model_words_find_and_nothing_is_kept(tmp_path: Path) -> None:
    async def test() -> None:
        async with opened(tmp_path, embeds, embedding=[]) as (services, folder, script):
            assert await services.questions.embed(folder) is None
            answer = await services.questions.context(folder, "who can halve a number")
            assert "halve" in answer.context.prompt
            assert answer.context.failures == ()
            assert script.requests == []
            assert not folder.vectors_path.exists()

    run(test)


def test_no_more_than_the_settings_allow_is_embedded(tmp_path: Path) -> None:
    async def test() -> None:
        async with opened(tmp_path, embeds) as (services, folder, _):
            folder.config = services.config_for(folder.root / "a.py")
            object.__setattr__(folder.config.project, "max_embedded", 2)
            coverage = await services.questions.embed(folder)
            assert coverage is not None
            assert (coverage.known, coverage.units) == (2, 2)
            (folder.root / "guide.md").write_text("# Invoices and bills\n\nWhat things cost.\n")
            folder.refresh([folder.root / "guide.md"])
            coverage = await services.questions.embed(folder)
            assert coverage is not None
            assert (coverage.known, coverage.units) == (2, 2), "its own old sections are not in its way"
            assert await first(services, folder, "money") == "Invoices and bills"
            object.__setattr__(folder.config.project, "max_embedded", 100)
            coverage = await services.questions.embed(folder)
            assert coverage is not None
            assert (coverage.known, coverage.units) == (UNITS, UNITS), "a higher limit counts for files read before"

    run(test)


@pytest.mark.parametrize("embedding", [["e"], []])
def test_a_server_that_the_settings_name_no_more_is_sent_nothing_more(tmp_path: Path, embedding: list[str]) -> None:
    async def test() -> None:
        other = Script(embeds)
        async with scripted(other) as url, opened(tmp_path, lambda _request: ["hang"]) as (services, folder, script):
            (folder.root / "many.py").write_text("".join(f"def f{i}():\n    return {i}\n\n\n" for i in range(40)))
            folder.refresh([folder.root / "many.py"])
            under_way = asyncio.create_task(services.questions.embed(folder))
            while not script.requests:  # noqa: ASYNC110 - what the scripted server counts has no event
                await asyncio.sleep(0.01)
            endpoint = {"provider": "openai-compatible", "endpoint": url, "name": "m", "fim": "chat"}
            await services.configure(
                {"routing": {"endpoints": {"e": endpoint}, "embedding": embedding, "completion": []}}
            )
            coverage = await asyncio.wait_for(under_way, 20)
            assert coverage is not None
            assert (coverage.known, coverage.failure) == (0, "")
            assert len(script.requests) == 1
            coverage = await services.questions.embed(folder)
            assert coverage is None if not embedding else coverage is not None and coverage.known == UNITS + 40
            assert bool(other.requests) == bool(embedding)

    run(test)


@pytest.mark.parametrize("embedding", [["e"], []])
def test_an_explanation_is_told_of_code_like_it(tmp_path: Path, embedding: list[str]) -> None:
    async def test() -> None:
        async with opened(tmp_path, embeds, embedding=embedding, chat=["e"]) as (services, folder, script):
            (folder.root / "naps.py").write_text('def nap():\n    """Sleep a little."""\n    sleep(1)\n')
            folder.refresh([folder.root / "naps.py"])
            await services.questions.embed(folder)
            source = source_of(folder.root / "retry.py", FILES["retry.py"].encode())
            explanation = services.explain(source, 5)
            assert explanation is not None
            answer = await services.explain_with_model(explanation)
            told = script.requests[-1]["messages"][-1]["content"]
            assert ("`def nap()` in naps.py is code like it: Sleep a little." in told) is bool(embedding)
            assert answer.facts == explanation.facts

    run(test)


def test_what_a_completion_is_shown_is_the_same_with_vectors_and_without(tmp_path: Path) -> None:
    async def test() -> None:
        async with opened(tmp_path, embeds) as (services, folder, script):
            source = source_of(folder.root / "retry.py", FILES["retry.py"].encode())
            before = services.context(source, 30).context
            await services.questions.embed(folder)
            asked = len(script.requests)
            assert services.context(source, 30).context == before
            assert len(script.requests) == asked

    run(test)
