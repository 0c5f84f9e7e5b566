"""`lacewing/context` and `lacewing.context` over stdio: the same prompt as everywhere, in the editor's positions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lsp_client import Client
from model.recording import Wire, serving

STORE = '''\
class Store:
    """键值."""

    def read(self, key: str, *, fallback: bytes = b"") -> bytes:
        return self.files.get(key, fallback)
'''
# Tabs, wide characters and \r\n: where a line's text begins and ends differs in every encoding.
USE = "from store import Store\r\n\r\n\r\ndef 复制(store: Store) -> None:\r\n\tprint('😀', store.read('键'))\r\n"
MAIN = "from store import Store\r\n\r\n\r\ndef main(store: Store) -> None:\r\n\tnames = ['键', '😀']; store.\r\n"
ENCODINGS = {"utf-8": ["utf-8"], "utf-16": ["utf-16"], "utf-32": ["utf-32"]}
STATEMENT = {"utf-8": 33, "utf-16": 29, "utf-32": 28}  # units of the line that prints, with its tab


def write_project(root: Path) -> None:
    root.mkdir()
    for name, text in (("store.py", STORE), ("use.py", USE), ("main.py", MAIN), ("hidden.py", "TOKEN = 1\n")):
        (root / name).write_text(text, "utf-8", newline="")
    (root / ".gitignore").write_text("hidden.py\n")


def started(folder: Path, capabilities: dict[str, Any], **options: Any) -> Client:
    client = Client(env={"LACEWING_CACHE_DIR": str(folder / "cache")})
    try:
        shown = {"client": {"showsStatus": True, **options}}
        client.initialize(folder / "项目", capabilities, shown)
        client.wait_notification("lacewing/status", lambda params: params["state"] == "ready")
    except BaseException:
        client.__exit__()
        raise
    return client


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("context")
    write_project(made / "项目")
    return made


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[Client]:
    with started(folder, {"general": {"positionEncodings": ["utf-8"]}}) as session:
        yield session
        assert session.close() == 0, session.errors()
        assert "Traceback" not in session.errors()


def asked(client: Client, uri: str, line: int, character: int, **more: Any) -> Any:
    place = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
    return client.request("lacewing/context", {**place, **more})


def end_of_main(encoding: str) -> int:
    """The end of the line that ends in `store.`, in units of an encoding."""
    line = MAIN.split("\r\n")[4]
    return (
        len(line.encode(encoding + ("-le" if encoding != "utf-8" else "")))
        // {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    )


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_same_answer_in_every_encoding_and_on_the_command_line(folder: Path, encoding: str) -> None:
    root = folder / "项目"
    uri = (root / "main.py").as_uri()
    with started(folder, {"general": {"positionEncodings": ENCODINGS[encoding]}}) as session:
        # A body would show the same statement, and no example of it would be taken.
        found = asked(session, uri, 4, end_of_main(encoding), without=["bodies"])  # from disk
        session.open(uri, MAIN)
        assert asked(session, uri, 4, end_of_main(encoding), without=["bodies"]) == found
        assert session.close() == 0, session.errors()
    command = [sys.executable, "-m", "lacewing", "context", "main.py:5:999", "--without", "bodies", "--json"]
    environment = {**os.environ, "LACEWING_CACHE_DIR": str(folder / "cache")}
    ran = subprocess.run(command, cwd=root, env=environment, capture_output=True, timeout=300, check=True)
    printed = json.loads(ran.stdout)
    for name in ("prompt", "tokens", "budget", "failures"):
        assert found[name] == printed[name]
    assert [piece["text"] for piece in found["dropped"]] == [piece["text"] for piece in printed["dropped"]]
    statement = next(piece for piece in found["pieces"] if piece["retriever"] == "usages")
    assert statement["uri"] == (root / "use.py").as_uri()
    end = {"line": 4, "character": STATEMENT[encoding]}
    assert statement["range"] == {"start": {"line": 4, "character": 1}, "end": end}


def test_pieces_say_where_they_stand_and_why(client: Client, folder: Path) -> None:
    found = asked(client, (folder / "项目/main.py").as_uri(), 4, end_of_main("utf-8"))
    assert found["tokens"] == sum(piece["tokens"] for piece in found["pieces"]) <= found["budget"] == 1024
    read = next(piece for piece in found["pieces"] if "def read" in piece["text"])
    assert (read["path"], read["range"]["start"]) == ("store.py", {"line": 3, "character": 4})
    assert all(piece["reason"] and piece["retriever"] for piece in found["pieces"])
    small = asked(client, (folder / "项目/main.py").as_uri(), 4, end_of_main("utf-8"), budget=12)
    assert 0 < small["tokens"] <= small["budget"] == 12
    assert small["dropped"]
    without = asked(client, (folder / "项目/main.py").as_uri(), 4, end_of_main("utf-8"), without=["usages"])
    assert "usages" not in {piece["retriever"] for piece in without["pieces"]}


def test_unsaved_text_counts_at_once(client: Client, folder: Path) -> None:
    store, main = (folder / "项目/store.py").as_uri(), (folder / "项目/main.py").as_uri()
    client.open(store, STORE.replace("def read", "def read_all"))
    client.request("textDocument/hover", {"textDocument": {"uri": store}, "position": {"line": 3, "character": 9}})
    changed = MAIN.replace("store.\r\n", "store.\r\n\tlimit = 1\r\n")
    client.open(main, MAIN)
    client.change(main, 2, {"text": changed})
    found = asked(client, main, 4, end_of_main("utf-8"))
    assert "def read_all(" in found["prompt"]
    assert "def read(" not in found["prompt"]
    for uri in (store, main):
        client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})


@pytest.mark.parametrize(
    ("file", "more", "code", "said"),
    [
        ("main.py", {"position": {"line": -1, "character": 0}}, -32602, "no position"),
        ("main.py", {"position": None}, -32602, "no position"),
        ("main.py", {"budget": "x"}, -32602, "a number of tokens"),
        ("main.py", {"budget": -1}, -32602, "a number of tokens"),
        ("main.py", {"without": 3}, -32602, "names of retrievers"),
        ("main.py", {"without": ["x"]}, -32602, "there are: bodies"),
        ("gone.py", {}, -32803, "cannot be read"),
        ("hidden.py", {}, -32803, "ignore rules"),
    ],
)
def test_what_cannot_be_answered_is_told(
    client: Client, folder: Path, file: str, more: dict[str, Any], code: int, said: str
) -> None:
    uri = (folder / "项目" / file).as_uri()
    params = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}, **more}
    error = client.error_of(client.start("lacewing/context", params))
    assert error.code == code
    assert said in error.message


@pytest.mark.parametrize(
    "params", [None, {}, [], {"textDocument": {"uri": 1}, "position": {"line": 0, "character": 0}}]
)
def test_malformed_parameters_are_answered(client: Client, params: Any) -> None:
    error = client.error_of(client.start("lacewing/context", params))
    assert (error.code, "textDocument.uri and position" in error.message) == (-32602, True)


def test_a_cancelled_request_is_answered_so(client: Client, folder: Path) -> None:
    place = {"textDocument": {"uri": (folder / "项目/main.py").as_uri()}, "position": {"line": 4, "character": 5}}
    asked_for = [client.start("lacewing/context", place) for _ in range(20)]
    for request in asked_for:
        client.notify("$/cancelRequest", {"id": request})
    answers = [client.answer(request) for request in asked_for]
    assert all("result" in answer or answer["error"]["code"] == -32800 for answer in answers)
    assert any("error" in answer for answer in answers)
    assert all(len(client.answers_to(request)) == 1 for request in asked_for)


def test_answers_come_while_the_index_is_being_made(tmp_path: Path) -> None:
    root = tmp_path / "项目"
    write_project(root)
    for number in range(1500):
        body = "\n".join(f"def work_{number}_{n}(value: int) -> int:\n    return value + {n}\n" for n in range(12))
        (root / f"module_{number}.py").write_text(body)
    uri = (root / "main.py").as_uri()
    with Client(env={"LACEWING_CACHE_DIR": str(tmp_path / "cache")}) as session:
        session.initialize(root, {}, {"client": {"showsStatus": True}})
        session.open(uri, MAIN)
        session.wait_notification("lacewing/status", lambda params: params.get("done", 0) > 0)
        asked(session, uri, 4, 5)
        states = [params["state"] for params in session.sent_by_server("lacewing/status")]
        assert "ready" not in states
        session.wait_notification("lacewing/status", lambda params: params["state"] == "ready", seconds=120)
        messages = [params["message"] for params in session.sent_by_server("lacewing/status")]
        assert any("catalog" in message for message in messages)
        assert "def read(" in asked(session, uri, 4, end_of_main("utf-16"))["prompt"]
        assert session.close() == 0, session.errors()


def test_the_command_gives_a_document_to_an_editor_that_shows_it(folder: Path) -> None:
    root = folder / "项目"
    arguments = [(root / "main.py").as_uri(), {"line": 4, "character": end_of_main("utf-16")}]
    params = {"command": "lacewing.context", "arguments": arguments}
    with started(folder, {}, showsExplanation=True) as session:
        prompt = asked(session, arguments[0], 4, end_of_main("utf-16"))["prompt"]
        shown = session.request("workspace/executeCommand", params)
        assert shown["title"] == "Context for main.py:5:28"
        assert f"```python\n{prompt}```" in shown["markdown"]
        assert f"]({(root / 'store.py').as_uri()}#L4)" in shown["markdown"]
        arguments[0] = (root / "hidden.py").as_uri()
        assert session.error_of(session.start("workspace/executeCommand", params)).code == -32803
        assert session.sent_by_server("window/showDocument") == []


def test_the_command_shows_a_file_to_any_other(folder: Path) -> None:
    arguments = [(folder / "项目/main.py").as_uri(), {"line": 4, "character": 5}]
    with started(folder, {"window": {"showDocument": {"support": True}}}) as session:
        session.request("workspace/executeCommand", {"command": "lacewing.context", "arguments": arguments})
        (shown,) = session.sent_by_server("window/showDocument")
        assert shown["uri"].endswith("Context-for-main-py-5-6.md")


def test_a_question_is_answered_by_words_and_by_meaning(tmp_path: Path) -> None:
    with serving(Wire()) as endpoint:
        model = {"provider": "openai-compatible", "endpoint": endpoint, "name": "m"}
        settings = {"routing": {"endpoints": {"e": model}, "embedding": ["e"]}}
        root = tmp_path / "project"
        root.mkdir()
        (root / "paint.py").write_text("def tint(canvas):\n    return canvas\n")
        (root / "nap.py").write_text("def back_off(seconds):\n    sleep(seconds)\n")
        with Client(env={"LACEWING_CACHE_DIR": str(tmp_path / "cache")}) as editor:
            editor.initialize(root, {}, {"client": {"showsStatus": True}, **settings})
            editor.wait_notification("lacewing/status", lambda params: params["state"] == "ready")
            assert editor.request("lacewing/context", {"question": "back off"})["pieces"]
            for _ in range(200):  # the vectors are made in the background
                found = editor.request("lacewing/context", {"question": "colour", "uri": root.as_uri(), "budget": 100})
                if not found["failures"]:
                    break
                time.sleep(0.05)
            assert found["failures"] == []
            piece = found["pieces"][-1]
            assert (piece["path"], piece["retriever"], piece["range"]["start"]["line"]) == ("paint.py", "meaning", 0)
            assert editor.close() == 0, editor.errors()
