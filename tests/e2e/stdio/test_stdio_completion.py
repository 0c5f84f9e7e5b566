"""Completion over stdio where there is little to go by: several folders, texts just opened, files of no language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lsp_client import Client, ErrorAnswer

USE = "from shapes import Shape\n\nshape = Shape()\nshape."


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Client, Path]]:
    """Two folders of the same name that define a type of the same name, and an empty one."""
    home = tmp_path_factory.mktemp("home").resolve()
    folders = []
    for place, member in (("one", "first_area"), ("two", "second_area")):
        root = home / place / "app"
        root.mkdir(parents=True)
        (root / "shapes.py").write_text(f"class Shape:\n    def {member}(self):\n        return 1\n")
        folders.append({"uri": root.as_uri(), "name": "app"})
    (home / "empty").mkdir()
    folders.append({"uri": (home / "empty").as_uri(), "name": "empty"})
    with Client(env={"LACEWING_CACHE_DIR": str(home / "cache")}) as client:
        client.initialize(options={"client": {"showsStatus": True}}, workspaceFolders=folders)
        client.wait_for(lambda _: len(ready(client)) == len(folders), "every folder ready")
        yield client, home
        assert client.close() == 0, client.errors()
        assert "Traceback" not in client.errors()


def ready(client: Client) -> list[Any]:
    # Asked while the client's lock is held: the messages are read as they are.
    return [m for m in client.messages if m.get("method") == "lacewing/status" and m["params"]["state"] == "ready"]


def at_end(uri: str, text: str) -> dict[str, Any]:
    lines = text.split("\n")
    return {"textDocument": {"uri": uri}, "position": {"line": len(lines) - 1, "character": len(lines[-1])}}


def labels(client: Client, uri: str, text: str) -> list[str]:
    items = client.request("textDocument/completion", at_end(uri, text))["items"]
    return [item["label"] for item in sorted(items, key=lambda item: item["sortText"])]


@pytest.mark.parametrize(("folder", "member"), [("one", "first_area"), ("two", "second_area")])
def test_a_text_just_opened_has_the_members_of_its_own_folder(
    session: tuple[Client, Path], folder: str, member: str
) -> None:
    client, home = session
    uri = (home / folder / "app" / "use.py").as_uri()
    client.open(uri, USE)
    assert labels(client, uri, USE)[:1] == [member]


@pytest.mark.parametrize(
    ("place", "language"),
    [
        ("empty/new.py", "python"),
        ("outside.py", "python"),
        ("one/app/settings.toml", "toml"),
        ("two/app/Makefile", "makefile"),
        ("one/app/notes.txt", "plaintext"),
        ("empty/main.rs", "rust"),
    ],
)
def test_every_text_completes_from_its_own_words(session: tuple[Client, Path], place: str, language: str) -> None:
    client, home = session
    uri = (home / place).as_uri()
    text = "connection_limit = 5\nconnection_limit = 7\nconn"
    client.open(uri, text, language)
    assert "connection_limit" in labels(client, uri, text)
    params = {**at_end(uri, text), "context": {"triggerKind": 1}}
    (first, *_) = client.request("textDocument/inlineCompletion", params)["items"]
    assert first["insertText"].startswith("ection_limit")
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})


def test_an_empty_text_is_answered(session: tuple[Client, Path]) -> None:
    client, home = session
    uri = (home / "one" / "app" / "empty.py").as_uri()
    client.open(uri, "")
    params = {**at_end(uri, ""), "context": {"triggerKind": 2}}
    assert client.request("textDocument/inlineCompletion", params) == {"items": []}
    assert "" not in labels(client, uri, "")


def test_a_position_past_the_protocols_range_is_refused(session: tuple[Client, Path]) -> None:
    client, home = session
    arguments = [(home / "outside.py").as_uri(), {"line": 1 << 31, "character": 0}]
    with pytest.raises(ErrorAnswer) as refused:
        client.request("workspace/executeCommand", {"command": "lacewing.explain", "arguments": arguments})
    assert refused.value.code == -32602
