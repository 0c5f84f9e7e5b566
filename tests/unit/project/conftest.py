"""Projects on disk, indexed, closed behind each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lacewing.project.workspace import Project

Open = Callable[[dict[str, str]], Project]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Open]:
    opened: list[Project] = []

    def make(files: dict[str, str]) -> Project:
        root = tmp_path / "root"
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="")
        opened.append(Project(root, cache_dir=tmp_path / "cache"))
        opened[-1].update_index()
        return opened[-1]

    yield make
    for each in opened:
        each.close()
