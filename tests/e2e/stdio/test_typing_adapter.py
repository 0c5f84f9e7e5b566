"""The adapter for typing simulators learns a small project and completes it, from the engine and through a server."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ADAPTER = Path(__file__).parents[2] / "bench" / "typing_adapter.py"
FILE = "from box import open_box\n\n\ndef {name}(path):\n    with open_box(path) as box:\n        return box.read()\n"
HELD = "from box import open_box\n\n\ndef held(path):\n    # 盒 😀\n    with open_b"


@pytest.mark.parametrize("mode", [[], ["--serve"]], ids=["engine", "server"])
def test_what_is_typed_is_completed_from_the_training_files(tmp_path: Path, mode: list[str]) -> None:
    for name in ("one", "two", "three", "four"):
        (tmp_path / f"{name}.py").write_text(FILE.replace("{name}", name))
    (tmp_path / "held.py").write_text(FILE.replace("{name}", "only_in_held") * 20)
    asked = [
        {"op": "hello", "lang": "python"},
        {"op": "train", "root": str(tmp_path), "lang": "python", "files": [f"{n}.py" for n in ("one", "two", "three")]},
        {"file": "held.py", "prefix": HELD, "suffix": ""},
        {"file": "held.py", "prefix": HELD[:-6] + "open_box(path) as box:\n        ret", "suffix": "\n\n\nx = 1\n"},
        {"file": "held.py", "prefix": HELD, "suffix": "", "force": True},
        {"file": "other.py", "prefix": "from box import open_box\n\n\nonly_i", "suffix": ""},
    ]
    trained, first, second, forced, absent = answers(asked, mode)[1:]
    assert trained["ok"]
    assert trained["mb"] > 0
    assert first["items"][0]["text"] == "open_box"
    assert first["modes"]["part65"].startswith("ox(")
    assert forced["inline"].startswith("ox(")
    assert second["items"][0]["text"] == "return"
    assert (second["modes"]["part65"] or "urn ").startswith("urn ")
    assert "only_in_held" not in [item["text"] for item in absent["items"]]


def answers(asked: list[dict[str, Any]], mode: list[str]) -> list[dict[str, Any]]:
    given = "".join(json.dumps(question) + "\n" for question in asked).encode()
    ran = subprocess.run([sys.executable, str(ADAPTER), *mode], input=given, capture_output=True, timeout=300)
    assert ran.returncode == 0, ran.stderr.decode()
    found = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(found) == len(asked)
    return found
