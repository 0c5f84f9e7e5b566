"""The tour's conversation with the server: each capability as one call that returns what a user would see."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lacewing.cli.tour.client import Client, ServerError
from lacewing.text.edit import TextEdit, apply_edits
from lacewing.text.position import LineIndex, Position, PositionEncoding, Span

_CAPABILITIES = {
    "general": {"positionEncodings": ["utf-8", "utf-16"]},
    "window": {"workDoneProgress": True, "showDocument": {"support": True}},
    "workspace": {
        "workspaceFolders": True,
        "applyEdit": True,
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]},
    },
    "textDocument": {
        "inlineCompletion": {},
        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": [""]}},
            "resolveSupport": {"properties": ["edit"]},
            "dataSupport": True,
        },
        "diagnostic": {},
    },
}


class TourSession:
    """A server with one folder open; byte offsets in, plain values out; `progress(done, total, text)`."""

    def __init__(self, root: Path, progress: Callable[[int, int, str], None]) -> None:
        self.root = root
        self.edits: list[dict[str, Any]] = []
        self.model = ""
        self._progress = progress
        self._ready = threading.Event()
        self._versions: dict[Path, int] = {}
        self._texts: dict[Path, bytes] = {}
        start = time.perf_counter()
        self.client = Client([sys.executable, "-m", "lacewing", "serve"], self._told)
        result = self.client.request("initialize", self._initialize(), 60)
        self.client.notify("initialized", {})
        self.start_ms = (time.perf_counter() - start) * 1000
        self.server_version = result.get("serverInfo", {}).get("version", "")
        self._encoding = PositionEncoding(result["capabilities"].get("positionEncoding", "utf-16"))

    def wait_until_indexed(self, timeout: float) -> float:
        """Wait for the end of indexing; the seconds it took. Raises TimeoutError."""
        start = time.perf_counter()
        if not self._ready.wait(timeout):
            raise TimeoutError(f"the server was still indexing {self.root} after {timeout:.0f} s")
        return time.perf_counter() - start

    def open(self, path: Path, language_id: str, data: bytes) -> None:
        """Open a document, or show the server another text of it."""
        self._texts[path] = data
        text = data.decode("utf-8", "replace")
        if path not in self._versions:
            self._versions[path] = 1
            document = {"uri": path.as_uri(), "languageId": language_id, "version": 1, "text": text}
            self.client.notify("textDocument/didOpen", {"textDocument": document})
            return
        self._versions[path] += 1
        document = {"uri": path.as_uri(), "version": self._versions[path]}
        self.client.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def inline(self, path: Path, offset: int) -> tuple[str, float]:
        """Ghost text at `offset` ("" when none is offered) and its milliseconds."""
        params = self._at(path, offset) | {"context": {"triggerKind": 2}}
        result, ms = self.client.timed("textDocument/inlineCompletion", params)
        items = result if isinstance(result, list) else (result or {}).get("items", [])
        if not items:
            return "", ms
        text = items[0]["insertText"]
        start = self._offset(path, items[0]["range"]["start"]) if "range" in items[0] else offset
        typed = self._texts[path][start:offset].decode("utf-8", "replace")
        return (text[len(typed) :] if text.startswith(typed) else text), ms

    def items(self, path: Path, offset: int) -> tuple[list[dict[str, Any]], float]:
        """The completion list at `offset`, as LSP items in their order, and its milliseconds."""
        result, ms = self.client.timed("textDocument/completion", self._at(path, offset))
        items = result if isinstance(result, list) else (result or {}).get("items", [])
        return sorted(items, key=lambda item: item.get("sortText", item["label"])), ms

    def explain(self, path: Path, offset: int) -> tuple[str, float]:
        """The explanation of what stands at `offset` as Markdown, and its milliseconds."""
        result, ms = self.command("lacewing.explain", path, offset)
        return (result or {}).get("markdown", ""), ms

    def command(self, name: str, path: Path, offset: int) -> tuple[Any, float]:
        """Execute a command on (document, position)."""
        arguments = [path.as_uri(), self._position(path, offset)]
        return self.client.timed("workspace/executeCommand", {"command": name, "arguments": arguments}, 180)

    def test_offered(self, path: Path, offset: int) -> tuple[str, Path | None, str, float]:
        """Title of the offered test action ("" for none), the file it would change, its new text, milliseconds."""
        where = self._position(path, offset)
        params = {
            "textDocument": {"uri": path.as_uri()},
            "range": {"start": where, "end": where},
            "context": {"diagnostics": []},
        }
        actions, first = self.client.timed("textDocument/codeAction", params)
        action = next((a for a in actions or [] if a["title"].startswith("Generate test") and "data" in a), None)
        if action is None:
            return "", None, "", first
        try:
            resolved, second = self.client.timed("codeAction/resolve", action)
        except ServerError:  # the project shows nothing a test could be made from
            return "", None, "", first
        target, text = self._edited(resolved.get("edit") or {})
        return action["title"], target, text, first + second

    def findings(self) -> tuple[list[tuple[str, dict[str, Any]]], float]:
        """Every finding in the project as (URI, LSP diagnostic), and the milliseconds for all of them."""
        result, ms = self.client.timed("workspace/diagnostic", {"previousResultIds": []}, 300)
        items = (result or {}).get("items", [])
        return [(item["uri"], found) for item in items for found in item.get("items", [])], ms

    def close(self) -> None:
        """Shut the server down."""
        self.client.__exit__()

    def _initialize(self) -> dict[str, Any]:
        uri = self.root.as_uri()
        return {
            "processId": os.getpid(),
            "clientInfo": {"name": "lacewing tour"},
            "rootUri": uri,
            "workspaceFolders": [{"uri": uri, "name": self.root.name}],
            "capabilities": _CAPABILITIES,
            "initializationOptions": {"client": {"showsExplanation": True, "showsStatus": True}},
        }

    def _told(self, method: str, params: Any) -> None:
        if method == "lacewing/status":
            self.model = params.get("model") or ""
            if params["state"] in ("ready", "error"):
                self._ready.set()
            self._progress(params.get("done") or 0, params.get("total") or 0, params.get("message", ""))
        elif method == "workspace/applyEdit":
            self.edits.append(params["edit"])

    def _edited(self, edit: dict[str, Any]) -> tuple[Path | None, str]:
        """The one file a workspace edit changes, and its text afterwards."""
        changes = [change for change in edit.get("documentChanges", []) if "textDocument" in change]
        if not changes:
            return None, ""
        path = path_of(changes[0]["textDocument"]["uri"])
        data = path.read_bytes() if path.exists() else b""
        lines = LineIndex(data)
        edits = []
        for change in changes[0]["edits"]:
            start = lines.offset(Position(**change["range"]["start"]), self._encoding)
            end = lines.offset(Position(**change["range"]["end"]), self._encoding)
            edits.append(TextEdit(Span(start, end), change["newText"]))
        return path, apply_edits(data, edits).decode("utf-8", "replace")

    def _at(self, path: Path, offset: int) -> dict[str, Any]:
        return {"textDocument": {"uri": path.as_uri()}, "position": self._position(path, offset)}

    def _position(self, path: Path, offset: int) -> dict[str, int]:
        position = LineIndex(self._texts[path]).position(offset, self._encoding)
        return {"line": position.line, "character": position.character}

    def _offset(self, path: Path, position: dict[str, int]) -> int:
        return LineIndex(self._texts[path]).offset(Position(**position), self._encoding)


def path_of(uri: str) -> Path:
    """The file a `file:` URI names (RFC 8089)."""
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    return Path(url2pathname(urlsplit(uri).path))
