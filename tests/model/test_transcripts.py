"""The requests of each provider as they go over the wire, and the answer read back: tests/model/transcripts/.

`LACEWING_UPDATE_GOLDENS=1` rewrites them.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from lacewing.model.client import create_client
from lacewing.model.errors import ModelError
from lacewing.model.network.recording import RecordingTransport
from lacewing.model.options import ModelOptions
from lacewing.model.presets import load_presets
from lacewing.model.provider import load_embedder, load_provider, provider_names
from lacewing.model.templates import template_names
from lacewing.model.types import ContextFile, FimRequest, Message
from model.replies import embeddings, payloads, vector_of

FOLDER = Path(__file__).parent / "transcripts"
HOLE = FimRequest(
    "app.py",
    "python",
    "def area(w, h):\n    return ",
    "\n",
    (ContextFile("shapes.py", "SIDES = 4"),),
    32,
    ("\n",),
    0.0,
    "#",
)
CHAT = [Message("system", "Be brief."), Message("user", "What is `数`?")]
WEBSOCKET = {"spark-websocket"}


async def requests_of(options: ModelOptions) -> list[dict[str, Any]]:
    """A chat, a hole and, where the provider embeds, two texts to embed, as sent."""
    transport = RecordingTransport()
    variable = load_presets()[options.provider].key
    key = "id-of-the-user.secret-1" if "signed" in options.provider else "app1:key-of-the-user:secret-1"
    client = create_client(options, {variable: key}, transport=transport)
    assert client is not None
    for stream in (client.chat(CHAT, 64, 0.2, retries=0), client.fill(HOLE)):
        with contextlib.suppress(ModelError):  # the recording gives an answer that only some providers understand
            _ = [piece async for piece in stream]
    if client.embed_batch:
        with contextlib.suppress(ModelError):
            _ = [each async for each in client.embed(["def area(w, h): ...", "What is `数`?"], retries=0)]
    await client.close()
    return [
        {
            "url": each.url if options.provider not in WEBSOCKET else each.url.partition("?")[0],
            "headers": {k: v for k, v in each.headers if k in ("authorization", "x-api-key", "anthropic-version")},
            "body": json.loads(each.body),
        }
        for each in transport.requests
    ]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("provider", "name", "url", "sent"),
    [
        ("spark", "4.0Ultra", "https://spark-api-open.xf-yun.com/v1/chat/completions", "4.0Ultra"),
        ("spark", "x1", "https://spark-api-open.xf-yun.com/v2/chat/completions", "x1"),
        ("spark", "spark-x1.5", "https://spark-api-open.xf-yun.com/v2/chat/completions", "spark-x"),
        ("spark", "spark-x2", "https://spark-api-open.xf-yun.com/x2/chat/completions", "spark-x"),
        ("spark", "spark-x", "https://spark-api-open.xf-yun.com/x2/chat/completions", "spark-x"),
        ("spark-websocket", "x1", "wss://spark-api.xf-yun.com/v1/x1", "x1"),
        ("spark-websocket", "spark-x1.5", "wss://spark-api.xf-yun.com/v1/x1", "spark-x"),
        ("spark-websocket", "spark-x2", "wss://spark-api.xf-yun.com/x2", "spark-x"),
        ("spark-websocket", "spark-x", "wss://spark-api.xf-yun.com/x2", "spark-x"),
    ],
)
async def test_models_of_spark_that_reason_have_addresses_of_their_own(
    provider: str, name: str, url: str, sent: str
) -> None:
    made = await requests_of(ModelOptions(provider=provider, name=name))
    body = made[0]["body"]
    named = body["parameter"]["chat"]["domain"] if provider == "spark-websocket" else body["model"]
    assert (made[0]["url"], named) == (url, sent)


@pytest.mark.asyncio
async def test_an_address_of_ones_own_is_kept() -> None:
    made = await requests_of(ModelOptions(provider="spark", name="spark-x2", endpoint="https://gate.example/spark"))
    assert made[0]["url"] == "https://gate.example/spark/chat/completions"


def check(name: str, found: str) -> None:
    path = FOLDER / name
    if os.environ.get("LACEWING_UPDATE_GOLDENS"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(found, "utf-8")
    assert path.read_text("utf-8") == found


@pytest.mark.asyncio
@pytest.mark.parametrize("preset", load_presets())
async def test_requests_of_each_provider(preset: str) -> None:
    made = await requests_of(ModelOptions(provider=preset, name=load_presets()[preset].example))
    embeds = load_embedder(load_presets()[preset].protocol) and load_presets()[preset].dialect.embed_batch
    assert len(made) == (3 if embeds else 2)
    check(f"{preset}.json", json.dumps(made, indent=2, ensure_ascii=False) + "\n")


@pytest.mark.asyncio
@pytest.mark.parametrize("fim", template_names())
async def test_prompts_of_each_format(fim: str) -> None:
    made = await requests_of(ModelOptions(provider="openai-compatible", name="m", fim=fim))
    check(f"{fim}.txt", made[1]["body"]["prompt"])


@pytest.mark.parametrize("preset", [name for name in load_presets() if name not in WEBSOCKET])
@pytest.mark.parametrize("number", [0, 1])
def test_the_servers_answer_is_read(preset: str, number: int) -> None:
    url = json.loads((FOLDER / f"{preset}.json").read_text("utf-8"))[number]["url"]
    read = load_provider(load_presets()[preset].protocol).read_payload
    found = [
        delta
        for event in payloads(urlsplit(url).path, "一 two")
        for line in event.split(b"\n")
        if (payload := line.removeprefix(b"data:").strip()) and not line.startswith(b"event:")
        if (delta := read(payload))
    ]
    assert "".join(each.text for each in found) == "一 two"
    assert any(each.finish for each in found)


@pytest.mark.parametrize("preset", load_presets())
def test_the_servers_vectors_are_read(preset: str) -> None:
    made = json.loads((FOLDER / f"{preset}.json").read_text("utf-8"))
    embedder = load_embedder(load_presets()[preset].protocol)
    if len(made) < 3:
        assert embedder is None or not load_presets()[preset].dialect.embed_batch
        return
    assert embedder is not None
    texts = made[2]["body"]["input"]
    found = embedder.read_embeddings(json.dumps(embeddings(urlsplit(made[2]["url"]).path, texts)).encode())
    assert found.vectors == [vector_of(text) for text in texts]
    assert found.usage is not None
    assert found.usage.sent == 7


def test_each_protocol_has_a_preset() -> None:
    assert {each.protocol for each in load_presets().values()} == set(provider_names())
