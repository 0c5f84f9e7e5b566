"""`lacewing/nextEdit`, its command and its code action over stdio."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lsp_client import Client, ErrorAnswer

TEXT = """\
def 面积(tall: int, wide: int) -> int:
    '''The area 😀.'''
    if tall < 0 or wide < 0:
        raise ValueError(tall)
    return tall * wide


def tall_enough(tall: int) -> bool:
    return tall > 2
"""
OTHER = "from shapes import 面积\n\nprint(面积(tall=1, wide=2))\n"


@pytest.fixture
def encoding() -> str:
    return "utf-16"


@pytest.fixture
def client(encoding: str, tmp_path: Path) -> Iterator[Client]:
    root = tmp_path / "project"
    root.mkdir()
    (root / "shapes.py").write_text(TEXT, "utf-8")
    (root / "other.py").write_text(OTHER, "utf-8")
    with Client(env={"LACEWING_CACHE_DIR": str(tmp_path / "cache")}) as session:
        capabilities = {
            "general": {"positionEncodings": [encoding]},
            "window": {"showDocument": {"support": True}},
            "workspace": {"applyEdit": True},
        }
        session.initialize(root, capabilities, {"client": {"showsStatus": True}})
        session.wait_notification("lacewing/status", lambda params: params["state"] == "ready")
        yield session
        assert session.close() == 0, session.errors()
        assert "Traceback" not in session.errors()


def renamed(client: Client, root: Path) -> str:
    """Opens the file and gives the first parameter another name."""
    uri = (root / "shapes.py").as_uri()
    client.open(uri, TEXT)
    start = TEXT.index("tall")  # 面积 are single units in utf-16 and utf-32, three bytes each in utf-8
    column = len(TEXT[:start].encode()) if client.capabilities["positionEncoding"] == "utf-8" else start
    client.notify(
        "textDocument/didChange",
        {
            "textDocument": {"uri": uri, "version": 2},
            "contentChanges": [
                {
                    "range": {"start": {"line": 0, "character": column}, "end": {"line": 0, "character": column + 4}},
                    "text": "height",
                }
            ],
        },
    )
    return uri


def asked(client: Client, uri: str) -> list[dict[str, Any]]:
    edits: list[dict[str, Any]] = client.request("lacewing/nextEdit", {"textDocument": {"uri": uri}})["edits"]
    return edits


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_the_other_uses_of_a_renamed_parameter(client: Client, tmp_path: Path) -> None:
    uri = renamed(client, tmp_path / "project")
    edits = asked(client, uri)
    here = {(edit["range"]["start"]["line"], edit["newText"]) for edit in edits if edit["uri"] == uri}
    assert {(2, "height"), (3, "height"), (4, "height")} <= here
    assert all(edit["version"] == 2 for edit in edits if edit["uri"] == uri)
    # Another function's parameter of that name is another thing.
    assert not {line for line, _ in here} & {7, 8}


def test_the_command_goes_there_and_then_makes_it(client: Client, tmp_path: Path) -> None:
    uri = renamed(client, tmp_path / "project")
    shown: list[Any] = []
    client.answers["window/showDocument"] = lambda params: shown.append(params) or {"success": True}
    best = asked(client, uri)[0]
    line = best["range"]["start"]["line"]
    arguments = [uri, {"line": 0, "character": 0}]
    gone = client.request("workspace/executeCommand", {"command": "lacewing.nextEdit", "arguments": arguments})
    assert not gone["applied"]
    assert shown[0]["selection"]["start"] == best["range"]["start"]
    arguments = [uri, {"line": line, "character": 0}]
    made = client.request("workspace/executeCommand", {"command": "lacewing.nextEdit", "arguments": arguments})
    assert made["applied"]
    assert "height" in str(client.applied[-1])


def test_a_code_action_for_every_editor(client: Client, tmp_path: Path) -> None:
    uri = renamed(client, tmp_path / "project")
    line = asked(client, uri)[0]["range"]["start"]["line"]
    for at, title in ((line, "Next edit: `tall` → `height`"), (6, "Go to the next edit in line")):
        actions = client.request(
            "textDocument/codeAction",
            {
                "textDocument": {"uri": uri},
                "range": {"start": {"line": at, "character": 0}, "end": {"line": at, "character": 0}},
                "context": {"diagnostics": [], "only": ["lacewing.nextEdit"]},
            },
        )
        titles = [action["title"] for action in actions]
        assert len(titles) == 1
        assert titles[0].startswith(title)


def test_what_is_dismissed_is_not_offered_again(client: Client, tmp_path: Path) -> None:
    uri = renamed(client, tmp_path / "project")
    edit = asked(client, uri)[0]
    client.request("workspace/executeCommand", {"command": "lacewing.nextEdit.dismiss", "arguments": [edit["id"]]})
    assert edit["reason"] not in {other["reason"] for other in asked(client, uri)}


def test_nothing_was_changed(client: Client, tmp_path: Path) -> None:
    uri = (tmp_path / "project" / "shapes.py").as_uri()
    client.open(uri, TEXT)
    assert asked(client, uri) == []
    place = [uri, {"line": 0, "character": 0}]
    assert client.request("workspace/executeCommand", {"command": "lacewing.nextEdit", "arguments": place}) is None
    with pytest.raises(ErrorAnswer):
        client.request("lacewing/nextEdit", {"position": 1})
