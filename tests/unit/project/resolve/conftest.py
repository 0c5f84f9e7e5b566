"""Projects that are closed behind each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from resolution import Tree


@pytest.fixture
def tree(tmp_path: Path) -> Iterator[Callable[[dict[str, str]], Tree]]:
    opened: list[Tree] = []

    def make(files: dict[str, str]) -> Tree:
        opened.append(Tree(tmp_path / str(len(opened)), files))
        return opened[-1]

    yield make
    for each in opened:
        each.project.close()
