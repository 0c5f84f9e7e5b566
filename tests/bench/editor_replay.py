"""Real code typed into language servers as an editor does it: what is sent with each key, and when the answers came."""

from __future__ import annotations

import random
import re
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from lsp_client import Client

INLINE, LIST = "textDocument/inlineCompletion", "textDocument/completion"
SIGNATURE, HOVER = "textDocument/signatureHelp", "textDocument/hover"
DEFINITION, SYMBOLS = "textDocument/definition", "textDocument/documentSymbol"
NAMES = {INLINE: "inline", LIST: "list", SIGNATURE: "signature", HOVER: "hover", DEFINITION: "definition",
         SYMBOLS: "symbols"}  # fmt: skip
CACHED = "inline, typed through"
_TRIGGERS = ".'\"/@"
_LINES = 12


@dataclass
class Sent:
    """A request on its way: its row in the tables, when it was sent, when its answer came (0: not yet)."""

    row: str
    at: float
    came: float = 0.0
    cancelled: bool = False
    result: Any = None


@dataclass
class Times:
    """Milliseconds of the answers by row, and how many requests the next key had cancelled before theirs."""

    spent: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    cancelled: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, sent: Sent) -> None:
        """Count one that is over; a cancelled one with the time it had been waited for, which its answer would pass."""
        self.spent[sent.row].append(1000 * (sent.came - sent.at))
        self.cancelled[sent.row] += sent.cancelled


class Exchange:
    """The requests of one server that are not answered, and the times of those that are.

    `ready` is set once our own server has indexed and learned the folder.
    """

    def __init__(self, client: Client) -> None:
        self.client = client
        self.times = Times()
        self.waiting: dict[int, Sent] = {}
        self.ready = threading.Event()
        self._changed = threading.Condition()
        client.on_message = self._arrived

    def send(self, method: str, params: Any, row: str = "") -> tuple[int, Sent]:
        """Send a request; gives its number."""
        sent = Sent(row or NAMES[method], time.perf_counter())
        with self._changed:  # its answer waits until it is known
            number = self.client.start(method, params)
            self.waiting[number] = sent
        return number, sent

    def cancel(self, number: int) -> None:
        """Cancel one unless it is answered."""
        with self._changed:
            sent = self.waiting.get(number)
            if sent is None:
                return
            sent.cancelled, sent.came = True, time.perf_counter()
        self.client.notify("$/cancelRequest", {"id": number})

    def wait(self, sent: Sent, seconds: float) -> bool:
        """Wait for an answer, at most so long; whether it is there."""
        with self._changed:
            return self._changed.wait_for(lambda: bool(sent.came), seconds)

    def settle(self, seconds: float = 30.0) -> int:
        """Wait until everything is answered; how many are not."""
        with self._changed:
            self._changed.wait_for(lambda: not self.waiting, seconds)
            return len(self.waiting)

    def take(self) -> Times:
        """The times so far; those to come are counted anew."""
        with self._changed:
            taken, self.times = self.times, Times()
        return taken

    def _arrived(self, message: dict[str, Any], at: float) -> None:
        if "method" in message:
            if message["method"] == "lacewing/status" and message["params"]["state"] in ("ready", "error"):
                self.ready.set()
            return
        with self._changed:
            sent = self.waiting.pop(message.get("id"), None)  # type: ignore[arg-type]
            if sent is not None:
                sent.came = sent.came or at
                sent.result = message.get("result")
                self.times.add(sent)
                self._changed.notify_all()
        if sent is not None:
            with self.client._arrived:
                self.client.messages.clear()


@dataclass
class _Shown:
    """The ghost text on the screen: behind `line` and `character`, `text` is left of it."""

    line: int
    character: int
    text: str


class Typist:
    """Types the lines of real files anew, one key after the other, into one server.

    Each key is a change and, as in an editor, a request for ghost text; the word's first letter and the characters that
    open a list ask for one, every further letter asks again; brackets and commas ask for signature help. What is
    superseded is cancelled. Once a line is there, the editor asks for the symbols, and now and then for a name's hover
    and definition. `ghost` is False for servers that know none. `keys` counts what was typed.
    """

    def __init__(self, exchange: Exchange, seed: int, interval: float, ghost: bool = True) -> None:
        self.exchange, self.interval, self.ghost = exchange, interval, ghost
        self.keys = 0
        self._dice = random.Random(seed)
        self._uri, self._version = "", 0
        self._lines: list[str] = []
        self._asked: dict[str, int] = {}
        self._shown: _Shown | None = None
        self._last: tuple[Sent, int, int] | None = None
        self._due = 0.0

    def type_file(self, path: Path, keys: int) -> None:
        """Open `path`, take lines out of its middle and type them again; close it."""
        text = path.read_text("utf-8").replace("\r\n", "\n")
        self._uri, self._version, self._lines = path.as_uri(), 1, text.split("\n")
        self._due = time.perf_counter()
        client = self.exchange.client
        client.open(self._uri, text)
        for start, block in self._blocks():
            self._replace(start, 0, start + len(block) - 1, len(block[-1]), "")
            keys -= self._type_block(start, block)
            if keys <= 0:
                break
        self.exchange.settle()
        client.notify("textDocument/didClose", {"textDocument": {"uri": self._uri}})

    def _blocks(self) -> Iterator[tuple[int, list[str]]]:
        count = len(self._lines)
        while True:
            start = self._dice.randrange(max(1, count // 8), max(2, count - _LINES))
            block = self._lines[start : start + _LINES]
            if block and any(line.strip() for line in block):
                yield start, block

    def _type_block(self, start: int, block: list[str]) -> int:
        typed = 0
        for offset, text in enumerate(block):
            indent = len(text) - len(text.lstrip())
            if offset:
                above = self._lines[start + offset - 1]
                self._replace(start + offset - 1, len(above), start + offset - 1, len(above), "\n" + text[:indent])
            elif indent:
                self._replace(start, 0, start, 0, text[:indent])
            self._key(start + offset, indent, "", "\n")
            for column in range(indent, len(text)):
                self._key(start + offset, column, text[column])
                typed += 1
                if self._dice.random() < 0.05:
                    typed += self._type_through(start + offset, column + 1)
            self._rest(start + offset)
        return typed

    def _key(self, line: int, character: int, letter: str, stands_for: str = "") -> None:
        """One key, at its time, and all that an editor sends with it."""
        pace = self.interval * self._dice.uniform(0.6, 1.4)
        self._due = max(self._due + pace, time.perf_counter() - 5 * self.interval)
        time.sleep(max(0.0, self._due - time.perf_counter()))
        self.keys += 1
        through = self._takes(line, character, letter)
        if letter:
            self._replace(line, character, line, character, letter)
        at = character + len(letter)
        for method in (INLINE, LIST):
            if method in self._asked:
                self.exchange.cancel(self._asked.pop(method))
        if self.ghost and self.exchange.client.capabilities.get("inlineCompletionProvider") is not None:
            self._last = (self._ask(INLINE, line, at, CACHED if through else "", context={"triggerKind": 2}), line, at)
        pressed = letter or stands_for
        before = self._lines[line][: at - 1][-1:] if letter else ""
        if pressed in _TRIGGERS and pressed:
            self._ask(LIST, line, at, context={"triggerKind": 2, "triggerCharacter": pressed})
        elif pressed.isidentifier():
            first = not (before.isalnum() or before == "_")
            self._ask(LIST, line, at, context={"triggerKind": 1 if first else 3})
        if pressed in ("(", ","):
            context = {"triggerKind": 2, "triggerCharacter": pressed, "isRetrigger": pressed == ","}
            self._ask(SIGNATURE, line, at, context=context)

    def _takes(self, line: int, character: int, letter: str) -> bool:
        """Whether the key agrees with the ghost text on the screen, which then stays."""
        if self._last is not None and self._last[0].result and not self._last[0].cancelled:
            sent, at_line, at = self._last
            items = sent.result["items"] if isinstance(sent.result, dict) else sent.result
            self._shown = _Shown(at_line, at, items[0]["insertText"]) if items else None
            if self._shown is not None and items[0]["range"]["start"] != {"line": at_line, "character": at}:
                self._shown = None  # it also stands for letters before the cursor
            self._last = None
        shown = self._shown
        agrees = shown is not None and bool(letter) and (shown.line, shown.character) == (line, character)
        if not agrees or shown is None or not shown.text.startswith(letter) or len(shown.text) < 2:
            self._shown = None
            return False
        self._shown = _Shown(line, character + 1, shown.text[1:])
        return True

    def _type_through(self, line: int, character: int) -> int:
        """If there is a ghost text, type what it says for a while, then take all of that back."""
        if self._last is None or not self.exchange.wait(self._last[0], 0.5) or not self._last[0].result:
            return 0
        items = self._last[0].result
        items = items["items"] if isinstance(items, dict) else items
        text = items[0]["insertText"].partition("\n")[0][:10] if items else ""
        if len(text) < 2 or items[0]["range"]["start"] != {"line": line, "character": character}:
            return 0
        for count, letter in enumerate(text):
            self._key(line, character + count, letter)
        self._replace(line, character, line, character + len(text), "")
        return len(text)

    def _rest(self, line: int) -> None:
        """The line is there: what an editor asks when nothing is typed."""
        self.exchange.send(SYMBOLS, {"textDocument": {"uri": self._uri}})
        for _ in range(2):
            near = self._dice.randrange(max(0, line - 40), line + 1)
            names = list(re.finditer(r"[^\W\d]\w+", self._lines[near]))
            if names:
                name = self._dice.choice(names)
                self._ask(self._dice.choice((HOVER, DEFINITION)), near, name.start() + 1)

    def _ask(self, method: str, line: int, character: int, row: str = "", **more: Any) -> Sent:
        place = {"textDocument": {"uri": self._uri}, "position": {"line": line, "character": character}}
        number, sent = self.exchange.send(method, {**place, **more}, row)
        self._asked[method] = number
        return sent

    def _replace(self, line: int, character: int, end_line: int, end_character: int, text: str) -> None:
        """A change of the text, here and there. The files are such as hold no character beyond the first plane."""
        head, tail = self._lines[line][:character], self._lines[end_line][end_character:]
        self._lines[line : end_line + 1] = (head + text + tail).split("\n")
        self._version += 1
        range_ = {
            "start": {"line": line, "character": character}, "end": {"line": end_line, "character": end_character}
        }  # fmt: skip
        self.exchange.client.change(self._uri, self._version, {"range": range_, "text": text})


def files_of_sizes(root: Path, sizes: tuple[int, ...], seed: int) -> list[Path]:
    """A Python file of about each size (bytes), without characters that two UTF-16 units stand for."""
    draw = random.Random(seed)
    found = [path for path in sorted(root.rglob("*.py")) if "test" not in path.name]
    draw.shuffle(found)
    chosen = []
    for size in sizes:
        for path in found:
            if path not in chosen and 0.7 * size < path.stat().st_size < 1.4 * size:
                text = path.read_bytes().decode("utf-8", "replace")
                if text.isascii() and text.count("\n") > 3 * _LINES:
                    chosen.append(path)
                    break
    return chosen
