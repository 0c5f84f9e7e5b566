"""The command line as a user runs it: a process, its output, its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

APP = '''\
"""Texts."""


def clip(text: str, limit: int = 8) -> str:
    """Shorten a text.

    >>> clip("abcdef", 4)
    'abc…'
    """
    if limit < 1:
        raise ValueError("limit")
    return text if len(text) <= limit else text[: limit - 1] + "…"


def title(text: str) -> str:
    """A heading, 标题 included."""
    shown = clip(text, 20)
    return shown.title()


def both(first: str, second: str = "") -> str:
    """Two texts."""
    shown = clip(first, 20)
    other = clip(second, 20)
    if first is "x":
        return shown
    return shown + other
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "项目"
    root.mkdir()
    (root / "pyproject.toml").write_text('[project]\nname = "texts"\nversion = "1"\n')
    (root / "texts.py").write_text(APP, "utf-8")
    return root


def lacewing(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LACEWING_CACHE_DIR": str(root.parent / "cache"), "COLUMNS": "120"}
    command = [sys.executable, "-m", "lacewing", *arguments]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, encoding="utf-8", timeout=300, check=False
    )


def test_explain_by_name_and_by_place(project: Path) -> None:
    by_name = lacewing(project, "explain", "clip")
    assert by_name.returncode == 0, by_name.stderr
    assert "def clip(text: str, limit: int = 8) -> str" in by_name.stdout
    assert "ValueError" in by_name.stdout
    assert "`title`" in by_name.stdout
    by_place = lacewing(project, "explain", "texts.py:17:13")
    assert by_place.stdout == by_name.stdout
    assert lacewing(project, "explain", "nowhere").returncode == 1


def test_test_shows_writes_and_never_overwrites(project: Path) -> None:
    shown = lacewing(project, "test", "texts.py::clip")
    assert shown.returncode == 0, shown.stderr
    assert "def test_clip" in shown.stdout
    assert not list(project.rglob("test_*.py"))
    written = lacewing(project, "test", "texts.py::clip", "--run", "--write")
    assert written.returncode == 0, written.stderr
    (file,) = project.rglob("test_*.py")
    first = file.read_text("utf-8")
    assert "abc…" in first
    again = lacewing(project, "test", "texts.py::title", "--run", "--write")
    assert again.returncode == 0, again.stderr
    second = file.read_text("utf-8")
    assert "def test_title" in second
    assert all(line in second for line in first.split("\n") if line.startswith(("def ", "    assert")))
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(file)], cwd=project, check=False
    )
    assert ran.returncode == 0


@pytest.mark.parametrize("command", ["explain", "test"])
@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("texts.py:99", "texts.py has 28 lines"),
        ("texts.py:0", "count from 1"),
        ("missing.py:3", "missing.py is no file"),
        ("texts.py", "texts.py is a whole file"),
        ("texts.py::", "texts.py is a whole file"),
        (".", "is a folder"),
        ("::", "nothing is named"),
        ("", "nothing is named"),
    ],
)
def test_a_wrong_argument_is_told_and_not_answered(project: Path, command: str, named: str, said: str) -> None:
    answer = lacewing(project, command, named)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert answer.stdout == ""
    assert "Traceback" not in answer.stderr


def test_a_name_that_is_not_there_gets_a_suggestion(project: Path) -> None:
    answer = lacewing(project, "explain", "texts.py::cli")
    assert answer.returncode == 1
    assert "nothing called 'texts.py::cli'; did you mean 'clip'?" in answer.stderr


def test_settings_that_are_wrong_are_told_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LACEWING_PROJECT_WORKERS", "many")
    monkeypatch.setenv("LACEWING_MODEL_PROVIDER", "openai")
    monkeypatch.setenv("LACEWING_MODEL_ENDPOINT", "nonsense")
    answer = lacewing(project, "explain", "clip")
    assert answer.returncode == 0
    assert answer.stderr.count("project.workers must be a whole number") == 1
    assert answer.stderr.count("model.endpoint = 'nonsense' is no http(s) URL") == 1


def test_a_port_that_cannot_be_is_refused(project: Path) -> None:
    answer = lacewing(project, "serve", "--tcp", "99999")
    assert answer.returncode == 2
    assert "--tcp" in answer.stderr


def test_a_test_file_keeps_its_mark_and_one_that_is_not_utf_8_is_left_alone(project: Path) -> None:
    tests = project / "tests" / "test_texts.py"
    tests.parent.mkdir()
    tests.write_bytes(b"\xef\xbb\xbffrom texts import title\n\n\ndef test_title():\n    assert title('a') == 'A'\n")
    answer = lacewing(project, "test", "texts.py::clip", "--write")
    assert answer.returncode == 0, answer.stderr
    written = tests.read_bytes()
    assert written.startswith(b"\xef\xbb\xbfimport pytest\n\nfrom texts import clip, title\n")
    assert b"def test_title():\n    assert title('a') == 'A'\n" in written
    latin = "# coding: latin-1\nfrom texts import title\n\nNAME = 'é'\n".encode("latin-1")
    tests.write_bytes(latin)
    answer = lacewing(project, "test", "texts.py::clip", "--write")
    assert answer.returncode == 1
    assert "not written in UTF-8" in answer.stderr
    assert tests.read_bytes() == latin


def test_test_says_why_there_is_none(project: Path) -> None:
    answer = lacewing(project, "test", "texts.py::nothing")
    assert answer.returncode == 1
    assert "defines nothing called 'nothing'" in answer.stderr


def test_lint_exit_codes_and_json(project: Path) -> None:
    found = lacewing(project, "lint", "--format", "json")
    assert found.returncode == 1, found.stderr
    assert "texts.py" in found.stdout
    assert json.loads(found.stdout)
    (project / "texts.py").write_text("x = 1\n")
    assert lacewing(project, "lint").returncode == 0
    assert lacewing(project, "lint", "nowhere.py").returncode == 2


def test_tour_shows_of_an_existing_test_file_only_what_is_added(project: Path) -> None:
    (project / "tests").mkdir()
    tests = "".join(f"def test_unrelated_{number}():\n    assert True\n\n\n" for number in range(30))
    (project / "tests" / "test_texts.py").write_text("from texts import title\n\n\n" + tests)
    shown = lacewing(project, "tour", "--no-run-test")
    assert shown.returncode == 0, shown.stderr
    assert "would go to tests/test_texts.py" in shown.stdout
    assert "+from texts import" in shown.stdout
    assert "test_unrelated_7" not in shown.stdout


def test_tour_shows_everything_and_changes_nothing(project: Path) -> None:
    before = sorted(path.name for path in project.rglob("*"))
    shown = lacewing(project, "tour", "--run-test")
    assert shown.returncode == 0, shown.stderr
    for title in ("Ghost text", "Completion list", "Explanation", "Generated test", "run in the sandbox", "Lint"):
        assert title in shown.stdout, shown.stdout
    assert " ms" in shown.stdout
    assert sorted(path.name for path in project.rglob("*")) == before
