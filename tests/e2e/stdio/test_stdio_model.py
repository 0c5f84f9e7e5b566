"""Over stdio with a model configured: what its server is sent, and what becomes of what it answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from lsp_client import Client
from model.scripted_server import DONE, event
from stdio_model import serving

APP = """from helper import visible_area
from ignored import hidden_area
from private import secret_area


def total(width, height):
    return visible_area(width, height) + hidden_area(width) + secret_area(height)
"""
FILES = {
    ".gitignore": "ignored.py\n*.local.py\n",
    ".lacewingignore": "private.py\n",
    "app.py": APP,
    "helper.py": 'def visible_area(width, height):\n    """CANARY-SEEN."""\n    return width * height\n',
    "ignored.py": 'def hidden_area(canary_git):\n    """CANARY-GIT."""\n    return canary_git\n',
    "private.py": 'def secret_area(canary_own):\n    """CANARY-OWN."""\n    return canary_own\n',
    "late.local.py": "def late_area(canary_late):\n    return canary_late\n",
    ".env": "API_TOKEN=CANARY-ENV\nAPI_\n",
}


def write_files(root: Path) -> Path:
    root.mkdir()
    for name, text in FILES.items():
        (root / name).write_text(text)
    return root


def settings(endpoint: str, fim: str, **more: Any) -> dict[str, Any]:
    model = {"provider": "openai", "endpoint": endpoint, "name": "scripted", "fim": fim}
    completion = {
        "first_answer_confidence": 1,
        "speculate": False,
        **more.pop("completion", {}),
    }  # the model is awaited
    client = {"showsStatus": True, "showsExplanation": True}
    return {"client": client, "model": model, "completion": completion, **more}


def start(client: Client, root: Path, options: Any) -> None:
    client.initialize(root, options=options)
    client.wait_notification("lacewing/status", lambda params: params["state"] == "ready")


def ghost_texts(client: Client, uri: str, line: int, character: int, by_hand: bool = False) -> list[str]:
    params = {
        "textDocument": {"uri": uri},
        "position": {"line": line, "character": character},
        "context": {"triggerKind": 1 if by_hand else 2},
    }
    return [item["insertText"] for item in client.request("textDocument/inlineCompletion", params)["items"]]


def explain(client: Client, uri: str, line: int) -> str:
    arguments = [uri, {"line": line, "character": 5}]
    answer = client.request("workspace/executeCommand", {"command": "lacewing.explain", "arguments": arguments})
    return str((answer or {}).get("markdown"))


@pytest.mark.parametrize("fim", ["chat", "suffix"])
def test_no_byte_of_an_excluded_file_reaches_the_model(tmp_path: Path, fim: str) -> None:
    root = write_files(tmp_path / "project")
    loose = write_files(tmp_path / "loose")
    with serving([event("1", chat=fim == "chat"), DONE]) as (script, endpoint):
        with Client(env={"LACEWING_CACHE_DIR": str(tmp_path / "cache")}) as client:
            start(client, root, settings(endpoint, fim))
            for folder in (root, loose):
                for name in ("ignored.py", "private.py", "late.local.py", ".env"):
                    uri = (folder / name).as_uri()
                    client.open(uri, FILES[name], "dotenv" if name == ".env" else "python")
                    ghost_texts(client, uri, 1, 4, by_hand=True)
                    explain(client, uri, 0)
            assert script.requests == []
            app = (root / "app.py").as_uri()
            client.open(app, APP)
            ghost_texts(client, app, 6, 11, by_hand=True)
            explain(client, app, 5)
            assert client.close() == 0, client.errors()
        sent = json.dumps(script.requests)
        assert "total(width, height)" in sent
        assert "CANARY-SEEN" in sent
        for canary in ("CANARY-GIT", "CANARY-OWN", "CANARY-ENV", "canary_git", "canary_own", "canary_late"):
            assert canary not in sent


def test_a_file_excluded_while_it_is_open_gives_no_context_any_more(tmp_path: Path) -> None:
    root = write_files(tmp_path / "project")
    (root / ".gitignore").write_text("")
    with serving([event("1"), DONE]) as (script, endpoint):
        with Client(env={"LACEWING_CACHE_DIR": str(tmp_path / "cache")}) as client:
            start(client, root, settings(endpoint, "chat"))
            app, ignored = (root / "app.py").as_uri(), (root / "ignored.py").as_uri()
            client.open(app, APP)
            client.open(ignored, FILES["ignored.py"])
            explain(client, ignored, 0)
            (root / ".gitignore").write_text("ignored.py\n")
            changed = {"changes": [{"uri": (root / ".gitignore").as_uri(), "type": 2}]}
            client.notify("workspace/didChangeWatchedFiles", changed)
            client.request("workspace/diagnostic", {"previousResultIds": []})
            explain(client, app, 5)
            del script.requests[:]
            ghost_texts(client, app, 6, 11, by_hand=True)
            assert client.close() == 0, client.errors()
        assert len(script.requests) == 2, "by hand several answers are asked for"
        assert "CANARY-SEEN" in json.dumps(script.requests)
        assert "CANARY-GIT" not in json.dumps(script.requests)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Client, Path]]:
    """One server for all answers; `configure` points it at the script of a test."""
    folder = tmp_path_factory.mktemp("answers")
    root = write_files(folder / "project")
    with Client(env={"LACEWING_CACHE_DIR": str(folder / "cache")}) as client:
        start(client, root, {"client": {"showsStatus": True}})
        yield client, root
        assert client.close() == 0, client.errors()


def configure(client: Client, endpoint: str, **more: Any) -> None:
    client.notify("workspace/didChangeConfiguration", {"settings": {"lacewing": settings(endpoint, "chat", **more)}})


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("```python\nwidth * height\n```", "width * height"),
        ("width * height\r\nextra = 1\r\n", "width * height"),
        ("    return width * height", "width * height"),
        ("width * height  # and\n" + "x = 1\n" * 10_000, "width * height  # and"),
        ("width * height\n\n\ndef after():\n    pass\n", "width * height"),
    ],
)
def test_an_answer_is_cut_to_what_fits_the_hole(session: tuple[Client, Path], answer: str, wanted: str) -> None:
    client, root = session
    with serving([event(answer), DONE]) as (script, endpoint):
        configure(client, endpoint)
        uri = (root / f"hole{hash(answer)}.py").as_uri()
        client.open(uri, "def area(width, height):\n    return \n\n\ndef after():\n    pass\n")
        assert ghost_texts(client, uri, 1, 11)[0] == wanted
        assert len(script.requests) == 1


@pytest.mark.parametrize(
    ("steps", "deadline"),
    [
        ([DONE], 10_000),
        ([event(""), DONE], 10_000),
        ([b'data: {"error": {"message": "out of memory"}}\n\n'], 10_000),
        ([b"data: {nonsense\n\n"], 10_000),
        (["reset"], 10_000),
        (["hang"], 1500),
        ([event("Sure! Here is the code you asked for:"), DONE], 10_000),
    ],
)
def test_a_useless_answer_leaves_the_engines(
    session: tuple[Client, Path], steps: Sequence[bytes | float | str], deadline: int
) -> None:
    client, root = session
    with serving(steps) as (script, endpoint):
        configure(client, endpoint, completion={"model_deadline_ms": deadline})
        uri = (root / f"useless{hash(str(steps))}.py").as_uri()
        client.open(uri, "first_measurement = 1\nsecond = first_measurement + 1\nthird = first_me\n")
        found = ghost_texts(client, uri, 2, 16)
        assert found
        assert found[0].startswith("asurement")
        assert len(script.requests) == 1


def test_settings_that_cannot_work_are_told_and_the_engine_answers(tmp_path: Path) -> None:
    root = write_files(tmp_path / "project")
    with Client(env={"LACEWING_CACHE_DIR": str(tmp_path / "cache")}) as client:
        start(client, root, settings("nonsense", "chat"))
        told = client.wait_notification("window/showMessage", lambda params: "nonsense" in params["message"])
        assert "model.endpoint" in told["message"]
        with serving([event("width"), DONE]) as (script, endpoint):
            configure(client, endpoint)
            uri = (root / "hole.py").as_uri()
            client.open(uri, "def area(width, height):\n    return \n")
            assert ghost_texts(client, uri, 1, 11)[0] == "width"
            assert len(script.requests) == 1
        assert client.close() == 0, client.errors()


def test_the_model_is_shown_what_was_edited_last_elsewhere(tmp_path: Path) -> None:
    root = write_files(tmp_path / "project")
    with serving([event("1", chat=False), DONE]) as (script, endpoint):
        with Client(env={"LACEWING_CACHE_DIR": str(tmp_path / "cache")}) as client:
            start(client, root, settings(endpoint, "suffix"))
            helper, app = (root / "helper.py").as_uri(), (root / "app.py").as_uri()
            hover = {"textDocument": {"uri": helper}, "position": {"line": 0, "character": 5}}
            client.open(helper, FILES["helper.py"])
            client.request("textDocument/hover", hover)
            last = {"line": 3, "character": 0}
            client.change(helper, 2, {"range": {"start": last, "end": last}, "text": "\n\nSCALE = '键 CANARY-EDIT'\n"})
            client.request("textDocument/hover", hover)
            client.open(app, APP)
            ghost_texts(client, app, 6, 11, by_hand=True)
        request = script.requests[0]
    assert "SCALE = '键 CANARY-EDIT'" in request["prompt"]
    assert "return width * height" in request["prompt"]


def test_a_model_brings_the_import_along(tmp_path: Path) -> None:
    root = write_files(tmp_path / "project")
    (root / "new.py").write_text("def size(width, height):\n    return \n")
    cache = {"LACEWING_CACHE_DIR": str(tmp_path / "cache")}
    answer = [event("visible_area(width, height)", chat=False), DONE]
    with serving(answer) as (script, endpoint), Client(env=cache) as client:
        options = settings(endpoint, "suffix")
        client.initialize(root, {"workspace": {"applyEdit": True}}, options)
        client.wait_notification("lacewing/status", lambda params: params["state"] == "ready")
        uri, text = (root / "new.py").as_uri(), "def size(width, height):\n    return \n"
        client.open(uri, text)
        at = {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 11}}
        offered = client.request("textDocument/inlineCompletion", {**at, "context": {"triggerKind": 2}})
        (item,) = offered["items"]
        assert item["insertText"] == "visible_area(width, height)"
        client.change(uri, 2, {"text": text.replace("return ", f"return {item['insertText']}")})
        command = {name: item["command"][name] for name in ("command", "arguments")}
        client.request("workspace/executeCommand", command)
        (applied,) = client.sent_by_server("workspace/applyEdit")
        assert "from helper import visible_area" in json.dumps(applied["edit"])
        assert len(script.requests) == 1
        ghost_texts(client, uri, 0, 23, by_hand=True)
        assert sorted(request["temperature"] for request in script.requests[1:]) == [0.0, 0.6], "asked for several"
        assert client.close() == 0, client.errors()
