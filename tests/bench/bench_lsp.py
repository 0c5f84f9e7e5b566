"""The server over stdio: start-up, resident memory, and round trips of a trivial request and of completions.

Run: `python tests/bench/bench_lsp.py [folder [file]]` (by default Lacewing's own sources).
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench_index import QUESTIONS, ask_for_context
from processes import memory, thread_seconds

from lsp_client import Client

ROOT = Path(__file__).parents[2] / "server"
ROUNDS = 300
INLINE = "textDocument/inlineCompletion"


def main(root: Path, file: Path) -> None:
    with tempfile.TemporaryDirectory() as cache:
        began = time.perf_counter()
        with Client(env={"LACEWING_CACHE_DIR": cache}) as client:
            options = {"client": {"showsStatus": True}}
            client.initialize(root, {"textDocument": {"diagnostic": {}}}, options)
            print(f"start-up to the answer of initialize  {time.perf_counter() - began:6.2f} s")
            print(f"processor time then                   {thread_seconds(client.process.pid):6.2f} s")
            print(f"resident then                         {memory(client.process.pid)}")
            client.wait_notification("lacewing/status", lambda params: params["state"] in ("ready", "error"), 600)
            print(f"folder ready after                    {time.perf_counter() - began:6.2f} s")
            print(f"resident then                         {memory(client.process.pid)}")
            measure(client, file)
            print(f"resident at the end                   {memory(client.process.pid)}")
            ask_for_context(client, root)
            print(f"and after {QUESTIONS} questions for context    {memory(client.process.pid)}")
            client.close()


def measure(client: Client, file: Path) -> None:
    text, uri = file.read_text("utf-8"), file.as_uri()
    client.open(uri, text)
    cursors = [
        {"textDocument": {"uri": uri}, "position": {"line": number, "character": len(line)}}
        for number, line in enumerate(text.split("\n"))
        if re.search(r"\w$", line)
    ]
    status = {"command": "lacewing.status", "arguments": []}
    automatic = {"context": {"triggerKind": 2}}
    show("trivial request", lambda _i: client.request("workspace/executeCommand", status))
    show("inline completion", lambda i: client.request(INLINE, {**cursors[i % len(cursors)], **automatic}))
    show("completion list", lambda i: client.request("textDocument/completion", cursors[i % len(cursors)]))
    show("hover", lambda i: client.request("textDocument/hover", cursors[i % len(cursors)]))


def show(name: str, call: Callable[[int], Any]) -> None:
    for number in range(10):
        call(number)
    spent = []
    for number in range(ROUNDS):
        began = time.perf_counter()
        call(number)
        spent.append(1000 * (time.perf_counter() - began))
    spent.sort()
    print(f"{name:22} p50 {spent[ROUNDS // 2]:8.2f} ms   p99 {spent[ROUNDS * 99 // 100]:8.2f} ms")


if __name__ == "__main__":
    folder = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT
    main(folder, Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else ROOT / "lacewing" / "config.py")
