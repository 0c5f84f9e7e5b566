"""Which folder is the project of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from lacewing.cli.opening import project_root


@pytest.mark.parametrize(
    ("marks", "root"),
    [
        ([".git/", "packages/a/package.json"], "."),
        (["packages/a/package.json"], "packages/a"),
        (["setup.py", "packages/a/src/__init__.py"], "."),
        (["packages/a/src/__init__.py", "packages/a/__init__.py"], "packages"),
        ([], "packages/a/src"),
    ],
)
def test_project_root(tmp_path: Path, marks: list[str], root: str) -> None:
    file = tmp_path / "packages/a/src/module.py"
    file.parent.mkdir(parents=True)
    file.touch()
    for mark in marks:
        path = tmp_path / mark
        path.mkdir() if mark.endswith("/") else path.touch()
    assert project_root(file) == (tmp_path / root).resolve()
    assert project_root(file.parent) == (tmp_path / root).resolve()
