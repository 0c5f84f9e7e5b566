"""Every method and command over stdio, on a small project, with the real features behind it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lsp_client import SECONDS, Client

SHAPES = '''"""Shapes of a 日本 kind."""


def area(width: float, height: float) -> float:
    """The area of a rectangle.

    Raises ValueError for negative sides.

    >>> area(2.0, 3.0)
    6.0
    """
    if width < 0 or height < 0:
        raise ValueError("negative")
    return width * height


def volume(width: float, height: float, depth: float) -> float:
    return area(width, height) * depth


def listed(items: list[int]) -> dict[str, int]:
    if items == None:
        return {"a": 1, "a": 2}
    return {}
'''
MODERN = {
    "general": {"positionEncodings": ["utf-8", "utf-16"]},
    "workspace": {
        "applyEdit": True,
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create", "rename", "delete"]},
        "diagnostics": {"refreshSupport": True},
        "codeLens": {"refreshSupport": True},
        "workspaceFolders": True,
    },
    "window": {"workDoneProgress": True, "showDocument": {"support": True}},
    "textDocument": {
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
            "resolveSupport": {"properties": ["edit"]},
            "dataSupport": True,
        },
        "diagnostic": {},
    },
}
NAME = {"line": 3, "character": 6}
COMPARISON = {"line": 21, "character": 14}


@dataclass(frozen=True)
class Session:
    client: Client
    root: Path
    uri: str

    def at(self, position: dict[str, int]) -> dict[str, Any]:
        return {"textDocument": {"uri": self.uri}, "position": position}

    def actions(self, position: dict[str, int], only: list[str] | None = None) -> list[dict[str, Any]]:
        context: dict[str, Any] = {"diagnostics": [], **({"only": only} if only else {})}
        range_ = {"start": position, "end": position}
        params = {"textDocument": {"uri": self.uri}, "range": range_, "context": context}
        found = self.client.request("textDocument/codeAction", params)
        assert isinstance(found, list)
        return found

    def command(self, name: str, *arguments: Any) -> Any:
        params = {"command": f"lacewing.{name}", "arguments": list(arguments)}
        return self.client.request("workspace/executeCommand", params)


def write_project(root: Path) -> Path:
    root.mkdir(parents=True)
    (root / "pyproject.toml").write_text('[project]\nname = "shapes"\nversion = "1"\n[tool.pytest.ini_options]\n')
    (root / "tests").mkdir()
    (root / "shapes.py").write_text(SHAPES, "utf-8")
    return root / "shapes.py"


def start(folder: Path, capabilities: dict[str, Any], options: Any) -> Session:
    path = write_project(folder / "a project")
    client = Client(env={"LACEWING_CACHE_DIR": str(folder / "cache")})
    try:
        client.initialize(path.parent, capabilities, options)
        client.open(path.as_uri(), SHAPES)
    except BaseException:
        client.__exit__()
        raise
    return Session(client, path.parent, path.as_uri())


@pytest.fixture(scope="module")
def modern(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """An editor that can do everything and shows explanations and the status itself."""
    options = {"client": {"showsExplanation": True, "showsStatus": True}}
    session = start(tmp_path_factory.mktemp("modern"), MODERN, options)
    with session.client:
        session.client.wait_notification("lacewing/status", lambda params: params["state"] == "ready")
        yield session
        assert session.client.close() == 0, session.client.errors()
        assert "Traceback" not in session.client.errors()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """An editor that names no capability at all."""
    session = start(tmp_path_factory.mktemp("plain"), {}, None)
    with session.client:
        yield session
        assert session.client.close() == 0, session.client.errors()


def test_what_is_advertised_is_what_is_served(modern: Session) -> None:
    told = modern.client.capabilities
    assert told["textDocumentSync"]["change"] == 2
    assert told["inlineCompletionProvider"] == {}
    assert told["codeActionProvider"]["resolveProvider"] is True
    assert told["diagnosticProvider"]["workspaceDiagnostics"] is True
    assert told["workspace"]["workspaceFolders"]["supported"] is True
    assert "lacewing.explain" in told["executeCommandProvider"]["commands"]


def test_indexing_shows_progress_from_begin_to_end(modern: Session) -> None:
    def kind(params: Any) -> Any:
        return params["value"].get("kind")

    token = modern.client.wait_notification("window/workDoneProgress/create")["token"]
    begun = modern.client.wait_notification("$/progress", lambda params: kind(params) == "begin")
    ended = modern.client.wait_notification("$/progress", lambda params: kind(params) == "end")
    assert begun["token"] == ended["token"] == token
    assert "a project" in begun["value"]["title"]
    states = [params["state"] for params in modern.client.sent_by_server("lacewing/status")]
    assert states[0] == "indexing"
    assert "ready" in states


def test_hover_is_the_short_explanation(modern: Session) -> None:
    hover = modern.client.request("textDocument/hover", modern.at(NAME))
    assert hover["contents"]["kind"] == "markdown"
    assert "The area of a rectangle." in hover["contents"]["value"]
    assert modern.client.request("textDocument/hover", modern.at({"line": 1, "character": 0})) is None


def test_completion_gives_edits_at_the_cursor(modern: Session) -> None:
    found = modern.client.request("textDocument/completion", modern.at({"line": 17, "character": 14}))
    area = next(item for item in found["items"] if item["label"] == "area")
    assert area["textEdit"]["newText"] == "area"
    assert area["textEdit"]["range"]["start"] == {"line": 17, "character": 11}
    assert [item["sortText"] for item in found["items"]] == sorted(item["sortText"] for item in found["items"])


def test_ghost_text_holds_the_cursor_and_can_be_accepted(modern: Session) -> None:
    uri = f"{modern.root.as_uri()}/new.py"
    text = SHAPES + "\n\ndef wall(width: float, height: float) -> float:\n    return ar"
    modern.client.open(uri, text)
    cursor = {"line": text.count("\n"), "character": len("    return ar")}
    params = {"textDocument": {"uri": uri}, "position": cursor, "context": {"triggerKind": 1}}
    items = modern.client.request("textDocument/inlineCompletion", params)["items"]
    assert items, "no ghost text for a word the file holds"
    for item in items:
        start, end = item["range"]["start"], item["range"]["end"]
        assert (start["line"], start["character"]) <= (cursor["line"], cursor["character"])
        assert (end["line"], end["character"]) >= (cursor["line"], cursor["character"])
        command = item["command"]
        assert modern.client.request("workspace/executeCommand", command) is None
    modern.client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})


def test_lenses_stand_at_functions_and_carry_commands(modern: Session) -> None:
    lenses = modern.client.request("textDocument/codeLens", {"textDocument": {"uri": modern.uri}})
    at_area = [lens["command"] for lens in lenses if lens["range"]["start"]["line"] == 3]
    assert [command["title"] for command in at_area] == ["Explain", "Generate test"]
    assert at_area[0]["arguments"][0] == modern.uri
    assert "ValueError" in modern.client.request("workspace/executeCommand", at_area[0])["markdown"]


def test_lenses_are_asked_for_anew_only_when_settings_of_theirs_change(modern: Session) -> None:
    client = modern.client

    def asked_after(settings: dict[str, Any]) -> int:
        seen = len(client.messages)
        client.notify("workspace/didChangeConfiguration", {"settings": {"lacewing": settings}})
        client.wait_notification("workspace/diagnostic/refresh", after=seen)
        modern.command("status")  # what was to be sent with it was sent before the answer
        return len(client.sent_by_server("workspace/codeLens/refresh"))

    assert asked_after({"completion": {"maxItems": 7}}) == 0
    assert asked_after({"completion": {"maxItems": 7}, "explain": {"lens": False}}) == 1
    assert asked_after({"explain": {"lens": False}}) == 1
    assert asked_after({}) == 2


def test_diagnostics_are_pulled_and_unchanged_ones_not_repeated(modern: Session) -> None:
    params = {"textDocument": {"uri": modern.uri}}
    report = modern.client.request("textDocument/diagnostic", params)
    assert report["kind"] == "full"
    assert {item["code"] for item in report["items"]} >= {"python/duplicate-key"}
    assert {item["source"] for item in report["items"]} == {"lacewing"}
    again = modern.client.request("textDocument/diagnostic", {**params, "previousResultId": report["resultId"]})
    assert again == {"kind": "unchanged", "resultId": report["resultId"]}
    assert modern.client.sent_by_server("textDocument/publishDiagnostics") == []


def test_workspace_diagnostics_wait_for_a_change_when_nothing_is_new(modern: Session) -> None:
    report = modern.client.request("workspace/diagnostic", {"previousResultIds": []})
    mine = next(item for item in report["items"] if item["uri"] == modern.uri)
    assert mine["kind"] == "full"
    assert mine["items"]
    known = [{"uri": item["uri"], "value": item["resultId"]} for item in report["items"]]
    request = modern.client.start("workspace/diagnostic", {"previousResultIds": known})
    assert modern.client.request("textDocument/hover", modern.at(NAME)) is not None
    assert modern.client.answers_to(request) == []
    other = f"{modern.root.as_uri()}/other.py"
    modern.client.open(other, "x = {'k': 1, 'k': 2}\n")
    changed = modern.client.result(request)
    kinds = {item["uri"]: item["kind"] for item in changed["items"]}
    assert kinds == {modern.uri: "unchanged", other: "full"}
    modern.client.notify("textDocument/didClose", {"textDocument": {"uri": other}})


def test_workspace_diagnostics_stream_to_who_gives_a_token(modern: Session) -> None:
    params = {"previousResultIds": [], "partialResultToken": "stream"}
    assert modern.client.request("workspace/diagnostic", params) == {"items": []}
    streamed = modern.client.wait_notification("$/progress", lambda sent: sent["token"] == "stream")
    assert any(item["uri"] == modern.uri and item["items"] for item in streamed["value"]["items"])


def test_code_actions_by_kind(modern: Session) -> None:
    titles = [action["title"] for action in modern.actions(NAME)]
    assert titles == ["Explain `area`", "Generate test for `area`", "Generate test for `area` and run it"]
    assert [action["kind"] for action in modern.actions(NAME, ["lacewing.test"])] == [
        "lacewing.test",
        "lacewing.test.run",
    ]
    assert modern.actions(NAME, ["refactor"]) == []
    assert modern.actions({"line": 1, "character": 0}) == []


def test_a_fix_is_one_edit_of_the_version_it_was_made_for(modern: Session) -> None:
    fixes = [action for action in modern.actions(COMPARISON, ["quickfix"]) if "edit" in action]
    assert fixes
    document = fixes[0]["edit"]["documentChanges"][0]
    assert document["textDocument"] == {"uri": modern.uri, "version": 1}
    assert document["edits"][0]["newText"] == "is"
    assert fixes[0]["diagnostics"][0]["code"] == "python/none-comparison"


def test_a_generated_test_is_an_edit_that_resolving_fills_in(modern: Session) -> None:
    action = next(action for action in modern.actions(NAME) if action["title"] == "Generate test for `area`")
    assert "edit" not in action
    created, filled = modern.client.request("codeAction/resolve", action)["edit"]["documentChanges"]
    assert created["kind"] == "create"
    assert created["uri"].startswith(modern.root.as_uri())
    assert "def test_" in filled["edits"][0]["newText"]
    stale = {**action, "data": {**action["data"], "version": 99}}
    assert modern.client.error_of(modern.client.start("codeAction/resolve", stale)).code == -32801


def test_generate_test_applies_its_edit_and_shows_the_file(modern: Session) -> None:
    modern.client.applied.clear()
    result = modern.command("generateTest", modern.uri, NAME)
    assert result["names"]
    assert len(modern.client.applied) == 1
    shown = modern.client.sent_by_server("window/showDocument")[-1]
    assert shown["uri"] == Path(result["path"]).as_uri()
    assert not Path(result["path"]).exists(), "the editor applies edits, not the server"


def test_editors_that_do_not_create_files_find_the_folder_of_a_new_one(tmp_path: Path) -> None:
    edits = {"applyEdit": True, "workspaceEdit": {"documentChanges": True}}
    session = start(tmp_path, {**MODERN, "workspace": edits}, None)
    with session.client:
        (session.root / "tests").rmdir()
        test = Path(session.command("generateTest", session.uri, NAME)["path"])
        assert test.parent.is_dir()
        assert not test.exists()
        assert test.parent != session.root, "the case is one of a new folder"
        assert session.client.close() == 0, session.client.errors()


def test_run_test_executes_and_applies_what_passes(modern: Session) -> None:
    modern.client.applied.clear()
    result = modern.command("runTest", modern.uri, NAME)
    assert result["passed"], result
    assert len(modern.client.applied) == 1
    assert modern.client.applied[0]["label"] == "passing tests for area"


def test_a_refused_edit_is_an_error_with_its_reason(modern: Session) -> None:
    modern.client.answers["workspace/applyEdit"] = lambda _params: {"applied": False, "failureReason": "read-only"}
    params = {"command": "lacewing.generateTest", "arguments": [modern.uri, NAME]}
    error = modern.client.error_of(modern.client.start("workspace/executeCommand", params))
    modern.client.answers["workspace/applyEdit"] = modern.client._apply
    assert (error.code, "read-only" in error.message) == (-32803, True)


@pytest.mark.parametrize(
    ("command", "arguments"),
    [("lacewing.explain", []), ("lacewing.explain", ["x", {"line": 0}]), ("lacewing.generateTest", [1, NAME]),
     ("lacewing.unknown", [])],
)  # fmt: skip
def test_wrong_commands_and_arguments_are_answered(modern: Session, command: str, arguments: list[Any]) -> None:
    params = {"command": command, "arguments": arguments}
    assert modern.client.error_of(modern.client.start("workspace/executeCommand", params)).code == -32602


def test_status_names_folders_and_their_state(modern: Session) -> None:
    status = modern.command("status")
    assert status["encoding"] == "utf-8"
    assert [(folder["root"], folder["state"]) for folder in status["folders"]] == [(str(modern.root), "ready")]


def test_settings_count_from_the_moment_they_change(modern: Session) -> None:
    params = {"textDocument": {"uri": modern.uri}}
    before = len(modern.client.messages)
    less = {"lint": {"enabled": False}, "explain": {"lens": False}}
    modern.client.notify("workspace/didChangeConfiguration", {"settings": {"lacewing": less}})
    modern.client.wait_notification("workspace/diagnostic/refresh", after=before)
    assert modern.client.request("textDocument/diagnostic", params)["items"] == []
    lenses = modern.client.request("textDocument/codeLens", params)
    assert {lens["command"]["title"] for lens in lenses} == {"Generate test"}
    before = len(modern.client.messages)
    modern.client.notify("workspace/didChangeConfiguration", {"settings": {"lacewing": {"lint": {"nonsense": 1}}}})
    assert "lint.nonsense" in modern.client.wait_notification("window/showMessage", after=before)["message"]
    modern.client.wait_notification("workspace/diagnostic/refresh", after=before)
    before = len(modern.client.messages)
    modern.client.notify("workspace/didChangeConfiguration", {"settings": {"lacewing": {}}})
    modern.client.wait_notification("workspace/diagnostic/refresh", after=before)
    assert modern.client.request("textDocument/diagnostic", params)["items"]


def test_folders_come_and_go(modern: Session, tmp_path: Path) -> None:
    write_project(tmp_path / "second")
    folder = {"uri": (tmp_path / "second").as_uri(), "name": "second"}
    method = "workspace/didChangeWorkspaceFolders"
    before = len(modern.client.messages)
    modern.client.notify(method, {"event": {"added": [folder], "removed": []}})
    modern.client.wait_notification("lacewing/status", lambda params: params["state"] == "ready", after=before)
    assert str(tmp_path / "second") in [found["root"] for found in modern.command("status")["folders"]]
    modern.client.notify(method, {"event": {"added": [], "removed": [folder]}})
    deadline = time.monotonic() + SECONDS
    while len(modern.command("status")["folders"]) > 1:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    before = len(modern.client.messages)
    missing = {"uri": (tmp_path / "missing").as_uri(), "name": "missing"}
    modern.client.notify(method, {"event": {"added": [missing], "removed": []}})
    assert "missing" in modern.client.wait_notification("window/showMessage", after=before)["message"]


def test_the_index_can_be_rebuilt(modern: Session) -> None:
    before = len(modern.client.messages)
    assert modern.command("index.rebuild") is None
    modern.client.wait_notification("lacewing/status", lambda params: params["state"] == "ready", after=before)


def test_a_plain_client_is_pushed_diagnostics_after_each_change(plain: Session) -> None:
    pushed = plain.client.wait_notification("textDocument/publishDiagnostics", lambda params: params["diagnostics"])
    assert (pushed["uri"], pushed["version"]) == (plain.uri, 1)
    uri = f"{plain.root.as_uri()}/pushed.py"
    plain.client.open(uri, "x = {'k': 1, 'k': 2}\n")
    plain.client.wait_notification("textDocument/publishDiagnostics", lambda p: p["uri"] == uri and p["diagnostics"])
    before = len(plain.client.messages)
    plain.client.change(uri, 2, {"text": "x = 1\n"})
    cleared = plain.client.wait_notification("textDocument/publishDiagnostics", lambda p: p["uri"] == uri, after=before)
    assert (cleared["version"], cleared["diagnostics"]) == (2, [])


def test_a_plain_client_gets_commands_for_actions_and_messages_for_explanations(plain: Session) -> None:
    actions = plain.actions(NAME)
    assert [action["command"] for action in actions] == [
        "lacewing.explain",
        "lacewing.generateTest",
        "lacewing.runTest",
    ]
    before = len(plain.client.messages)
    explained = plain.client.request("workspace/executeCommand", actions[0])
    assert explained["title"].endswith("area")
    assert "area" in plain.client.wait_notification("window/showMessage", after=before)["message"]


def test_a_plain_client_is_sent_nothing_it_did_not_ask_for(plain: Session) -> None:
    for method in ("window/workDoneProgress/create", "$/progress", "lacewing/status", "workspace/diagnostic/refresh"):
        assert plain.client.sent_by_server(method) == []
    params = {"command": "lacewing.generateTest", "arguments": [plain.uri, NAME]}
    error = plain.client.error_of(plain.client.start("workspace/executeCommand", params))
    assert "does not apply edits" in error.message
