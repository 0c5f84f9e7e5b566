"""Over stdio, what an editor is told when models are away, forbidden, replaced by another, or back."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lsp_client import Client
from model.recording import Wire, serving

CODE = "first_value = 1\nsecond = first_value + 1\nthird = first_va\n"


def model(endpoint: str, name: str = "coder") -> dict[str, Any]:
    return {"provider": "openai", "endpoint": endpoint, "name": name, "fim": "suffix"}


def start(client: Client, root: Path, **sections: Any) -> str:
    """A session with a document open; gives its URI."""
    root.mkdir(exist_ok=True)
    client.initialize(root, options={"client": {"showsStatus": True}, **sections})
    client.wait_notification("lacewing/status", lambda params: params["state"] == "ready")
    uri = (root / "app.py").as_uri()
    client.open(uri, CODE)
    return uri


def ghost(client: Client, uri: str) -> str:
    params = {
        "textDocument": {"uri": uri},
        "position": {"line": 2, "character": 16},
        "context": {"triggerKind": 1},
    }
    return str(client.request("textDocument/inlineCompletion", params)["items"][0]["insertText"])


def told(client: Client, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    return client.wait_notification("lacewing/status", lambda params: "modelState" in params and wanted(params))


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def test_the_engine_answers_alone_while_the_model_is_away_and_says_so(tmp_path: Path) -> None:
    with Client(env={"LACEWING_CACHE_DIR": str(tmp_path / "cache")}) as client:
        uri = start(client, tmp_path / "project", model=model(f"http://127.0.0.1:{free_port()}/v1"))
        assert ghost(client, uri).startswith("lue")
        status = told(client, lambda params: params["modelState"] == "down")
        assert status["modelMessage"].startswith("the embedded engine answers alone, for ")
        assert "cannot be reached" in status["modelMessage"]
        assert (
            client.request("workspace/executeCommand", {"command": "lacewing.status", "arguments": []})["modelState"]
            == "down"
        )
        assert client.close() == 0, client.errors()


def test_a_start_without_a_network_waits_for_nothing(tmp_path: Path) -> None:
    """An address that is not routed anywhere, and a proxy that is not there: what a laptop on a train has."""
    environment = {"LACEWING_CACHE_DIR": str(tmp_path / "cache"), "HTTPS_PROXY": f"http://127.0.0.1:{free_port()}"}
    with Client(env=environment) as client:
        uri = start(client, tmp_path / "project", model=model("https://llm.invalid/v1"))
        assert ghost(client, uri).startswith("lue")
        status = told(client, lambda params: params["modelState"] == "down")
        assert "llm.invalid" in status["modelMessage"]
        assert client.close() == 0, client.errors()


def test_another_model_stands_in_and_a_policy_forbids(tmp_path: Path) -> None:
    wire = Wire(answer="lue + 1")
    with serving(wire) as endpoint, Client(env={"LACEWING_CACHE_DIR": str(tmp_path / "cache")}) as client:
        routing = {"endpoints": {"second": model(endpoint, "second")}, "completion": ["model", "second"]}
        away = model(f"http://127.0.0.1:{free_port()}/v1", "first")
        uri = start(client, tmp_path / "project", model=away, routing=routing)
        assert ghost(client, uri) == "lue + 1"
        status = told(client, lambda params: params["modelState"] == "fallback")
        assert status["model"].startswith("first at ")
        assert status["modelMessage"].startswith("second at ")
        policy = tmp_path / "project" / ".lacewing" / "policy.toml"
        policy.parent.mkdir()
        policy.write_text('[providers]\ndeny = ["127.0.0.1"]\n')
        client.open((tmp_path / "project" / "other.py").as_uri(), CODE)
        asked = len(wire.sent)
        assert ghost(client, (tmp_path / "project" / "other.py").as_uri()).startswith("lue")
        shown = client.request("workspace/executeCommand", {"command": "lacewing.status", "arguments": []})
        assert shown["modelState"] == "forbidden"
        assert "policy.toml forbids to ask" in shown["modelMessage"]
        assert len(wire.sent) == asked
        assert client.close() == 0, client.errors()
