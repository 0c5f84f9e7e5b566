"""`lacewing context` as a user runs it: the prompt, its pieces with reasons, what was left out, and every refusal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

STORE = '''\
class Store:
    """键值."""

    def read(self, key: str, *, fallback: bytes = b"") -> bytes:
        return self.files.get(key, fallback)

    def write(self, key: str, value: bytes) -> None:
        self.files[key] = value
'''
USE = (
    "from store import Store\r\n\r\n\r\ndef copied(store: Store) -> None:\r\n\tstore.write('键', store.read('😀'))\r\n"
)
MAIN = "from store import Store\n\n\ndef main(store: Store) -> None:\n    names = ['键', '😀']; store.\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("context") / "项目"
    root.mkdir()
    (root / "pyproject.toml").write_text('[project]\nname = "stores"\nversion = "1"\n')
    for name, text in (("store.py", STORE), ("use.py", USE), ("main.py", MAIN), ("notes.xyz", "text\n")):
        (root / name).write_text(text, "utf-8", newline="")
    (root / ".gitignore").write_text("hidden.py\n")
    (root / "hidden.py").write_text("TOKEN = 1\n")
    return root


def context(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LACEWING_CACHE_DIR": str(root.parent / "cache"), "COLUMNS": "120"}
    command = [sys.executable, "-m", "lacewing", "context", *arguments]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, encoding="utf-8", timeout=300, check=False
    )


def answer(root: Path, *arguments: str) -> Any:
    ran = context(root, "--json", *arguments)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_the_prompt_its_pieces_and_what_was_left_out(project: Path) -> None:
    whole = answer(project, "main.py:5:31")
    assert (whole["path"], whole["line"], whole["column"], whole["language"]) == ("main.py", 5, 31, "python")
    assert whole["root"] == str(project)
    assert "# store.py\nclass Store\n" in whole["prompt"]
    assert '  def read(self, key: str, *, fallback: bytes = b"") -> bytes\n' in whole["prompt"]
    assert "store.read('😀')" in whole["prompt"]
    assert whole["budget"] == 1024
    assert whole["tokens"] == sum(piece["tokens"] for piece in whole["pieces"]) == len(whole["prompt"]) / 4
    assert whole["failures"] == []
    for piece in whole["pieces"]:
        lines = (project / piece["path"]).read_text("utf-8").split("\n")
        assert piece["reason"]
        assert piece["retriever"]
        assert 0 <= piece["score"] <= 1
        assert piece["text"].split("\n")[0].strip()[:12] in lines[piece["line"] - 1]
        assert piece["line"] <= piece["endLine"] <= len(lines)
    # The same state gives the same bytes, from an index that is warm now, too.
    assert answer(project, "main.py:5:31") == whole


def test_a_budget_and_retrievers_left_out(project: Path) -> None:
    small = answer(project, "main.py:5:31", "--budget", "12")
    assert 0 < small["tokens"] <= small["budget"] == 12
    assert small["dropped"]
    assert all(piece["tokens"] > 0 and piece["reason"] for piece in small["dropped"])
    assert answer(project, "main.py:5:31", "--budget", "0")["prompt"] == ""
    without = answer(project, "main.py:5:31", "--without", "usages", "--without", "members")
    assert not {"usages", "members"} & {piece["retriever"] for piece in without["pieces"]}


def test_a_report_for_people_holds_the_exact_prompt(project: Path) -> None:
    whole, report = answer(project, "main.py:5:31"), context(project, "main.py:5:31", "--budget", "1024")
    assert report.returncode == 0, report.stderr
    assert report.stderr == ""
    assert whole["prompt"] in report.stdout
    assert report.stdout.startswith("main.py:5:31  python, ")
    assert "\x1b" not in report.stdout
    for piece in whole["pieces"]:
        row = next(row for row in report.stdout.split("\n") if row.split()[:1] == [str(piece["line"])])
        assert f"{piece['score']:.1%}" in report.stdout
        assert row
    assert "left out" in context(project, "main.py:5:31", "--budget", "12").stdout
    assert "(empty: nothing" in context(project, "main.py:5:31", "--budget", "0").stdout


@pytest.mark.parametrize(
    ("place", "column"),
    [
        ("main.py:5:14", 14),
        ("main.py:5:19", 19),  # behind 键', before 😀
        ("main.py:5:22", 22),
        ("main.py:5", 5),
        ("main.py:5:999", 31),
        ("use.py:5:1", 1),
        ("use.py:5", 2),
        ("use.py:5:28", 28),
        ("use.py:5:999", 35),  # not behind the \r
    ],
)
def test_columns_count_characters(project: Path, place: str, column: int) -> None:
    found = answer(project, place)
    assert (found["line"], found["column"]) == (5, column)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["missing.py:3"], 2, "missing.py is no file"),
        (["main.py:99:1"], 2, "main.py has 6 lines, not 99"),
        (["main.py:0:1"], 2, "count from 1"),
        (["main.py"], 2, "main.py is a whole file"),
        (["main"], 2, "'main' names no place"),
        (["."], 2, "is a folder"),
        ([""], 2, "nothing is named"),
        (["main.py:5:1", "--budget", "-1"], 2, "--budget"),
        (["main.py:5:1", "--without", "nothing"], 2, "no retriever is named 'nothing'; there are: bodies"),
        (["notes.xyz:1:1"], 1, "no language is known"),
        (["hidden.py:1:1"], 1, "ignore rules leave this file out"),
    ],
)
def test_what_cannot_be_answered_is_told(project: Path, arguments: list[str], code: int, said: str) -> None:
    ran = context(project, *arguments)
    assert (ran.returncode, ran.stdout) == (code, "")
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_file_outside_of_the_project(project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("a = 1\n")
    ran = context(project, f"{tmp_path / 'a.py'}:1:1", "--root", ".")
    assert ran.returncode == 2
    assert "lies outside of the project" in ran.stderr


def test_wire_shows_the_request_without_secrets_and_sends_nothing(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (root / "pyproject.toml").write_text("")
    secret = "sk-proj-" + "a1B2c3D4" * 5
    (root / "app.py").write_text(f'api_key = "{secret}"\n\n\ndef total(width, height):\n    return \n')
    (root / ".env").write_text("X=1\n")
    settings = {
        "LACEWING_CACHE_DIR": str(tmp_path / "cache"),
        "LACEWING_MODEL_PROVIDER": "openai-compatible",
        "LACEWING_MODEL_ENDPOINT": "http://127.0.0.1:9/v1",
        "LACEWING_MODEL_FIM": "suffix",
        "LACEWING_API_KEY": "the-key-in-use",
    }

    def wire(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "lacewing", "context", *arguments, "--wire"]
        environment = {**os.environ, **settings, **more}
        return subprocess.run(
            command, cwd=root, env=environment, capture_output=True, text=True, timeout=60, check=False
        )

    shown = wire("app.py:5:12")
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith("POST http://127.0.0.1:9/v1/completions\n")
    assert "authorization: (hidden)" in shown.stdout
    assert 'api_key = \\"REDACTED_API_KEY_1\\"' in shown.stdout
    assert "1 secret is replaced: REDACTED_API_KEY_1" in shown.stderr
    for output in (shown.stdout, shown.stderr):
        assert secret not in output
        assert "the-key-in-use" not in output
    whole = json.loads(wire("app.py:5:12", "--json").stdout)
    assert whole["body"]["suffix"] == "\n"
    assert whole["replaced"] == ["REDACTED_API_KEY_1"]
    (root / ".lacewing").mkdir()
    (root / ".lacewing" / "policy.toml").write_text('[providers]\nallow = ["llm.example"]\n')
    forbidden = wire("app.py:5:12")
    assert forbidden.returncode == 1
    assert "allows to ask llm.example, not openai-compatible at 127.0.0.1" in forbidden.stderr
    assert "may not be shown" in wire(".env:1:1").stderr
    assert "no model is configured" in wire("app.py:5:12", LACEWING_MODEL_PROVIDER="none").stderr


def test_a_question_in_words(project: Path) -> None:
    whole = answer(project, "--question", "how is a value written under a key?", "--budget", "60")
    assert whole["question"] == "how is a value written under a key?"
    assert whole["language"] == "python"
    assert "def write(self, key: str, value: bytes) -> None:" in whole["prompt"]
    assert whole["pieces"][-1]["retriever"] == "words"
    assert whole["failures"] == []
    shown = context(project, "--question", "how is a value written under a key?")
    assert shown.returncode == 0, shown.stderr
    assert "holds words of the question" in " ".join(shown.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--question", "x", "main.py:1"], "--question stands for the cursor"),
        (["--question", "x", "--wire"], "--question stands for the cursor"),
        (["--question", "  "], "the question is empty"),
        ([], "or ask with --question"),
    ],
)
def test_what_goes_with_no_question(project: Path, arguments: list[str], said: str) -> None:
    refused = context(project, *arguments)
    assert refused.returncode == 2
    assert said in refused.stderr
