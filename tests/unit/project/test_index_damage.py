"""An index whose rows are not what was stored: every question answers nothing and says so, and none fails."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lacewing.project.options import ProjectOptions
from lacewing.project.workspace import Project, database_path

Damaged = Callable[[str], Project]
ONE = ProjectOptions(workers=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A project's root and its cache."""
    place = tmp_path_factory.mktemp("made")
    root = place / "项目"
    root.mkdir()
    (root / "a.py").write_text("def alpha(): return beta()\n")
    (root / "b 中🦋.py").write_text("class Beta:\n    def beta(self): pass\n")
    with contextlib.closing(Project(root, ONE, place / "cache")) as project:
        project.update_index()
    return root, place / "cache"


@pytest.fixture
def damaged(made: tuple[Path, Path], tmp_path: Path) -> Iterator[Callable[[str], Project]]:
    """The project with an index in which a statement was executed."""
    projects = []

    def opened(statement: str) -> Project:
        root, cache = made[0], tmp_path / "cache"
        shutil.copytree(made[1], cache)
        file = database_path(root, cache)
        with contextlib.closing(sqlite3.connect(file)) as connection, connection:
            connection.execute(statement)
            assert connection.total_changes > 0
        projects.append(Project(root, ONE, cache))
        return projects[-1]

    yield opened
    for project in projects:
        project.close()


OTHER_FACTS = "UPDATE file SET facts_id = (SELECT id FROM facts WHERE id <> file.facts_id)"
SWAPPED = (
    "WITH old AS MATERIALIZED (SELECT facts_id, {0} AS blob FROM content) "
    "UPDATE content SET {0} = (SELECT blob FROM old WHERE old.facts_id <> content.facts_id)"
)
OF_ANOTHER_TYPE: list[tuple[str, Callable[[Project], Any]]] = [
    ("UPDATE file SET path = CAST(path AS BLOB)", lambda project: project.index.files()),
    ("UPDATE file SET path = CAST(path AS BLOB)", lambda project: project.index.keys()),
    ("UPDATE facts SET key = 'text' || id", lambda project: project.index.keys()),
    ("UPDATE facts SET key = 'text' || id", lambda project: project.index.symbols_in("a.py")),
    ("UPDATE facts SET language = CAST(language AS BLOB)", lambda project: project.index.symbols_in("a.py")),
    ("UPDATE facts SET language = CAST(language AS BLOB)", lambda project: project.census()),
    ("UPDATE file SET seal = 'none'", lambda project: project.index.is_stored("a.py")),
    ("UPDATE name SET name = CAST(name AS BLOB)", lambda project: project.index.search("alp")),
    ("UPDATE content SET outline = 'text'", lambda project: project.index.outline("a.py")),
]
OF_ANOTHER_FILE: list[tuple[str, Callable[[Project], Any]]] = [
    (OTHER_FACTS, lambda project: project.index.symbols_in("a.py")),
    (OTHER_FACTS, lambda project: project.index.symbols_named("alpha")),
    (OTHER_FACTS, lambda project: project.index.calls_to("beta")),
    (OTHER_FACTS, lambda project: list(project.index.digests(["a.py"]))),
    (SWAPPED.format("outline"), lambda project: project.index.symbols_in("a.py")),
    (SWAPPED.format("outline"), lambda project: project.census()),
    (SWAPPED.format("digest"), lambda project: list(project.index.digests(["a.py"]))),
    ("DELETE FROM content", lambda project: project.index.symbols_in("a.py")),
]


@pytest.mark.parametrize(("statement", "ask"), [*OF_ANOTHER_TYPE, *OF_ANOTHER_FILE])
def test_what_is_not_as_it_was_stored_answers_nothing(
    made: tuple[Path, Path], damaged: Damaged, statement: str, ask: Callable[[Project], Any]
) -> None:
    with contextlib.closing(Project(made[0], ONE, made[1])) as right:
        assert ask(right)
        assert not right.index.damaged
    project = damaged(statement)
    assert not ask(project)
    assert project.index.damaged


@pytest.mark.parametrize("column", ["path", "size", "mtime_ns", "made_by", "note"])
def test_an_update_that_meets_a_value_of_another_type_begins_anew(damaged: Damaged, column: str) -> None:
    project = damaged(f"UPDATE file SET {column} = CAST('x' || {column} AS BLOB) WHERE path = 'a.py'")
    assert "built anew" in project.update_index().messages[0]
    assert project.index.files() == ["a.py", "b 中🦋.py"]


def test_a_refresh_that_meets_a_value_of_another_type_begins_anew(damaged: Damaged) -> None:
    project = damaged("UPDATE file SET size = CAST('x' AS BLOB) WHERE path = 'a.py'")
    assert "built anew" in project.refresh(["a.py"]).messages[0]
    assert project.index.files() == ["a.py", "b 中🦋.py"]


def test_numbers_by_language_are_right_in_spite_of_damage_that_was_not_seen_before(damaged: Damaged) -> None:
    project = damaged(SWAPPED.format("outline"))
    project.close()
    command = [sys.executable, "-m", "lacewing", "index", "--json", str(project.root)]
    environment = {**os.environ, "LACEWING_CACHE_DIR": str(project.database_path.parents[2])}
    ran = subprocess.run(command, env=environment, capture_output=True, timeout=300, check=True)
    assert json.loads(ran.stdout)["languages"] == [{"language": "python", "files": 2, "symbols": 3}]
    assert b"was damaged: the index is built anew" in ran.stderr
