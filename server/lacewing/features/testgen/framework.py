"""Which test framework a Python project uses, found without running anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from lacewing.run.interpreter import Interpreter

Framework = Literal["pytest", "unittest"]
_SETTINGS = (
    ("pytest.ini", ""), (".pytest.ini", ""), ("pyproject.toml", r"^\[tool\.pytest\b"),
    ("setup.cfg", r"^\[tool:pytest\]"), ("tox.ini", r"^\[pytest\]|\bpytest\b"), ("conftest.py", ""),
    ("tests/conftest.py", ""), ("test/conftest.py", ""),
)  # fmt: skip
_REQUIREMENTS = (
    "pyproject.toml", "setup.py", "setup.cfg", "requirements-dev.txt", "requirements/dev.txt", "dev-requirements.txt",
    "requirements-test.txt", "test-requirements.txt", "requirements.txt",
)  # fmt: skip
_LOOKED_AT = 20


def find_framework(
    root: Path, tests: Sequence[str], interpreter: Interpreter, read: Callable[[str], bytes | None]
) -> Framework:
    """The framework that existing `tests` are written for, else the one configured, required or installed.

    `read` gives a file of the project by its path relative to `root`.
    """
    votes = {"pytest": 0, "unittest": 0}
    for path in tests[:_LOOKED_AT]:
        style = style_of((read(path) or b"").decode("utf-8", "replace"))
        if style:
            votes[style] += 1
    if votes["pytest"] != votes["unittest"]:
        return "pytest" if votes["pytest"] > votes["unittest"] else "unittest"
    if any(_holds(root / name, pattern) for name, pattern in _SETTINGS):
        return "pytest"
    if any(_holds(root / name, r"\bpytest\b") for name in _REQUIREMENTS):
        return "pytest"
    return "pytest" if interpreter.has("pytest") else "unittest"


def style_of(text: str) -> Framework | None:
    """How one test file is written: test cases of unittest, or plain functions for pytest; None for neither."""
    if re.search(r"^class \w+\(.*TestCase\)", text, re.MULTILINE):
        return "unittest"
    if re.search(r"^\s*(?:import pytest|from pytest import)|^(?:async )?def test_|^class Test\w*:", text, re.MULTILINE):
        return "pytest"
    return None


def _holds(path: Path, pattern: str) -> bool:
    try:
        return bool(re.search(pattern, path.read_text("utf-8", "replace"), re.MULTILINE))
    except OSError:
        return False
