"""What is accepted and what is typed otherwise is counted, through the protocol as editors speak it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from lsp_client import Client

FILE = "from box import open_box\n\n\ndef {name}(path):\n    with open_box(path) as box:\n        return box.read()\n"
TEXT = "from box import open_box\n\n\ndef mine(path):\n    with open_b"


def test_accepting_and_typing_otherwise_are_counted_and_can_be_forgotten(tmp_path: Path) -> None:
    root, cache = tmp_path / "project", tmp_path / "cache"
    root.mkdir()
    for name in ("one", "two", "three", "four"):
        (root / f"{name}.py").write_text(FILE.replace("{name}", name))
    uri = (root / "mine.py").as_uri()
    with Client(env={"LACEWING_CACHE_DIR": str(cache)}) as client:
        client.initialize(root, options={"client": {"showsStatus": True}})
        client.wait_notification("lacewing/status", lambda status: status["state"] == "ready", 120)
        client.open(uri, TEXT)
        shown = ghost(client, uri, TEXT)
        assert "ox(path)" in shown["insertText"]
        command = shown["command"]
        client.request("workspace/executeCommand", {"command": command["command"], "arguments": command["arguments"]})
        again = TEXT.replace("mine", "other")
        for version, typed in ((2, again), (3, again + "ottle"), (4, again[:-1])):
            client.change(uri, version, {"text": typed})
            ghost(client, uri, typed)
        assert client.close() == 0, client.errors()
    kept = orjson.loads((cache / "adaptation.json").read_bytes())
    assert sum(count for *_, count, _ in kept["groups"]) == 2
    assert sum(right for *_, right in kept["groups"]) == 1
    assert b"open_box" not in (cache / "adaptation.json").read_bytes()
    with Client(env={"LACEWING_CACHE_DIR": str(cache)}) as client:
        client.initialize(root)
        client.request("workspace/executeCommand", {"command": "lacewing.completion.resetAdaptation", "arguments": []})
        assert client.close() == 0, client.errors()
    assert not (cache / "adaptation.json").exists()


def ghost(client: Client, uri: str, text: str) -> dict[str, Any]:
    lines = text.split("\n")
    place = {"line": len(lines) - 1, "character": len(lines[-1])}
    asked = {"textDocument": {"uri": uri}, "position": place, "context": {"triggerKind": 2}}
    items: list[dict[str, Any]] = client.request("textDocument/inlineCompletion", asked)["items"]
    return items[0] if items else {}
