"""The completion list over stdio: what comes at once and what later, for clients old and new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lsp_client import Client

SHOP = 'class Shop:\n    """价格."""\n\n    def price(self, count: int) -> int:\n        """What it costs."""\n'
OTHER = "import numpy as np\n\nnp.zeros(3)\n"
NEW = {
    "completion": {
        "completionList": {"itemDefaults": ["editRange"]},
        "completionItem": {
            "insertReplaceSupport": True,
            "commitCharactersSupport": True,
            "labelDetailsSupport": True,
            "resolveSupport": {"properties": ["documentation", "detail", "additionalTextEdits"]},
        },
    }
}


@dataclass(frozen=True)
class Session:
    client: Client
    root: Path

    def listed(self, text: str, typed: str = "") -> dict[str, Any]:
        """The list at the mark in a new document; `typed` is the key that opened it."""
        before, _, after = text.partition("█")
        uri = (self.root / "app.py").as_uri()
        self.client.open(uri, before + after)
        line = before.rpartition("\n")[2]
        place = {"line": before.count("\n"), "character": len(line.encode("utf-16-le")) // 2}
        params: dict[str, Any] = {"textDocument": {"uri": uri}, "position": place}
        if typed:
            params["context"] = {"triggerKind": 2, "triggerCharacter": typed}
        found = self.client.request("textDocument/completion", params)
        assert isinstance(found, dict)
        return found

    def resolved(self, item: dict[str, Any]) -> dict[str, Any]:
        found = self.client.request("completionItem/resolve", item)
        assert isinstance(found, dict)
        return found

    def close(self) -> None:
        self.client.notify("textDocument/didClose", {"textDocument": {"uri": (self.root / "app.py").as_uri()}})


@pytest.fixture(scope="module", params=["new", "old"])
def session(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("listing")
    root = folder / "project"
    root.mkdir()
    (root / "shop.py").write_text(SHOP, "utf-8")
    (root / "other.py").write_text(OTHER, "utf-8")
    with Client(env={"LACEWING_CACHE_DIR": str(folder / "cache")}) as client:
        client.initialize(root, {"textDocument": NEW if request.param == "new" else {}}, CLIENT)
        client.wait_notification("lacewing/status", lambda params: params["state"] in ("ready", "error"))
        yield Session(client, root)
        client.close()


CLIENT = {"client": {"showsStatus": True}}


def item_of(found: dict[str, Any], label: str) -> dict[str, Any]:
    item = next(each for each in found["items"] if each["label"] == label)
    assert isinstance(item, dict)
    return item


def test_the_first_answer_is_small_and_the_rest_comes_later(session: Session) -> None:
    found = session.listed('from shop import Shop\n"😀", Shop().pri█ce')
    item = item_of(found, "price")
    assert "documentation" not in item
    assert "additionalTextEdits" not in item
    start, end = {"line": 1, "character": 13}, {"line": 1, "character": 18}
    if "itemDefaults" in found:
        cursor = {"line": 1, "character": 16}
        assert found["itemDefaults"]["editRange"] == {
            "insert": {"start": start, "end": cursor},
            "replace": {"start": start, "end": end},
        }
        assert "textEdit" not in item
        assert item["commitCharacters"] == ["("]
    else:
        assert item["textEdit"] == {"range": {"start": start, "end": end}, "newText": "price"}
    later = session.resolved(item)
    assert later["detail"] == "def price(self, count: int) -> int"
    assert later["documentation"]["value"] == "What it costs."
    session.close()


def test_an_import_comes_with_its_name(session: Session) -> None:
    found = session.listed("x = Sho█")
    item = item_of(found, "Shop")
    if "itemDefaults" in found:
        assert "additionalTextEdits" not in item
        assert item["labelDetails"] == {"description": "shop.py"}
        item = session.resolved(item)
    (edit,) = item["additionalTextEdits"]
    assert edit["newText"].startswith("from shop import Shop\n")
    session.close()


def test_a_module_is_imported_as_the_project_does(session: Session) -> None:
    item = item_of(session.listed("x = n█"), "np")
    if "additionalTextEdits" not in item:
        item = session.resolved(item)
    (edit,) = item["additionalTextEdits"]
    assert edit["newText"].startswith("import numpy as np\n")
    session.close()


def test_an_item_of_a_list_of_long_ago_comes_back_as_it_is(session: Session) -> None:
    for data in ([1, 9999], [999999, 0], "x", None, [1]):
        assert session.resolved({"label": "x", "data": data})["label"] == "x"


def test_the_standard_library_is_known_once_it_was_read(session: Session) -> None:
    for _ in range(200):
        found = session.listed("import textwrap\ntextwrap.ded█")
        session.close()
        named = [item for item in found["items"] if item["label"] == "dedent"]
        detail = session.resolved(named[0]).get("detail", "") if named else ""  # the engine may know the word before
        if detail:
            break
    assert "def dedent" in detail


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("def f(价: int) -> str:█\n", ":"),  # the Enter that comes next is the list's where one is open
        ("if 1 >█\n", ">"),
        ("x = 'a'█\n", "'"),
        ('print("b"█)\n', '"'),
        ("y = 4 /█\n", "/"),
        ("y = 4 <█\n", "<"),
        ("z = a @█\n", "@"),
    ],
)
def test_no_list_opens_by_a_key_that_ends_something(session: Session, text: str, typed: str) -> None:
    try:
        assert session.listed(text, typed)["items"] == []
    finally:
        session.close()


def test_a_list_opens_behind_a_dot(session: Session) -> None:
    try:
        assert item_of(session.listed("from shop import Shop\n\nShop().█\n", "."), "price")
    finally:
        session.close()
