"""The adapter for harnesses gives the same contexts from the project's code and through a server."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ADAPTER = Path(__file__).parents[2] / "bench" / "context_adapter.py"
STORE = '''\
class Store:
    """键值."""

    def read(self, key: str, *, fallback: bytes = b"") -> bytes:
        return self.files.get(key, fallback)
'''
USE = "from store import Store\r\n\r\n\r\ndef copied(store: Store) -> None:\r\n\tprint('😀', store.read('键'))\r\n"
# As a harness cuts: the file on disk is another one, and the same file is asked about in several states.
CUTS = [
    ("main.py", "from store import Store\n\n\ndef main(store: Store) -> None:\n    value = ", "\n    print(value)\n"),
    ("main.py", "from store import Store\n\n\ndef main(store: Store) -> None:\n", "    print('键😀')\n"),
    ("use.py", "from store import Store\r\n\r\n\r\ndef copied(store: Store) -> None:\r\n\tprint('😀', ", ")\r\n"),
    ("main.py", "from use import ", ""),
    ("notes.xyz", "store", ""),
    ("hidden.py", "from store import Store\n\n\nStore().", "\n"),
]


def answers(root: Path, *arguments: str) -> list[dict[str, Any]]:
    questions = [
        {"id": number, "file": file, "prefix": prefix, "suffix": suffix, "line": 0, "character": 0, "budget": budget}
        for number, (file, prefix, suffix) in enumerate(CUTS)
        for budget in (40, 400)
    ]
    given = "".join(json.dumps(question) + "\n" for question in questions).encode()
    command = [sys.executable, str(ADAPTER), str(root), *arguments]
    ran = subprocess.run(command, input=given, capture_output=True, timeout=300, check=True)
    first, *others = (json.loads(line) for line in ran.stdout.splitlines())
    assert first == {"ready": True}
    assert [answer["id"] for answer in others] == [question["id"] for question in questions]
    return [{name: answer[name] for name in ("id", "context", "pieces")} for answer in others]


def test_a_server_gives_what_the_projects_code_gives(tmp_path: Path) -> None:
    root = tmp_path / "项目"
    root.mkdir()
    (root / ".gitignore").write_text("hidden.py\n")
    for name, text in (("store.py", STORE), ("use.py", USE), ("main.py", "print('on disk')\n"), ("notes.xyz", "")):
        (root / name).write_text(text, "utf-8", newline="")
    here, served = answers(root), answers(root, "--serve")
    assert shown(here) == shown(served)
    assert "def read(self" in here[1]["context"]
    # A server answers for what leaves the machine, and nothing does for a file that the rules leave out.
    assert [answer["context"] for answer in served if CUTS[answer["id"]][0] == "hidden.py"] == ["", ""]
    without = ("--without", "bodies", "--without", "names")
    assert shown(answers(root, *without)) == shown(answers(root, "--serve", *without)) != shown(here)


def shown(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answers but those for the file that is left out."""
    return [answer for answer in found if CUTS[answer["id"]][0] != "hidden.py"]
