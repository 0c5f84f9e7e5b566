"""Over stdio with a model: what typing, deleting and accepting cost its server, and what is on the screen meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lsp_client import Client
from model.scripted_server import DONE, Script, event
from stdio_model import serving

CODE = "def area(width, height):\n    return \n\n\nlast = 1\n"
INLINE = "textDocument/inlineCompletion"
TEXT = "compute_area(width, height)"


@dataclass
class Editor:
    """One document with a cursor, which an editor keeps equal with the server's."""

    client: Client
    uri: str
    text: str
    offset: int
    version: int = 1
    shown: list[str] = field(default_factory=list)

    def replace(self, removed: int, text: str, behind: str = "") -> None:
        """Take `removed` characters before the cursor away, type `text`, and have `behind` come after the cursor."""
        start = self.offset - removed
        change = {"range": {"start": self._position(start), "end": self._position(self.offset)}, "text": text + behind}
        self.text = self.text[:start] + text + behind + self.text[self.offset :]
        self.offset, self.version = start + len(text), self.version + 1
        self.client.change(self.uri, self.version, change)

    def start(self) -> int:
        return self.client.start(INLINE, self._asked())

    def ask(self) -> str | None:
        """The text after the cursor's line if the ghost text is accepted; None when there is no ghost text."""
        return self.accepted(self.client.request(INLINE, self._asked())["items"])

    def accepted(self, items: Sequence[Any]) -> str | None:
        if not items:
            return None
        start, end = (items[0]["range"][side]["character"] for side in ("start", "end"))
        line = self.text[self.text.rfind("\n", 0, self.offset) + 1 :].partition("\n")[0]
        return (line[:start] + items[0]["insertText"] + line[end:]).strip()

    def _asked(self) -> dict[str, Any]:
        place = {"textDocument": {"uri": self.uri}, "position": self._position(self.offset)}
        return {**place, "context": {"triggerKind": 2}}

    def _position(self, offset: int) -> dict[str, int]:
        return {"line": self.text.count("\n", 0, offset), "character": offset - self.text.rfind("\n", 0, offset) - 1}


@contextmanager
def editing(
    folder: Path,
    steps: Sequence[bytes | float | str] | Callable[[dict[str, Any]], Any],
    code: str = CODE,
    engine: dict[str, Any] | None = None,
    **completion: Any,
) -> Iterator[tuple[Editor, Script]]:
    """A project of one file, which is open; the cursor stands behind its last `return`."""
    root = folder / "project"
    root.mkdir()
    (root / "app.py").write_text(code)
    completion = {"first_answer_confidence": 1, "model_deadline_ms": 20_000, "speculate": False, **completion}
    with serving(steps) as (script, endpoint), Client(env={"LACEWING_CACHE_DIR": str(folder / "cache")}) as client:
        model = {"provider": "openai", "endpoint": endpoint, "name": "scripted", "fim": "suffix"}
        settings = {"model": model, "completion": completion, "engine": engine or {}}
        client.initialize(root, options={"client": {"showsStatus": True}, **settings})
        client.wait_notification("lacewing/status", lambda params: params["state"] == "ready")
        uri = (root / "app.py").as_uri()
        client.open(uri, code)
        yield Editor(client, uri, code, code.rindex("return ") + 7), script
        assert client.close() == 0, client.errors()


def wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_typing_what_is_shown_asks_no_model_and_keeps_it_on_the_screen(tmp_path: Path) -> None:
    with editing(tmp_path, [event(TEXT, chat=False), DONE]) as (editor, script):
        wanted = f"return {TEXT}"
        assert editor.ask() == wanted
        for letter in "compute_":
            editor.replace(0, letter)
            assert editor.ask() == wanted
        for _ in range(5):  # taken back
            editor.replace(1, "")
            assert editor.ask() == wanted
        editor.replace(0, "pute_area")
        assert editor.ask() == wanted
        editor.replace(0, "(", behind=")")  # as editors close brackets
        assert editor.ask() == wanted
        editor.replace(0, "width, ")
        assert editor.ask() == wanted
        assert len(script.requests) == 1
        editor.replace(0, "x")  # typed away from it: nothing of it is left
        editor.ask()
        assert len(script.requests) == 2


def test_a_stream_goes_on_while_what_is_typed_agrees_with_it(tmp_path: Path) -> None:
    steps = [event("compute_", chat=False), 1.5, event("area(width, height)", chat=False), DONE]
    with editing(tmp_path, steps) as (editor, script):
        requests = [editor.start()]
        wait(lambda: len(script.requests) == 1)
        for letter in "com":
            editor.replace(0, letter)
            requests.append(editor.start())
        *earlier, last = requests
        assert editor.accepted(editor.client.result(last)["items"]) == f"return {TEXT}"
        assert [editor.client.error_of(each).code for each in earlier] == [-32800] * 3
        assert (len(script.requests), script.closed_early) == (1, 0)


def test_a_stream_that_typing_contradicts_is_closed_at_once(tmp_path: Path) -> None:
    def answer(request: dict[str, Any]) -> Sequence[bytes | float | str]:
        if request["prompt"].endswith("return "):
            return [event("compute_", chat=False), "hang"]
        return [event("idth", chat=False), DONE]

    with editing(tmp_path, answer) as (editor, script):
        superseded = editor.start()
        wait(lambda: len(script.requests) == 1)
        time.sleep(0.3)  # so that what was sent has arrived
        editor.replace(0, "w")
        assert editor.ask() == "return width"
        wait(lambda: script.closed_early == 1)
        assert editor.client.error_of(superseded).code == -32800
        assert len(script.requests) == 2


def test_a_stream_nobody_waits_for_any_more_is_closed(tmp_path: Path) -> None:
    with editing(tmp_path, [event("compute_", chat=False), "hang"]) as (editor, script):
        request = editor.start()
        wait(lambda: len(script.requests) == 1)
        editor.client.notify("$/cancelRequest", {"id": request})
        assert editor.client.error_of(request).code == -32800
        wait(lambda: script.closed_early == 1)


def test_what_follows_an_accepted_text_is_there_already(tmp_path: Path) -> None:
    def answer(request: dict[str, Any]) -> Sequence[bytes | float | str]:
        text = "width" if request["prompt"].endswith("return ") else " * height"
        return [event(text, chat=False), DONE]

    with editing(tmp_path, answer, speculate=True) as (editor, script):
        assert editor.ask() == "return width"
        wait(lambda: len(script.requests) == 2 and not script.open)
        assert script.requests[1]["prompt"].endswith("return width")
        time.sleep(0.3)  # so that the answer has been read
        editor.replace(0, "width")
        assert editor.ask() == "return width * height"
        assert len(script.requests) == 2


def test_the_engine_speaks_first_where_it_is_sure_and_the_model_goes_on_from_there(tmp_path: Path) -> None:
    code = "".join(f"def area{n}(width, height):\n    return height\n\n\n" for n in range(12))
    code += "def area(width, height):\n    return "
    steps = [event("height", chat=False), 2.0, event(" * 2", chat=False), DONE]
    # How sure it must be to speak at all is its own affair.
    engine = {"line_threshold": 0.1, "part_threshold": 0.1, "least_gain": 0.5, "max_block_lines": 1}
    with editing(tmp_path, steps, code, engine, first_answer_confidence=0.0, debounce_max_ms=0) as (editor, script):
        assert editor.ask() == "return height"
        assert script.open or not script.requests
        wait(lambda: len(script.requests) == 1 and not script.open)
        time.sleep(0.3)
        editor.replace(0, "he")
        assert editor.ask() == "return height * 2"
        assert len(script.requests) == 1
