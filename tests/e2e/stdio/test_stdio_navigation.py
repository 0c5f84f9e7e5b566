"""Navigation over stdio: in every position encoding, with links or without, unsaved text counted, and switched off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lsp_client import Client

SHOP = '''"""Things for sale."""


class Shop:
    def price(self, 数量: int, rabatt: float = 0.0) -> float:
        """What so many cost."""
        return 数量 * (1 - rabatt)
'''
APP = 'from shop import Shop\r\n\r\nshop = Shop()\r\nprint("价格😀", shop.price(2, ))\r\n'
LINKS = {"linkSupport": True}


@dataclass(frozen=True)
class Session:
    client: Client
    root: Path
    encoding: str

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    def ask(self, method: str, name: str, line: int, character: int, **more: Any) -> Any:
        params = {"textDocument": {"uri": self.uri(name)}, "position": {"line": line, "character": character}, **more}
        return self.client.request(f"textDocument/{method}", params)

    def close(self, name: str) -> None:
        self.client.notify("textDocument/didClose", {"textDocument": {"uri": self.uri(name)}})

    def at(self, text: str) -> int:
        """The character behind `text` in its line."""
        return {
            "utf-8": len(text.encode()), "utf-16": len(text.encode("utf-16-le")) // 2, "utf-32": len(text),
        }[self.encoding]  # fmt: skip


@pytest.fixture(params=["utf-8", "utf-16", "utf-32"], scope="module")
def session(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    yield from started(tmp_path_factory.mktemp("navigation"), request.param, {}, {"definition": LINKS})


def started(tmp_path: Path, encoding: str, options: Any, document: Any) -> Iterator[Session]:
    root = tmp_path / "project"
    root.mkdir()
    (root / "shop.py").write_text(SHOP, "utf-8")
    (root / "app.py").write_bytes(APP.encode())
    with Client(env={"LACEWING_CACHE_DIR": str(tmp_path / "cache")}) as client:
        general = {"general": {"positionEncodings": [encoding]}, "textDocument": document}
        client.initialize(root, general, {**options, "client": {"showsStatus": True}})
        client.wait_notification("lacewing/status", lambda params: params["state"] in ("ready", "error"))
        client.open((root / "app.py").as_uri(), APP)
        yield Session(client, root, encoding)
        client.close()


def test_definition_and_references(session: Session) -> None:
    cursor = session.at('print("价格😀", shop.pri')
    (link,) = session.ask("definition", "app.py", 3, cursor)
    assert link["targetUri"] == session.uri("shop.py")
    assert link["targetSelectionRange"] == range_of(4, 8, 13)
    assert link["originSelectionRange"]["start"]["character"] == cursor - 3
    (place,) = session.ask("declaration", "app.py", 3, cursor)
    assert place == {"uri": session.uri("shop.py"), "range": range_of(4, 8, 13)}
    found = session.ask("references", "app.py", 3, cursor, context={"includeDeclaration": True})
    assert [each["uri"] for each in found] == [session.uri("app.py"), session.uri("shop.py")]
    assert found[0]["range"] == range_of(3, cursor - 3, cursor + 2)
    assert len(session.ask("references", "app.py", 3, cursor, context={"includeDeclaration": False})) == 1


def test_what_is_not_saved_counts(session: Session) -> None:
    text = "\n\n" + SHOP.replace("price", "total")
    session.client.open(session.uri("shop.py"), text)
    (place,) = session.ask("declaration", "shop.py", 6, 9)
    assert place == {"uri": session.uri("shop.py"), "range": range_of(6, 8, 13)}
    assert session.ask("references", "shop.py", 6, 9, context={"includeDeclaration": False}) == []
    session.close("shop.py")


def test_signature_help(session: Session) -> None:
    found = session.ask("signatureHelp", "app.py", 3, session.at('print("价格😀", shop.price(2, '))
    assert found["activeParameter"] == 1
    (signature,) = found["signatures"]
    assert signature["label"] == "def price(self, 数量: int, rabatt: float = 0.0) -> float"
    assert [each["label"] for each in signature["parameters"]] == ["数量: int", "rabatt: float = 0.0"]
    assert session.ask("signatureHelp", "app.py", 0, 3) is None


def test_structure(session: Session) -> None:
    document = {"textDocument": {"uri": session.uri("app.py")}}
    session.client.open(session.uri("shop.py"), SHOP)
    shop = {"textDocument": {"uri": session.uri("shop.py")}}
    symbols = session.client.request("textDocument/documentSymbol", shop)
    assert [(each["name"], each["containerName"]) for each in symbols] == [("Shop", ""), ("price", "Shop")]
    folds = session.client.request("textDocument/foldingRange", shop)
    session.close("shop.py")
    assert [(fold["startLine"], fold["endLine"]) for fold in folds] == [(3, 6), (4, 6)]
    positions = [{"line": 3, "character": 2}, {"line": 0, "character": 1}]
    first, second = session.client.request("textDocument/selectionRange", {**document, "positions": positions})
    assert first["range"] == range_of(3, 0, 5)
    assert second["parent"]["range"] == range_of(0, 0, 21)
    marks = session.ask("documentHighlight", "app.py", 2, 1)
    assert [(mark["range"]["start"]["line"], mark["kind"]) for mark in marks] == [(2, 3), (3, 2)]


def test_workspace_symbols(session: Session) -> None:
    (found,) = session.client.request("workspace/symbol", {"query": "pric"})
    assert (found["name"], found["containerName"]) == ("price", "Shop")
    assert found["location"] == {"uri": session.uri("shop.py"), "range": range_of(4, 8, 13)}


def test_nested_symbols_and_late_places(tmp_path: Path) -> None:
    capabilities = {"documentSymbol": {"hierarchicalDocumentSymbolSupport": True}}
    for session in started(tmp_path, "utf-16", {}, capabilities):
        session.client.open(session.uri("shop.py"), SHOP)
        (shop,) = session.client.request(
            "textDocument/documentSymbol", {"textDocument": {"uri": session.uri("shop.py")}}
        )
        assert [child["name"] for child in shop["children"]] == ["price"]
        symbol = {"name": "price", "kind": 6, "location": {"uri": session.uri("shop.py")}}
        data = [str(session.root / "shop.py"), SHOP.index("price"), SHOP.index("price") + 5]
        resolved = session.client.request("workspaceSymbol/resolve", {**symbol, "data": data})
        assert resolved["location"]["range"] == range_of(4, 8, 13)
        assert session.client.request("workspaceSymbol/resolve", {**symbol, "data": ["gone", "x"]})["name"] == "price"


def test_switched_off_beside_another_server(tmp_path: Path) -> None:
    options = {"navigation": {"disabled_languages": ["python"]}}
    for session in started(tmp_path, "utf-16", options, {}):
        cursor = session.at('print("价格😀", shop.pri')
        assert session.ask("definition", "app.py", 3, cursor) is None
        assert session.ask("references", "app.py", 3, cursor, context={"includeDeclaration": True}) == []
        assert session.client.request("workspace/symbol", {"query": "pric"}) == []


def range_of(line: int, start: int, end: int) -> dict[str, Any]:
    return {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}
