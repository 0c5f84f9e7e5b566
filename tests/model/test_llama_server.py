"""Through llama.cpp's own server with a tiny model: the client, the command line and the server over stdio."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lacewing.cli.complete import command as complete
from lacewing.cli.context import command as context
from lacewing.cli.index import command as index
from lacewing.model.client import ModelClient
from lacewing.model.errors import ModelRefusedError
from lacewing.model.options import ModelOptions
from lacewing.model.types import ContextFile, FimRequest, Message
from lsp_client import Client
from model.llama_server import llama_server

pytest.importorskip("xllamacpp", reason="the wheel xllamacpp with llama.cpp's server is not installed here")
pytest.importorskip("gguf", reason="the package gguf, which writes the tiny model, is not installed here")

# The values of `ANSWER` and `ENDLESS` in tiny_model.py, which needs gguf.
ANSWER, ENDLESS = "count", "~"
HOLE = FimRequest("a.py", "python", "def f(items):\n    return ", "\n", (ContextFile("b.py", "count = 3\n"),), 8)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with llama_server() as running:
        yield running


def client(address: str, **settings: Any) -> ModelClient:
    return ModelClient(ModelOptions(**{"provider": "llamacpp", "endpoint": address, **settings}))


async def all_of(model: ModelClient, request: FimRequest = HOLE) -> list[str]:
    try:
        return [piece async for piece in model.fill(request)]
    finally:
        await model.close()


def slots(address: str) -> list[dict[str, Any]]:
    with urllib.request.urlopen(f"{address}/slots", timeout=10) as answer:
        return json.loads(answer.read())  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({}, id="/infill"),
        pytest.param({"fim": "qwen2.5-coder"}, id="/completion"),
        pytest.param({"provider": "openai-compatible", "fim": "qwen2.5-coder", "v1": True}, id="/v1/completions"),
    ],
)
def test_a_hole_is_filled_piece_by_piece(address: str, settings: dict[str, Any]) -> None:
    endpoint = address + "/v1" if settings.pop("v1", False) else address
    pieces = asyncio.run(all_of(client(endpoint, **settings)))
    assert "".join(pieces) == ANSWER
    assert len(pieces) > 1


def test_chat(address: str) -> None:
    async def ask() -> str:
        model = client(address)
        try:
            return "".join([piece async for piece in model.chat([Message("user", "how many?")], 8)])
        finally:
            await model.close()

    assert asyncio.run(ask()) == ANSWER


def test_an_unwanted_answer_frees_the_slot(address: str) -> None:
    async def leave() -> None:
        model = client(address, fim="codestral")  # whose prompt ends with the prefix
        request = FimRequest("a.py", "python", ENDLESS, "", max_tokens=4000)
        async with aclosing(model.fill(request)) as pieces:
            assert await anext(pieces) == ENDLESS
            assert any(slot["is_processing"] for slot in await asyncio.to_thread(slots, address))
        async with asyncio.timeout(10):
            while any(slot["is_processing"] for slot in await asyncio.to_thread(slots, address)):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        await model.close()

    asyncio.run(leave())


def test_pieces_of_the_project_reach_the_model_and_the_prompt_is_kept(address: str) -> None:
    async def counts() -> list[tuple[int, int]]:
        model, seen = client(address), []
        pieces = tuple(ContextFile(f"m{number}.py", f"value_{number} = {number}\n" * 6) for number in range(4))
        try:
            for context in (pieces[:3], (pieces[3], *pieces[:3])):
                request = FimRequest("a.py", "python", "x = ", "\n", context, 4)
                used = []
                async for _ in model.fill(request, on_usage=used.append):
                    pass
                await asyncio.sleep(0.1)
                seen.append((used[0].sent, used[0].cached))
        finally:
            await model.close()
        return seen

    (first, _), (second, kept) = asyncio.run(counts())
    assert first > 250, "input_extra was dropped"
    assert second > first
    # The new piece comes last though it was given first; nearly all that the server had seen it need not read again.
    assert kept > 0.8 * first


def test_a_prompt_that_is_too_long_is_told_in_words(address: str) -> None:
    long = FimRequest("a.py", "python", "x" * 30_000, "", max_tokens=4)
    with pytest.raises(ModelRefusedError, match=r"model\.context_tokens") as caught:
        asyncio.run(all_of(client(address, fim="qwen2.5-coder"), long))
    assert caught.value.kind == "too_long"


def test_vectors_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`lacewing index` has everything embedded, and `lacewing context --question` finds by that and by words."""
    root = tmp_path / "project"
    root.mkdir()
    (root / "pyproject.toml").write_text("")
    (root / "app.py").write_text("def total(items):\n    return sum(items)\n\n\ndef zzz(qqq):\n    return qqq\n")
    config = tmp_path / "config.toml"
    monkeypatch.setattr("lacewing.config.user_config_file", lambda: config)
    monkeypatch.setenv("LACEWING_CACHE_DIR", str(tmp_path / "cache"))
    with llama_server(embeds=True) as address:
        config.write_text(
            f'[routing]\nembedding = ["e"]\n[routing.endpoints.e]\nprovider = "llamacpp"\nendpoint = "{address}"\n'
        )
        indexed = CliRunner().invoke(index, [str(root), "--json"])
        assert indexed.exit_code == 0, indexed.output
        assert json.loads(indexed.stdout)["embedded"] == {"known": 2, "units": 2, "failure": ""}
        asked = ["--question", "app.py zzz def zzz(qqq): return qqq", "--root", str(root), "--json"]
        found = json.loads(CliRunner().invoke(context, asked).stdout)
    assert found["failures"] == []
    assert found["pieces"][-1]["text"].startswith("def zzz")
    assert "is like the question in meaning" in found["pieces"][-1]["reason"]


def test_the_command_line(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "app.py").write_text("def total(items):\n    return \n")
    monkeypatch.setenv("LACEWING_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("LACEWING_MODEL", "llamacpp:")
    monkeypatch.setenv("LACEWING_MODEL_ENDPOINT", address)
    monkeypatch.setenv("LACEWING_COMPLETION_MODEL_DEADLINE_MS", "20000")
    done = CliRunner().invoke(complete, [f"{tmp_path / 'app.py'}:2:12", "--json"])
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout.strip().split("\n")[-1])
    assert (answer["text"], answer["origin"]) == (ANSWER, "model")


def test_ghost_text_over_stdio(address: str, tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    app = "def total(items):\n    return \n"
    (root / "app.py").write_text(app)
    environment = {
        "LACEWING_CACHE_DIR": str(tmp_path / "cache"),
        "LACEWING_MODEL": "llamacpp:",
        "LACEWING_MODEL_ENDPOINT": address,
        "LACEWING_COMPLETION_MODEL_DEADLINE_MS": "20000",
    }
    with Client(env=environment) as editor:
        editor.initialize(root, options={"client": {"showsStatus": True}})
        editor.wait_notification("lacewing/status", lambda params: params["state"] == "ready")
        uri = (root / "app.py").as_uri()
        editor.open(uri, app)
        asked = {
            "textDocument": {"uri": uri},
            "position": {"line": 1, "character": 11},
            "context": {"triggerKind": 1},
        }
        items = editor.request("textDocument/inlineCompletion", asked)["items"]
        assert editor.close() == 0, editor.errors()
    assert items[0]["insertText"] == ANSWER
