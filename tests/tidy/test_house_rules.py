"""The rules of the house that a machine can check: layers, types, style, sizes, forbidden words."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from lacewing.config import settings

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(sysconfig.get_path("scripts"))
SERVER = sorted((ROOT / "server").rglob("*.py"))
FILE_LINES = 400
FUNCTION_LINES = 60


def run(*command: str) -> None:
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert result.returncode == 0, result.stdout + result.stderr


def test_layers() -> None:
    run(str(SCRIPTS / "lint-imports"), "--no-cache")


def test_types() -> None:
    run(sys.executable, "-m", "mypy")


def test_style() -> None:
    run(sys.executable, "-m", "ruff", "check", "server", "tests")


def test_format() -> None:
    run(sys.executable, "-m", "ruff", "format", "--check", "server", "tests")


def test_our_own_lint_finds_nothing() -> None:
    run(sys.executable, "-m", "lacewing", "lint")


@pytest.mark.parametrize("path", SERVER, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_sizes_and_words(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= FILE_LINES, f"{path}: split it; one responsibility a file"
    unfinished = re.search(r"NotImplementedError|\bTODO\b|\bFIXME\b|\bXXX\b", text)
    assert unfinished is None, f"{path}: {unfinished}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= FUNCTION_LINES, f"{path}:{node.lineno}: {node.name} has {length} lines"


def test_no_setting_does_nothing() -> None:
    texts = [path.read_text("utf-8") for path in SERVER if path.name != "options.py"]
    unread = [key for key, option, _ in settings() if not any(re.search(rf"\.{option.name}\b", text) for text in texts)]
    assert not unread


def test_every_module_says_what_it_is() -> None:
    silent = [path for path in SERVER if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert not silent
