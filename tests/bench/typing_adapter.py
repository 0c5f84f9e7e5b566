"""The embedded engine behind the JSON-lines protocol of the typing simulator.

    typing_sim.py --engine "python tests/bench/typing_adapter.py" --repo DIR --lang python
    typing_sim.py --engine "python tests/bench/typing_adapter.py --serve" --repo DIR --lang python

Requests and answers, one JSON object a line: `{"op": "hello"}`, `{"op": "train", "root", "files"}`, and
`{"file", "prefix", "suffix", "force", "boundary"}`, answered by `items`, `inline`, `conf`, `modes`, `cpu_ms`.
The mode `part65` is what the server offers: a block of whole lines where they are likely, else the whole line, else
its likely part, kept while what is typed agrees with it; `lines` is the same without blocks. `inline` is the whole line
where that alone may be offered, with its calibrated probability as `conf`.

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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import click
import orjson

sys.path.insert(0, str(Path(__file__).parents[1]))

from indexed import IndexedRepository

from lacewing.engine.choice import choose, whole_line
from lacewing.engine.decode import Line
from lacewing.engine.engine import Engine, EngineQuery
from lacewing.engine.types import Ghost
from lacewing.engine.weights import shipped_weights
from lacewing.text.position import LineIndex, PositionEncoding
from lsp_client import Client

INDEXING_SECONDS = 3600.0
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
        self._served, self._lines, self._whole = _Shown(), _Shown(), _Shown()
        self._calibration = shipped_weights().calibration

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
        query = EngineQuery(path, prefix, suffix, "", message.get("boundary", False), symbols)
        if message.get("force"):
            cuts = self._engine.line(query, 0.0).cuts
            return {"items": [], "inline": cuts[-1].text if cuts else None, "conf": 0.0}
        prediction = self._engine.predict(query)
        items = [{"text": text, "score": round(share, 4)} for text, share in prediction.tokens[:20] if text != "\n"]
        answer: dict[str, Any] = {"items": items}
        if not query.word_ends:
            answer |= self._ghosts(path, prefix, self._engine.line(query))
        return answer | {"cpu_ms": round((time.process_time() - started) * 1e3, 3)}

    def _ghosts(self, path: str, prefix: str, line: Line) -> dict[str, Any]:
        options, calibration = self._engine.options, self._calibration
        served = self._served.show(path, prefix, lambda refused: choose(line, options, calibration, refused))
        single = Line(line.cuts)
        lines = self._lines.show(path, prefix, lambda refused: choose(single, options, calibration, refused))

        def whole(refused: int) -> list[Ghost]:
            found = whole_line(line, options, calibration, refused)
            return [found] if found else []

        alone = self._whole.show(path, prefix, whole)
        return {
            "inline": alone.text if alone else None,
            "conf": alone.confidence if alone else 0.0,
            "modes": {"part65": served.text if served else None, "lines": lines.text if lines else None},
        }


class _Shown:
    """The text shown last, kept while what is typed agrees with it, and how many on its line were not taken."""

    def __init__(self) -> None:
        self._path = self._before = ""
        self._ghost: Ghost | None = None
        self._refused = 0

    def show(self, path: str, prefix: str, offered: Callable[[int], list[Ghost]]) -> Ghost | None:
        """What is left of the text where `prefix` ends now, else the first that is offered."""
        typed = prefix[len(self._before) :]
        text = self._ghost.text if self._ghost else ""
        if path != self._path or not prefix.startswith(self._before) or ("\n" in typed and not text.startswith(typed)):
            self._ghost, self._refused = None, 0
        elif self._ghost and text.startswith(typed) and text != typed:
            return replace(self._ghost, text=text[len(typed) :])
        elif self._ghost:
            self._refused += not typed.startswith(text)
            self._ghost = None
        found = offered(self._refused)
        self._path, self._before, self._ghost = path, prefix, found[0] if found else None
        return self._ghost


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
