"""A component with scripts, a template and styles over stdio: each place is served in the language it is in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lsp_client import Client

COMPONENT = """<script setup lang="ts">
import { helper } from './kit'
const 幅 = 1
const width = helper(幅)
function widen(amount: number) {
  return amount
}
</script>

<template>
  <p title="🎉" :style="wi">Some wi text</p>
</template>

<style>
p { --wide: 1px; }
</style>
"""


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    root = tmp_path / "project"
    root.mkdir()
    (root / "kit.ts").write_text("export function helper(n: number): number { return n }\n")
    (root / "tools.py").write_text("def widest(): ...\n")
    (root / "App.vue").write_text(COMPONENT)
    with Client(env={"LACEWING_CACHE_DIR": str(tmp_path / "cache")}) as client:
        options = {"client": {"showsStatus": True}}
        client.initialize(root, {"general": {"positionEncodings": ["utf-16"]}}, options)
        client.open((root / "App.vue").as_uri(), COMPONENT, "vue")
        client.wait_notification("lacewing/status", lambda params: params["state"] == "ready")
        yield client
        assert client.close() == 0, client.errors()
        assert "Traceback" not in client.errors()


def after(text: str, part: str) -> dict[str, int]:
    """The position behind the last `part` of `text`, in UTF-16 units."""
    before = text[: text.rindex(part) + len(part)]
    line = before.rpartition("\n")[2]
    return {"line": before.count("\n"), "character": len(line.encode("utf-16-le")) // 2}


def test_places_are_served_in_their_language(client: Client, tmp_path: Path) -> None:
    uri = (tmp_path / "project" / "App.vue").as_uri()

    def labels(position: dict[str, int]) -> list[str]:
        params: dict[str, Any] = {"textDocument": {"uri": uri}, "position": position}
        answer = client.request("textDocument/completion", params)
        return [item["label"] for item in answer["items"]]

    in_template = labels(after(COMPONENT, ':style="wi'))
    assert {"width", "widen"} <= set(in_template)
    assert labels(after(COMPONENT, "Some wi")) == []

    changed = COMPONENT.replace("  return amount\n", "  debugger\n  return amount + wi\n")
    start = {"line": 5, "character": 0}
    edit = {"range": {"start": start, "end": {"line": 6, "character": 0}}, "text": "  debugger\n  return amount + wi\n"}
    client.change(uri, 2, edit)
    in_script = labels(after(changed, "amount + wi"))
    assert {"width", "widen"} <= set(in_script)

    report = client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    assert [(item["code"], item["range"]["start"]) for item in report["items"]] == [
        ("typescript/debugger-left", {"line": 5, "character": 2})
    ]

    hover = client.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": after(changed, "= helper")})
    assert "function helper(n: number): number" in hover["contents"]["value"]
