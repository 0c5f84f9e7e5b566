"""Ghost text with a model on loopback: it goes before the engine, and never makes an answer worse than without it."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from lacewing.features.completion import inline
from lacewing.features.completion.inline import CompletionSources, inline_completions
from lacewing.features.completion.options import CompletionOptions
from lacewing.features.completion.session import CompletionSession
from lacewing.features.completion.types import InlineCompletion
from lacewing.model.client import create_client
from lacewing.model.options import ModelOptions
from lacewing.syntax.source import source_of
from lacewing.text.edit import TextEdit, apply_edits
from marker.completion.learned_project import learned_project
from model.scripted_server import DONE, HEAD, Script, event, scripted

LINE = "            raise MissingKeyError(key, store=self)\n"
STORE = "class Store:\n    def read(self, key):\n        if key not in self.entries:\n" + LINE + "        return 1\n"
OPEN = "class Cache:\n    def touch(self, key):\n        if key not in self.entries:\n            raise Miss"
# The model is waited for.
OPTIONS = CompletionOptions(first_answer_confidence=1.0, speculate=False)


@asynccontextmanager
async def project(folder: Path, script: Script | None) -> AsyncIterator[CompletionSources]:
    files = {f"store{number}.py": STORE.encode() for number in range(4)} | {"app.py": OPEN.encode()}
    if script is None:
        with learned_project(files, folder, "app.py") as sources:
            yield sources
        return
    async with scripted(script) as endpoint:
        client = create_client(ModelOptions(provider="openai", endpoint=endpoint, fim="suffix"))
        assert client is not None
        try:
            with learned_project(files, folder, "app.py", client) as sources:
                yield sources
        finally:
            await client.close()


async def ask(
    sources: CompletionSources, options: CompletionOptions = OPTIONS, count: int = 1
) -> list[InlineCompletion]:
    source = source_of(Path("app.py"), OPEN.encode())
    return await inline_completions(source, len(OPEN), sources, options, count=count)


async def closed(script: Script) -> None:
    async with asyncio.timeout(10):
        while script.open:  # noqa: ASYNC110 - the server tells in no other way
            await asyncio.sleep(0.01)


@pytest.mark.asyncio
async def test_the_engine_answers_alone(tmp_path: Path) -> None:
    async with project(tmp_path, None) as sources:
        found = await ask(sources)
        assert found[0].origin == "engine"
        assert found[0].text == "ingKeyError(key, store=self)"
        # While it is typed, memory answers.
        typed = OPEN + "ingKey"
        source = source_of(Path("app.py"), typed.encode())
        again = await inline_completions(source, len(typed), sources, OPTIONS)
        assert (again[0].origin, again[0].text) == ("cache", "Error(key, store=self)")


GUARDED = "def read{0}(path):\n    if not path:\n        return None\n    with open(path) as file:\n        pass\n\n\n"


@pytest.mark.asyncio
async def test_whole_lines_are_shown_where_the_engine_is_sure_of_them_all(tmp_path: Path) -> None:
    files = {f"m{number}.py": (GUARDED.format(number) * 3).encode() for number in range(6)}
    written = "    def read(self, path):\n        if not path:\n            return None\n"
    written += "        with open(path) as file:\n            pass\n"
    typed = f"class A:\n{written}\n    def load(self, path):\n        if not p"

    async def shown(behind: str, options: CompletionOptions = OPTIONS) -> str:
        source = source_of(Path("app.py"), (typed + behind).encode())
        sources = replace(project_sources, session=CompletionSession())
        return (await inline_completions(source, len(typed), sources, options))[0].text

    with learned_project(files, tmp_path, "app.py") as project_sources:
        whole = await shown("\n")
        assert whole.startswith("ath:\n            return None")
        compile(typed + whole, "app.py", "exec")
        assert await shown("\n            return None\n") == "ath:", "what stands there already is not said again"
        assert await shown("\n", replace(OPTIONS, multiline=False)) == "ath:"


@pytest.mark.asyncio
async def test_the_model_answers_first(tmp_path: Path) -> None:
    script = Script([HEAD, event("ingKeyError", chat=False), event("(key)\nmore", "stop", chat=False), DONE])
    async with project(tmp_path, script) as sources:
        found = await ask(sources, count=2)
        assert [(each.origin, each.text) for each in found] == [
            ("model", "ingKeyError(key)"),
            ("engine", "ingKeyError(key, store=self)"),
        ]
        assert json.dumps(script.requests[0]).count("raise Miss") == 1


@pytest.mark.asyncio
async def test_the_same_state_asks_the_same(tmp_path: Path) -> None:
    script = Script([HEAD, event("x", "stop", chat=False), DONE])
    async with project(tmp_path, script) as sources:
        await ask(sources)
        sources.session.shown.forget("app.py")
        await ask(sources)
        assert script.requests[0] == script.requests[1]


@pytest.mark.parametrize(
    "steps",
    [
        ["reset"],
        [b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"],
        [HEAD, event(")))]]", "stop", chat=False), DONE],
        [HEAD, event("<|endoftext|>", "stop", chat=False), DONE],
        [HEAD, "hang"],
        [HEAD, b"data: {not json\n\n"],
    ],
    ids=["reset", "500", "nonsense", "nothing", "late", "garbage"],
)
@pytest.mark.asyncio
async def test_a_bad_model_leaves_the_engine(tmp_path: Path, steps: list[bytes | float | str]) -> None:
    script = Script(steps)
    async with project(tmp_path, script) as sources:
        found = await ask(sources, replace(OPTIONS, model_deadline_ms=700))
        assert [(each.origin, each.text) for each in found] == [("engine", "ingKeyError(key, store=self)")]
        await closed(script)


@pytest.mark.asyncio
async def test_cancelling_closes_the_stream(tmp_path: Path) -> None:
    script = Script([HEAD, event("ing", chat=False), "hang"])
    async with project(tmp_path, script) as sources:
        task = asyncio.create_task(ask(sources, replace(OPTIONS, model_deadline_ms=20_000)))
        async with asyncio.timeout(10):
            while not script.requests:  # noqa: ASYNC110 - the server tells in no other way
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.05)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await closed(script)
    assert script.closed_early == 1


@pytest.mark.asyncio
async def test_cancelling_while_the_engine_works_closes_the_stream_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, release = Script([HEAD, event("ing", chat=False), "hang"]), threading.Event()
    monkeypatch.setattr(inline, "_from_engine", lambda *_: release.wait(10) and [])
    async with project(tmp_path, script) as sources:
        task = asyncio.create_task(ask(sources, replace(OPTIONS, model_deadline_ms=20_000)))
        try:
            async with asyncio.timeout(10):
                while not script.requests:  # noqa: ASYNC110 - the server tells in no other way
                    await asyncio.sleep(0.01)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await closed(script)
        finally:
            release.set()
    assert script.closed_early == 1


@pytest.mark.asyncio
async def test_accepting_gives_a_file_that_parses(tmp_path: Path) -> None:
    async with project(tmp_path, None) as sources:
        found = await ask(sources)
        data = apply_edits(OPEN.encode(), [TextEdit(found[0].span, found[0].text)])
        assert data.decode().endswith("raise MissingKeyError(key, store=self)")


@pytest.mark.asyncio
async def test_asked_by_hand_names_of_the_list_fill_up_what_the_engine_has(tmp_path: Path) -> None:
    text = "def fläche(width, height):\n    return wid"
    source = source_of(Path("app.py"), text.encode())
    async with project(tmp_path, None) as sources:
        by_hand = await inline_completions(source, len(text.encode()), sources, OPTIONS, manual=True, count=3)
    assert "th" in [each.text for each in by_hand]
    assert len(by_hand) == len({each.text for each in by_hand}) <= 3


@pytest.mark.asyncio
async def test_the_session_remembers_what_is_left_while_typing_agrees(tmp_path: Path) -> None:
    async with project(tmp_path, None) as sources:
        await ask(sources)
        for typed, left in (("ing", "KeyError(key, store=self)"), ("ingKey", "Error(key, store=self)"), ("ingX", None)):
            text = (OPEN + typed).encode()
            known = sources.session.remembered(source_of(Path("app.py"), text), len(text))
            assert (known.text if known is not None else None) == left
