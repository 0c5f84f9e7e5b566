"""`lacewing index` as a user runs it: what is indexed, what is left out and why, how much there is of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "项目"
    (root / "sub").mkdir(parents=True)
    (root / "pyproject.toml").write_text('[project]\nname = "a"\nversion = "1"\n')
    (root / "one.py").write_text("class One:\n    def first(self): ...\n\n\nLIMIT = 1\n")
    (root / "sub/same.py").write_text("class One:\n    def first(self): ...\n\n\nLIMIT = 1\n")
    (root / "two.js").write_text("export function zwei() {}\n")
    (root / "sub/键.py").write_bytes("NAME = 'é'\n".encode("latin-1"))
    for number in range(4):
        (root / f"large{number}.py").write_text("x = 1\n" * 200_000)
    (root / ".gitignore").write_text("ignored.py\n")
    (root / "ignored.py").write_text("y = 1\n")
    return root


def run(root: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LACEWING_CACHE_DIR": str(root.parent / "cache"), "COLUMNS": "120", **more}
    command = [sys.executable, "-m", "lacewing", "index", *arguments]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, encoding="utf-8", timeout=300, check=False
    )


def answer(root: Path, *arguments: str) -> Any:
    ran = run(root, "--json", *arguments)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_counts_and_reasons(project: Path) -> None:
    cold = answer(project)
    assert cold["root"] == str(project)
    assert (cold["files"], cold["parsed"] + cold["reused"], cold["leftOut"]) == (5, 5, 4)
    assert cold["parsed"] in (4, 5)  # two files say the same, and may be met at the same time
    large, latin = sorted(cold["notes"], key=lambda note: note["indexed"])
    assert (large["files"], large["indexed"], len(large["examples"])) == (4, False, 3)
    assert "larger than 1000000 bytes" in large["reason"]
    assert (latin["examples"], latin["indexed"]) == (["sub/键.py"], True)
    counts = {count["language"]: (count["files"], count["symbols"]) for count in cold["languages"]}
    assert counts["python"] == (3, 7)
    assert counts["javascript"] == (1, 1)
    assert cold["symbols"] == sum(symbols for _, symbols in counts.values())
    assert cold["stored"]["database"] > 0
    assert (Path(cold["keptIn"]) / "index.sqlite").is_file()
    warm = answer(project, ".")
    assert (warm["files"], warm["parsed"], warm["reused"]) == (5, 0, 5)
    assert warm["languages"] == cold["languages"]
    again = answer(project, "--rebuild")
    assert again["parsed"] == cold["parsed"] or again["parsed"] in (4, 5)


def test_lines_for_people(project: Path) -> None:
    plain = run(project)
    assert plain.returncode == 0, plain.stderr
    first, *others = plain.stdout.split("\n")
    assert first.startswith(f"{project}: 5 files in ")
    assert first.endswith(", 4 left out")
    assert "4 files: larger than 1000000 bytes (setting project.max_file_bytes), not indexed" in others[0]
    assert "large0.py, large1.py, large2.py, …" in others[0]
    assert plain.stderr == f"indexing {project} …\n"
    stats = run(project, "--stats").stdout
    assert any(row.split() == ["python", "3", "7"] for row in stats.split("\n"))
    assert "MB  database" in stats


def test_the_project_is_that_of_the_current_folder_and_a_folder_named_is_taken_as_it_is(project: Path) -> None:
    environment = {"LACEWING_CACHE_DIR": str(project.parent / "cache")}
    command = [sys.executable, "-m", "lacewing", "index", "--json"]
    ran = subprocess.run(
        command, cwd=project / "sub", env={**os.environ, **environment}, capture_output=True, timeout=300, check=True
    )
    assert json.loads(ran.stdout)["root"] == str(project)
    assert answer(project, "sub")["files"] == 2


def test_what_cannot_be_indexed_is_told(project: Path) -> None:
    missing = run(project, "missing")
    assert (missing.returncode, "missing" in missing.stderr) == (2, True)
    unwritable = run(project, LACEWING_CACHE_DIR=str(project / "two.js"))
    assert unwritable.returncode == 0
    assert "the index is kept for this session only" in unwritable.stderr
    assert "5 files in" in unwritable.stdout
    wrong = run(project, LACEWING_PROJECT_WORKERS="many")
    assert wrong.stderr.count("project.workers must be a whole number") == 1
