"""No planted secret is on the wire, whoever asks and whichever provider is asked; what may be shown is."""

from __future__ import annotations

import asyncio
import contextlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from lacewing.model.errors import ModelError
from lacewing.model.types import Message
from lacewing.services import Services
from lacewing.syntax.source import source_of
from lsp_client import Client
from model.canaries import Draw, Planted, leaks, plant
from model.recording import Wire, recording, serving

# One preset a protocol, and the ways in which it fills holes; the one over WebSocket has a test of its own.
PROVIDERS = {
    "openai-compatible": ["chat", "suffix", "qwen2.5-coder", "codegeex4"],
    "llamacpp": ["suffix", "codestral"],
    "ollama": ["suffix", "qwen2.5-coder"],
    "mistral": ["suffix"],
    "anthropic": ["chat"],
    "spark": ["chat"],
}
SHOWN = ("app.py", "helper.py", "settings.py", "similar.py", "docs/guide.md")


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Planted:
    project = plant(tmp_path / "project")
    for name, value in project.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("LACEWING_API_KEY", "key-in-use-12345")
    return project


def report(what: str, planted: Planted, wire: Wire) -> None:
    found = leaks(wire.all, planted)
    print(
        f"\ncanaries, {what}: {len(planted.secrets)} secrets and {len(planted.hidden)} hidden files planted, "
        f"{len(wire.sent)} requests, {len(wire.all)} bytes sent, {len(found)} found"
    )
    assert found == []


@pytest.mark.parametrize("provider", PROVIDERS)
def test_no_secret_is_sent_through_services(planted: Planted, tmp_path: Path, provider: str) -> None:
    """Completions in the open file at every template, an explanation, a chat with its history and a diff."""
    wire = Wire()

    async def ask(way: str) -> None:
        async with recording(wire) as endpoint:
            settings = {"model": {"provider": provider, "endpoint": endpoint, "name": "m", "fim": way}}
            services = Services(settings, tmp_path / f"cache-{way}")
            folder = services.open_folder(planted.root)
            folder.index_facts()
            source = source_of(planted.root / "app.py", planted.app.encode())
            services.set_document(source)
            await services.inline_completions(source, len(source.data) - 1)
            await services.inline_completions(source, planted.app.encode().index(b"open_aws"), manual=True)
            explained = services.explain(source, planted.app.encode().index(b"seen_total"))
            assert explained is not None
            await services.explain_with_model(explained)
            model = services.models.for_folder(folder, "chat")
            assert model is not None
            with contextlib.suppress(ModelError):
                async for _ in model.chat(conversation(planted), 50):
                    pass
            await services.close()

    for way in PROVIDERS[provider]:
        asyncio.run(ask(way))
    report(f"services, {provider}, {len(PROVIDERS[provider])} ways to fill", planted, wire)
    for word in (*planted.seen, "REDACTED_API_KEY_", "REDACTED_PRIVATE_KEY_", "seen_question", "seen_diff"):
        assert word.encode() in wire.all, word


@pytest.mark.parametrize("provider", ["openai-compatible", "llamacpp", "ollama", "mistral"])
def test_no_secret_is_embedded(planted: Planted, tmp_path: Path, provider: str) -> None:
    """The whole project, question included, at each protocol that embeds."""
    wire = Wire()

    async def ask() -> None:
        async with recording(wire) as endpoint:
            model = {"provider": provider, "endpoint": endpoint, "name": "m"}
            services = Services({"routing": {"endpoints": {"e": model}, "embedding": ["e"]}}, tmp_path / "cache")
            folder = services.open_folder(planted.root)
            folder.index_facts()
            folder.settle_catalog()
            coverage = await services.questions.embed(folder)
            assert coverage is not None
            assert (coverage.failure, coverage.known) == ("", coverage.units)
            await services.questions.context(folder, f"seen_question {planted.app}")
            await services.close()

    asyncio.run(ask())
    report(f"embedding, {provider}", planted, wire)
    for word in ("seen_helper_area", "seen_similar_total", "seen_question", "REDACTED_API_KEY_"):
        assert word.encode() in wire.all, word


def conversation(planted: Planted) -> list[Message]:
    """A chat whose past, question and diff hold what the files hold."""
    hidden = "\n".join(f"+{word} = 1" for word in planted.hidden)
    diff = (
        "diff --git a/app.py b/app.py\n--- a/app.py\n+++ b/app.py\n@@ -0,0 +1,90 @@\n+seen_diff = 1\n"
        + "".join(f"+{line}\n" for name in SHOWN for line in (planted.root / name).read_text("utf-8").split("\n"))
        + "diff --git a/legal/hidden_legal.py b/legal/hidden_legal.py\n--- a/legal/hidden_legal.py\n"
        + f"+++ b/legal/hidden_legal.py\n@@ -0,0 +1,4 @@\n{hidden}\n"
    )
    return [
        Message("system", "Answer."),
        Message("user", f"seen_question {planted.app}"),
        Message("assistant", Draw(11).lines("open")),
        Message("user", diff, (str(planted.root / "app.py"),)),
    ]


def test_no_secret_is_sent_over_stdio(planted: Planted, tmp_path: Path) -> None:
    """The server as an editor runs it: completions while typing, explanations, in hidden files too."""
    wire = Wire()
    with serving(wire) as endpoint, Client(env={"LACEWING_CACHE_DIR": str(tmp_path / "cache")}) as client:
        model = {"provider": "openai-compatible", "endpoint": endpoint, "name": "m", "fim": "suffix"}
        shows = {"showsStatus": True, "showsExplanation": True}
        client.initialize(planted.root, options={"client": shows, "model": model})
        client.wait_notification("lacewing/status", lambda params: params["state"] == "ready")
        for name in ("ignored.py", ".env", "legal/hidden_legal.py", "settings.py", "app.py"):
            uri = (planted.root / name).as_uri()
            client.open(uri, (planted.root / name).read_text("utf-8"), "python")
            ghost(client, uri, 1, 4)
            arguments = [uri, {"line": 0, "character": 5}]
            client.request("workspace/executeCommand", {"command": "lacewing.explain", "arguments": arguments})
        uri = (planted.root / "app.py").as_uri()
        typed = 'c = connect("' + Draw(11).keep("ghp_" + Draw(12).text(36)) + '", '
        place = {"line": planted.line, "character": planted.character}
        client.change(uri, 2, {"range": {"start": place, "end": place}, "text": typed})
        ghost(client, uri, planted.line, planted.character + len(typed))
        assert client.close() == 0, client.errors()
        assert not [secret for secret in planted.secrets if secret in client.errors()]
        assert "key-in-use-12345" not in client.errors()
    typed_secret = typed.split('"')[1]
    with_typed = replace(planted, secrets=(*planted.secrets, typed_secret))
    report("stdio", with_typed, wire)
    assert len(wire.sent) >= 3
    assert b"seen_total" in wire.all
    assert b"c = connect(" in wire.all


def test_what_was_replaced_comes_back_into_the_answer_over_stdio(planted: Planted, tmp_path: Path) -> None:
    wire = Wire(answer="seen_helper_area(REDACTED_API_KEY_1)")
    with serving(wire) as endpoint, Client(env={"LACEWING_CACHE_DIR": str(tmp_path / "cache")}) as client:
        model = {"provider": "openai-compatible", "endpoint": endpoint, "name": "m", "fim": "suffix"}
        client.initialize(planted.root, options={"client": {"showsStatus": True}, "model": model})
        client.wait_notification("lacewing/status", lambda params: params["state"] == "ready")
        uri = (planted.root / "app.py").as_uri()
        client.open(uri, planted.app)
        texts = ghost(client, uri, planted.line, planted.character)
        assert client.close() == 0, client.errors()
    assert b"REDACTED_API_KEY_1" in wire.all
    assert texts[0].startswith("seen_helper_area(")
    assert "REDACTED" not in texts[0]
    assert any(secret in texts[0] for secret in planted.secrets)


def ghost(client: Client, uri: str, line: int, character: int) -> list[str]:
    params = {
        "textDocument": {"uri": uri},
        "position": {"line": line, "character": character},
        "context": {"triggerKind": 1},
    }
    return [item["insertText"] for item in client.request("textDocument/inlineCompletion", params)["items"]]


def test_no_secret_is_sent_over_a_websocket(planted: Planted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spark's other protocol, which does not pass the HTTP client's own door."""
    from websockets.asyncio.server import ServerConnection, serve

    wire = Wire()
    monkeypatch.setenv("SPARK_TRIPLE", "app-1:key-in-use-67890:secret-in-use-12345")
    last = {
        "header": {"code": 0, "status": 2},
        "payload": {"choices": {"status": 2, "seq": 0, "text": [{"content": "width * height"}]}},
    }

    async def exchange(socket: ServerConnection) -> None:
        message = await socket.recv()
        wire.sent.append(message.encode() if isinstance(message, str) else message)
        await socket.send(json.dumps(last))

    async def ask() -> None:
        async with serve(exchange, "127.0.0.1", 0) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            model = {"provider": "spark-websocket", "endpoint": f"ws://127.0.0.1:{port}", "name": "lite"}
            services = Services({"model": model | {"api_key_env": "SPARK_TRIPLE"}}, tmp_path / "cache")
            folder = services.open_folder(planted.root)
            folder.index_facts()
            source = source_of(planted.root / "app.py", planted.app.encode())
            services.set_document(source)
            found = await services.inline_completions(source, len(source.data) - 1)
            assert found[0].text == "width * height"
            model_for_chat = services.models.for_folder(folder, "chat")
            assert model_for_chat is not None
            answer = "".join([piece async for piece in model_for_chat.chat(conversation(planted), 50)])
            assert answer == "width * height"
            await services.close()

    asyncio.run(ask())
    report("services, spark-websocket", planted, wire)
    assert len(wire.sent) == 2
    for word in ("seen_total", "seen_diff", "REDACTED_API_KEY_"):
        assert word.encode() in wire.all, word
    for key in (b"key-in-use-67890", b"secret-in-use-12345"):
        assert key not in wire.all
