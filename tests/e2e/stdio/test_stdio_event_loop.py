"""The event loop never computes long at a stretch: not with a document of 5 MB, not while a folder is indexed.

What is long is measured in the same process, in the CPU time of a loop of 100,000 additions (some milliseconds).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lsp_client import Client

UNITS = 10
SECONDS = 120.0
CODE = "def area(width, height):\n    return width * height  # 面積\n\n\n"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    root = tmp_path / "project"
    root.mkdir()
    for number in range(150):
        (root / f"part_{number}.py").write_text(CODE * 40, "utf-8")
    command = (sys.executable, str(Path(__file__).with_name("timed_server.py")), str(tmp_path / "cache"))
    with Client(command) as client:
        client.initialize(root, {"textDocument": {"diagnostic": {}}}, {"client": {"showsStatus": True}})
        client.request("timed/begin", {})
        yield client
        client.close()


def longest(client: Client) -> tuple[float, str]:
    """The longest callback in units, and what was called."""
    unit = sorted(client.request("timed/unit", {}) for _ in range(9))[4]
    seconds, what = client.request("timed/report", {})[0]
    return seconds / unit, what


def ask_everything(client: Client, uri: str, line: int) -> None:
    document = {"textDocument": {"uri": uri}}
    place = {**document, "position": {"line": line, "character": 8}}
    here = {"start": place["position"], "end": place["position"]}
    started = [
        client.start("textDocument/hover", place),
        client.start("textDocument/completion", place),
        client.start("textDocument/inlineCompletion", {**place, "context": {"triggerKind": 2}}),
        client.start("textDocument/codeAction", {**document, "range": here, "context": {"diagnostics": []}}),
        client.start("textDocument/codeLens", document),
        client.start("textDocument/diagnostic", document),
        client.start("workspace/executeCommand", {"command": "lacewing.explain", "arguments": [uri, here["start"]]}),
    ]
    for request in started:
        client.answer(request, SECONDS)


def change(client: Client, uri: str, version: int, line: int) -> None:
    place = {"line": line, "character": 4}
    edit = {"range": {"start": place, "end": place}, "text": "x"}
    params = {"textDocument": {"uri": uri, "version": version}, "contentChanges": [edit]}
    client.notify("textDocument/didChange", params)


def ready(params: Any) -> bool:
    return params["state"] == "ready"


def test_a_large_document_and_indexing_leave_the_loop_free(client: Client, tmp_path: Path) -> None:
    text = CODE * (5_000_000 // len(CODE.encode()))
    large, small = ((tmp_path / "project" / name).as_uri() for name in ("large.py", "part_7.py"))
    client.open(large, text)
    client.open(small, CODE * 40)
    for version in range(2, 8):
        for uri, line in ((large, 20_000 * version % 70_000), (small, 8)):
            change(client, uri, version, line)
            ask_everything(client, uri, line)
    client.notify(
        "textDocument/didChange", {"textDocument": {"uri": large, "version": 9}, "contentChanges": [{"text": text}]}
    )
    ask_everything(client, large, 5)
    client.wait_notification("lacewing/status", ready, SECONDS)
    units, what = longest(client)
    assert units < UNITS, f"{what} took as long as {units:.1f} times 100,000 additions"


def test_a_handler_that_computes_is_found(client: Client) -> None:
    client.request("timed/stall", {"units": 2 * UNITS}, SECONDS)
    units, what = longest(client)
    assert units > UNITS
    assert what == "timed/stall"
