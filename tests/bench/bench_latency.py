"""How late answers are over stdio while someone types: warm, while a project is indexed, with a model, for long.

`python tests/bench/bench_latency.py FOLDER [--keys N] [--interval S] [--phases indexing,warm,model,peer] [--seed N]
[--peer COMMAND] [--cache DIR] [--soak MINUTES]` types real lines of files of four sizes anew, a key every S seconds
(120 ms), as an editor would: a change, ghost text, lists, signature help, hover, definitions, symbols, superseded
requests cancelled. Times are from sending a request to having its answer; a cancelled one counts with the time it had
been waited for. `indexing` begins with an empty cache and types until the folder is ready; `warm` goes on from there;
`model` has a scripted model server on loopback that notes when it was asked: the server's own share is what passed
from the editor's request to that, the debounce switched off, and from the model's first byte to the answer; `peer` is
another server (`basedpyright-langserver --stdio`) with the same keys. `--soak` types 20 keys a second into a warm
server and prints memory, unanswered requests and times by the minute. Beside the times stands the processor time of
the server, all threads, for each request of any kind.
"""

from __future__ import annotations

import argparse
import shlex
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from editor_replay import CACHED, INLINE, NAMES, Exchange, Times, Typist, files_of_sizes
from processes import private, resident, thread_seconds

from lsp_client import SERVER, Client
from model.scripted_server import DONE, event
from stdio_model import serving

SIZES = (4_000, 15_000, 50_000, 150_000)
SOAK_INTERVAL = 0.05
FIRST_BYTE_SECONDS = 0.1
# What an editor of today can do.
CAPABILITIES: dict[str, Any] = {
    "textDocument": {
        "diagnostic": {},
        "inlineCompletion": {},
        "completion": {
            "completionItem": {
                "insertReplaceSupport": True,
                "labelDetailsSupport": True,
                "commitCharactersSupport": True,
                "resolveSupport": {"properties": ["documentation", "detail", "additionalTextEdits"]},
            },
            "completionList": {"itemDefaults": ["commitCharacters", "editRange", "insertTextFormat", "data"]},
        },
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "signatureHelp": {"signatureInformation": {"parameterInformation": {"labelOffsetSupport": True}}},
    }
}
SHARES = ("share before the model", "share behind its first byte")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keys", type=int, default=250, help="typed into each file and phase")
    parser.add_argument("--interval", type=float, default=0.12)
    parser.add_argument("--phases", default="indexing,warm,model,peer")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peer", default="basedpyright-langserver --stdio")
    parser.add_argument("--server", default="", help="how our own is started, a profiler around it for instance")
    parser.add_argument("--cache", type=Path, help="an index made before: there is no phase `indexing`")
    parser.add_argument("--soak", type=float, default=0.0, metavar="MINUTES")
    given = parser.parse_args()
    root = given.folder.resolve()
    files = files_of_sizes(root, SIZES, given.seed)
    for path in files:
        print(f"{path.stat().st_size:8} bytes  {path.relative_to(root)}")
    phases = ["soak"] if given.soak else given.phases.split(",")
    with tempfile.TemporaryDirectory() as temporary:
        bench = Bench(root, files, given, given.cache or Path(temporary))
        if {"indexing", "warm", "soak"} & set(phases):
            bench.typed_warm(phases)
        if "model" in phases:
            bench.with_model()
        if "peer" in phases:
            bench.with_peer()


class Bench:
    """One run: the folder, the files that are typed, what was asked for."""

    def __init__(self, root: Path, files: list[Path], given: argparse.Namespace, cache: Path) -> None:
        self.root, self.files, self.given, self.cache = root, files, given, cache
        self.own: Times | None = None

    def typed_warm(self, phases: list[str]) -> None:
        """From an empty cache to a warm server, then the soak."""
        with self._served({}) as exchange:
            if "indexing" in phases and self.given.cache is None:
                with counted(exchange, "while indexing"):
                    typist = Typist(exchange, self.given.seed, self.given.interval)
                    turn = 0
                    while not exchange.ready.is_set():
                        typist.type_file(self.files[turn % len(self.files)], 60)
                        turn += 1
            assert exchange.ready.wait(900)
            if "warm" in phases:
                exchange.take()
                with counted(exchange, "warm") as times:
                    self._type(exchange)
                self.own = times
            if "soak" in phases:
                self._soak(exchange)

    def with_model(self) -> None:
        """The server's own share of the time to a model's first token, at warm files."""
        asked: list[float] = []

        def steps(_request: dict[str, Any]) -> list[bytes | float | str]:
            asked.append(time.perf_counter())
            return [FIRST_BYTE_SECONDS, event("value", chat=False), event("_of", chat=False), DONE]

        with serving(steps) as (_script, endpoint):
            model = {"provider": "openai", "endpoint": endpoint, "fim": "suffix"}
            options = {"model": model, "completion": {"debounceMaxMs": 0, "speculate": False}}
            with self._served(options) as exchange:
                assert exchange.ready.wait(900)
                with counted(exchange, "with a model whose first byte takes 100 ms") as times:
                    self._ask_model(exchange, asked, times)

    def _ask_model(self, exchange: Exchange, asked: list[float], times: Times) -> None:
        for path in self.files:
            text = path.read_text("utf-8")
            exchange.client.open(path.as_uri(), text)
            lines = text.split("\n")
            step = max(1, len(lines) // max(1, self.given.keys // 4))
            for number in range(0, len(lines), step):
                place = {"line": number, "character": len(lines[number])}
                params = {"textDocument": {"uri": path.as_uri()}, "position": place, "context": {"triggerKind": 1}}
                asked.clear()
                _, sent = exchange.send(INLINE, params)
                exchange.wait(sent, 30)
                if asked:
                    times.spent[SHARES[0]].append(1000 * (asked[0] - sent.at))
                    times.spent[SHARES[1]].append(1000 * (sent.came - asked[0] - FIRST_BYTE_SECONDS))
            exchange.client.notify("textDocument/didClose", {"textDocument": {"uri": path.as_uri()}})

    def with_peer(self) -> None:
        """The same keys into the peer."""
        try:
            client = Client(shlex.split(self.given.peer))
        except FileNotFoundError as error:
            print(f"without a peer: {error}")
            return
        with client:
            client.answers["workspace/configuration"] = lambda params: [None for _ in params["items"]]
            exchange = Exchange(client)
            client.initialize(self.root, CAPABILITIES | {"workspace": {"configuration": True}})
            try:
                Typist(exchange, self.given.seed, self.given.interval, ghost=False).type_file(self.files[0], 40)
                exchange.take()
                with counted(exchange, f"the peer, {self.given.peer.split()[0]}", self.own):
                    self._type(exchange)
            except BrokenPipeError:
                print(f"the peer ended: {client.errors().strip()[-400:]}")

    def _type(self, exchange: Exchange) -> None:
        typist = Typist(exchange, self.given.seed, self.given.interval)
        for path in self.files:
            typist.type_file(path, self.given.keys)

    def _soak(self, exchange: Exchange) -> None:
        """20 keys a second; a line a minute."""
        pid = exchange.client.process.pid
        typist = Typist(exchange, self.given.seed, SOAK_INTERVAL)
        ends = time.monotonic() + 60 * self.given.soak
        turn, next_line, worked = 0, time.monotonic() + 60, thread_seconds(pid)
        print(f"soak: {private(pid):.0f} MB of its own at the start, {resident(pid):.0f} MB with mapped files")
        head = f"{'minute':>6} {'own MB':>6} {'mapped':>6} {'keys':>6} {'waiting':>8} {'CPU':>6}"
        print(f"{head}  {'inline':>21} {'list':>21}")
        minute = 0
        while time.monotonic() < ends:
            typist.type_file(self.files[turn % len(self.files)], 100)
            turn += 1
            if time.monotonic() >= next_line:
                minute, next_line = minute + 1, next_line + 60
                times, busy = exchange.take(), thread_seconds(pid)
                own = private(pid)
                state = f"{minute:6} {own:6.0f} {resident(pid) - own:6.0f} {typist.keys:6} {len(exchange.waiting):8}"
                state += f" {100 * (busy - worked) / 60:5.0f}%  {brief(times, 'inline'):>21} {brief(times, 'list'):>21}"
                print(state, flush=True)
                worked, typist.keys = busy, 0

    @contextmanager
    def _served(self, options: dict[str, Any]) -> Iterator[Exchange]:
        command = shlex.split(self.given.server) or SERVER
        with Client(command, env={"LACEWING_CACHE_DIR": str(self.cache)}) as client:
            exchange = Exchange(client)
            client.initialize(self.root, CAPABILITIES, {"client": {"showsStatus": True}, **options})
            yield exchange
            exchange.settle()
            client.close()


@contextmanager
def counted(exchange: Exchange, title: str, beside: Times | None = None) -> Iterator[Times]:
    """Print a table of what is exchanged meanwhile; what is added to the times given is in it too."""
    pid = exchange.client.process.pid
    extra = Times()
    worked, began = thread_seconds(pid), time.monotonic()
    yield extra
    exchange.settle()
    times = exchange.take()
    for row, spent in times.spent.items():
        extra.spent[row].extend(spent)
        extra.cancelled[row] += times.cancelled[row]
    requests = sum(len(spent) for spent in times.spent.values())
    work = 1000 * (thread_seconds(pid) - worked) / max(1, requests)
    print(
        f"\n{title}: {requests} requests in {time.monotonic() - began:.0f} s, {work:.1f} ms of processor time for each"
    )
    show(extra, beside)


def show(times: Times, beside: Times | None) -> None:
    """A line for each kind of request; with the ratio of the peer's p50 and p99 to our own."""
    print(
        f"  {'':28} {'count':>6} {'p50':>8} {'p95':>8} {'p99':>8} {'max':>8}  cancelled"
        + "   peer/own p50, p99" * bool(beside)
    )
    for row in (*dict.fromkeys((NAMES[INLINE], CACHED, *NAMES.values(), *SHARES)),):
        if spent := sorted(times.spent[row]):
            figures = [quantile(spent, share) for share in (0.5, 0.95, 0.99)]
            line = f"  {row:28} {len(spent):6} " + " ".join(f"{each:8.1f}" for each in (*figures, spent[-1]))
            line += f"  {times.cancelled[row]:9}"
            if beside is not None and (own := sorted(beside.spent[row])):
                line += f"   {figures[0] / quantile(own, 0.5):8.1f} {figures[2] / quantile(own, 0.99):8.1f}"
            print(line)
    sys.stdout.flush()


def brief(times: Times, row: str) -> str:
    spent = sorted(times.spent[row])
    return "/".join(f"{quantile(spent, share):.0f}" for share in (0.5, 0.95, 0.99)) if spent else "none"


def quantile(ordered: list[float], share: float) -> float:
    """The value below which `share` of the ordered values lie."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    main()
