"""The embedded engine behind the JSON-lines protocol of the typing simulator.

    typing_sim.py --engine "python tests/bench/typing_adapter.py" --repo DIR --lang python
    typing_sim.py --engine "python tests/bench/typing_adapter.py --serve" --repo DIR --lang python

Requests and answers, one JSON object a line: `{"op": "hello"}`, `{"op": "train", "root", "files"}`, and
`{"file", "prefix", "suffix", "force", "boundary"}`, answered by `items`, `inline`, `conf`, `modes`, `cpu_ms`.
The mode `part65` is what the server offers: the whole line where it is likely, else its likely part, kept while
what is typed agrees with it.

By default the engine is called here beside an index of the files, and `cpu_ms` is its processor time. With `--serve` a
real server that has indexed a copy of the files is asked over stdio as an editor asks it: the file is opened, changed,
and both a completion list and ghost text are asked for; `wall_ms` is the time until both are there. A server does not
say how sure it is: `conf` is 1 wherever it shows something. That a word is finished (`boundary`) has no word in LSP,
and changes nothing there.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import click
import orjson

sys.path.insert(0, str(Path(__file__).parents[1]))

from indexed import IndexedRepository

from lacewing.engine.decode import choose
from lacewing.engine.engine import Engine, EngineQuery
from lacewing.text.position import LineIndex, PositionEncoding
from lsp_client import Client

INDEXING_SECONDS = 3600.0
# Simulators set thresholds of their own on `conf`, from here on.
LEAST = 0.5
_INVOKED, _AUTOMATIC = 1, 2


class Answering(Protocol):
    """What answers a simulator."""

    def train(self, root: Path, files: list[str]) -> dict[str, Any]:
        """Learn the files below `root` and nothing else."""

    def complete(self, message: dict[str, Any]) -> dict[str, Any]:
        """List items and ghost texts at one place."""


@click.command()
@click.option("--serve", is_flag=True, help="Ask a server over stdio.")
def main(serve: bool) -> None:
    """Answer until the input ends."""
    with served() if serve else here() as answering:
        for line in sys.stdin.buffer:
            message = orjson.loads(line)
            match message.get("op"):
                case "hello":
                    answer: dict[str, Any] = {"ok": True}
                case "train":
                    answer = answering.train(Path(message["root"]), message["files"])
                case _:
                    answer = answering.complete(message)
            sys.stdout.buffer.write(orjson.dumps(answer) + b"\n")
            sys.stdout.buffer.flush()


@contextmanager
def here() -> Iterator[Answering]:
    """The engine in this process, beside an index of the same files."""
    with tempfile.TemporaryDirectory() as folder:
        yield _Here(Path(folder))


@contextmanager
def served() -> Iterator[Answering]:
    """A server, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        answering = _Served(Path(folder))
        try:
            yield answering
        finally:
            answering.close()


class _Here:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._engine = Engine()
        self._index: IndexedRepository | None = None
        self._shown = _Shown()

    def train(self, root: Path, files: list[str]) -> dict[str, Any]:
        started = time.perf_counter()
        size = 0
        for name in files:
            data = (root / name).read_bytes()
            size += len(data)
            self._engine.learn(name, data.decode("utf-8", "replace"))
        self._engine.settle()
        spent = time.perf_counter() - started
        self._index = IndexedRepository(root, files, self._folder) if files else None
        return {"ok": True, "mb": size / 1e6, "seconds": spent}

    def complete(self, message: dict[str, Any]) -> dict[str, Any]:
        started = time.process_time()
        path, prefix, suffix = message["file"], message["prefix"], message.get("suffix", "")
        symbols = self._index.symbols(path, prefix) if self._index else None
        kept, refused = self._shown.after(path, prefix)
        query = EngineQuery(path, prefix, suffix, "", message.get("boundary", False), symbols, refused)
        if message.get("force"):
            cuts = self._engine.line(query, 0.0).cuts
            return {"items": [], "inline": cuts[-1].text if cuts else None, "conf": 0.0}
        prediction = self._engine.predict(query)
        line = self._engine.line(query, LEAST)
        ended = line.cuts[-1] if line.cuts and line.cuts[-1].whole_line else None
        shown = kept or next((ghost.text for ghost in choose(line, self._engine.options, refused)), None)
        if shown and not kept and not query.word_ends:
            self._shown.show(path, prefix, shown)
        items = [{"text": text, "score": round(share, 4)} for text, share in prediction.tokens[:20] if text != "\n"]
        return {
            "items": items,
            "inline": ended.text if ended and len(ended.text.strip()) > 1 else None,
            "conf": ended.confidence if ended else 0.0,
            "modes": {"part65": shown},
            "cpu_ms": round((time.process_time() - started) * 1e3, 3),
        }


class _Shown:
    """The text shown last, kept while what is typed agrees with it, and how many on its line were not taken."""

    def __init__(self) -> None:
        self._path = self._before = self._text = ""
        self._refused = 0

    def show(self, path: str, prefix: str, text: str) -> None:
        """`text` is shown where `prefix` ends."""
        self._path, self._before, self._text = path, prefix, text

    def after(self, path: str, prefix: str) -> tuple[str, int]:
        """What is left of the text where `prefix` ends now, and the texts of this line that were not taken."""
        typed = prefix[len(self._before) :]
        if path != self._path or not prefix.startswith(self._before) or "\n" in typed:
            self._path, self._text, self._refused = "", "", 0
            return "", 0
        if self._text.startswith(typed):
            return self._text[len(typed) :], self._refused
        if self._text and not typed.startswith(self._text):
            self._refused += 1
            self._text = ""
        return "", self._refused


class _Served:
    def __init__(self, folder: Path) -> None:
        self._root = folder / "project"
        self._cache = folder / "cache"
        self._client: Client | None = None
        self._open = ("", 0)

    def train(self, root: Path, files: list[str]) -> dict[str, Any]:
        started = time.perf_counter()
        size = 0
        for name in files:
            target = self._root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / name, target)
            size += target.stat().st_size
        self._root.mkdir(parents=True, exist_ok=True)
        self._client = Client(env={"LACEWING_CACHE_DIR": str(self._cache), "LACEWING_MODEL_PROVIDER": "none"})
        encodings = {"general": {"positionEncodings": ["utf-8"]}}
        self._client.initialize(self._root, encodings, {"client": {"showsStatus": True}})
        status = self._client.wait_notification(
            "lacewing/status", lambda params: params["state"] in ("ready", "error"), INDEXING_SECONDS
        )
        return {"ok": status["state"] == "ready", "mb": size / 1e6, "seconds": time.perf_counter() - started}

    def complete(self, message: dict[str, Any]) -> dict[str, Any]:
        assert self._client is not None, "asked before it was trained"
        prefix = message["prefix"]
        uri = (self._root / message["file"]).as_uri()
        self._show(uri, prefix + message.get("suffix", ""))
        data = prefix.encode()
        place = LineIndex(data).position(len(data), PositionEncoding.UTF8)
        at = {"textDocument": {"uri": uri}, "position": {"line": place.line, "character": place.character}}
        kind = _INVOKED if message.get("force") else _AUTOMATIC
        started = time.perf_counter()
        inline = self._client.start("textDocument/inlineCompletion", {**at, "context": {"triggerKind": kind}})
        listing = self._client.start("textDocument/completion", at)
        ghosts = self._client.result(inline)["items"]
        items = (self._client.result(listing) or {"items": []})["items"]
        spent = (time.perf_counter() - started) * 1e3
        self._client.messages.clear()
        text = _at_cursor(ghosts[0], data, place.line) if ghosts else None
        return {
            "items": [{"text": item["label"], "score": 1 / (rank + 1)} for rank, item in enumerate(items[:20])],
            "inline": text,
            "conf": 1.0 if text else 0.0,
            "modes": {"part65": text},
            "wall_ms": round(spent, 3),
        }

    def close(self) -> None:
        """End the server."""
        if self._client is not None:
            with self._client:
                self._client.close()

    def _show(self, uri: str, text: str) -> None:
        """Open the file with this text, or change the open one to it."""
        assert self._client is not None
        before, version = self._open
        self._open = (uri, version + 1)
        if before == uri:
            self._client.change(uri, version + 1, {"text": text})
            return
        if before:
            self._client.notify("textDocument/didClose", {"textDocument": {"uri": before}})
        self._client.open(uri, text, "", version + 1)


def _at_cursor(item: dict[str, Any], prefix: bytes, line: int) -> str | None:
    """What the ghost text adds behind the cursor; None when it changes what stands before it."""
    start = item["range"]["start"]
    typed = prefix[prefix.rfind(b"\n") + 1 :][start["character"] :].decode("utf-8", "replace")
    inserted: str = item["insertText"]
    return inserted[len(typed) :] if start["line"] == line and inserted.startswith(typed) else None


if __name__ == "__main__":
    main()
