"""Completers to be asked for the same places: Lacewing and Pyright over stdio, Jedi in this process."""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

sys.path.insert(0, str(Path(__file__).parents[1]))

from processes import thread_seconds

from lsp_client import SECONDS, Client


class Answer(NamedTuple):
    """The `labels`, best first; the milliseconds they took by the clock (`wall`) and of processors (`work`)."""

    labels: list[str]
    wall: float
    work: float


class Completer(Protocol):
    """Whoever completes: opens a text, takes letters that are typed, gives labels."""

    name: str

    def open(self, path: Path, text: str, /) -> None: ...

    def ask(self, text: str, line: int, character: int) -> Answer: ...

    def close(self) -> None: ...


class Served:
    """A language server."""

    def __init__(self, name: str, client: Client) -> None:
        self.name = name
        self.client = client
        self._uri = ""
        self._version = 0
        self._text = ""

    def open(self, path: Path, text: str) -> None:
        if self._uri:
            self.client.notify("textDocument/didClose", {"textDocument": {"uri": self._uri}})
        self._uri, self._version, self._text = path.as_uri(), 1, text
        self.client.open(self._uri, text)

    def ask(self, text: str, line: int, character: int) -> Answer:
        if text != self._text:  # one more letter, sent as editors do
            self._version += 1
            at = {"line": line, "character": character - 1}
            letter = text.split("\n", line + 1)[line][character - 1]
            self.client.change(self._uri, self._version, {"range": {"start": at, "end": at}, "text": letter})
            self._text = text
        place = {"textDocument": {"uri": self._uri}, "position": {"line": line, "character": character}}
        began, worked = time.perf_counter(), thread_seconds(self.client.process.pid)
        found = self.client.request("textDocument/completion", {**place, "context": {"triggerKind": 1}})
        spent = 1000 * (time.perf_counter() - began)
        worked = 1000 * (thread_seconds(self.client.process.pid) - worked)
        with self.client._arrived:
            self.client.messages.clear()
        items = found["items"] if isinstance(found, dict) else found or []
        items.sort(key=lambda item: item.get("sortText") or item["label"])
        return Answer([item["label"] for item in items], spent, worked)

    def close(self) -> None:
        self.client.close()
        self.client.__exit__()


class Jedi:
    """Jedi as a library, with a project as its own language server makes one."""

    name = "jedi"

    def __init__(self, root: Path, python: Path | None) -> None:
        self._jedi: Any = importlib.import_module("jedi")
        where = {"environment_path": str(python)} if python is not None else {}
        self._project = self._jedi.Project(str(root), added_sys_path=[str(root / "src")], **where)
        self._path = root

    def open(self, path: Path, _text: str) -> None:
        self._path = path

    def ask(self, text: str, line: int, character: int) -> Answer:
        began, worked = time.perf_counter(), time.process_time()
        try:
            script = self._jedi.Script(text, path=str(self._path), project=self._project)
            found = [each.name_with_symbols for each in script.complete(line + 1, character)]
        except Exception:  # noqa: BLE001 - a fault of the peer is no answer
            found = []
        return Answer(found, 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked))

    def close(self) -> None: ...


def lacewing(root: Path, python: Path | None, cache: Path) -> Completer:
    """Our own server, once it has indexed and learned the folder."""
    environment = {"LACEWING_CACHE_DIR": str(cache)}
    if python is not None:
        environment["VIRTUAL_ENV"] = str(python.parent.parent)
    client = Client(env=environment)
    client.initialize(root, {"textDocument": {"diagnostic": {}}}, {"client": {"showsStatus": True}})
    client.wait_notification("lacewing/status", lambda params: params["state"] in ("ready", "error"), 600)
    return Served("lacewing", client)


def pyright(root: Path, python: Path | None, command: Sequence[str]) -> Completer:
    """Pyright's (or basedpyright's) language server, which offers imports too."""
    client = Client(command)
    analysis = {"autoImportCompletions": True, "diagnosticMode": "openFilesOnly", "indexing": True}
    settings = {
        "python": {"pythonPath": str(python or sys.executable), "analysis": analysis},
        "python.analysis": analysis,
        "basedpyright": {"analysis": analysis},
        "basedpyright.analysis": analysis,
    }
    client.answers["workspace/configuration"] = lambda params: [
        settings.get(item.get("section", "")) for item in params["items"]
    ]
    client.initialize(root, {"workspace": {"configuration": True}})
    client.notify("workspace/didChangeConfiguration", {"settings": {}})
    return Served("pyright", client)


def completers(
    names: Sequence[str], root: Path, python: Path | None, cache: Path, pyright_command: Sequence[str]
) -> list[Completer]:
    """Those of `names`, in their order; a peer that is not installed is left out, with a word."""
    makers: dict[str, Callable[[], Completer]] = {
        "lacewing": lambda: lacewing(root, python, cache),
        "jedi": lambda: Jedi(root, python),
        "pyright": lambda: pyright(root, python, pyright_command),
    }
    found = []
    for name in names:
        try:
            found.append(makers[name]())
        except (ImportError, FileNotFoundError) as error:
            print(f"without {name}: {error}")
    return found


__all__ = ["SECONDS", "Answer", "Completer", "completers"]
