"""docs/protocol.md names everything the server serves and sends, and nothing that it does not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lsprotocol import types

from lacewing.lsp.server import LacewingServer, create_server
from lacewing.lsp.status import STATUS
from lacewing.services import Services

DOCUMENT = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text("utf-8")
NAMED = set(re.findall(r"`((?:\$/)?[a-z][\w.]*(?:/\w+)*)`|### (.+)", DOCUMENT))
NAMES = {name.strip() for found in NAMED for part in found for name in part.split(",")}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> LacewingServer:
    return create_server(Services(cache_dir=tmp_path_factory.mktemp("cache")))


def test_every_method_is_named(server: LacewingServer) -> None:
    short = {"textDocument/didOpen", *server.protocol.fm.features} | {types.CANCEL_REQUEST, STATUS}
    assert sorted(short - NAMES) == []


def test_every_command_is_named_and_every_named_command_exists(server: LacewingServer) -> None:
    commands = set(server.protocol.fm.commands)
    assert sorted(commands - NAMES) == []
    tabled = set(re.findall(r"^\| `(lacewing\.[\w.]+)` \| `\[", DOCUMENT, re.MULTILINE))
    assert tabled == commands


def test_every_named_method_is_served_or_sent(server: LacewingServer) -> None:
    methods = {name for name in NAMES if "/" in name and not name.startswith("python/")}
    known = set(server.protocol.fm.features) | set(types.METHOD_TO_TYPES) | {STATUS}
    assert sorted(methods - known) == []


def test_the_examples_are_json() -> None:
    examples = re.findall(r"```json\n(.*?)```", DOCUMENT, re.DOTALL)
    assert len(examples) >= 8
    for example in examples:
        json.loads(example)
