"""One resolver for each state of the index: kept while nothing changes, replaced after every change, whoever writes."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from lacewing.project.extract import extract
from lacewing.project.index import Index
from lacewing.project.resolve import resolve, resolver_of
from lacewing.project.workspace import Project
from lacewing.storage.database import Database
from lacewing.syntax.language import languages
from lacewing.syntax.source import source_of

USE = "from one import go\n\ngo()\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    root = tmp_path / "root"
    root.mkdir()
    (root / "one.py").write_text("def go(): ...\n", "utf-8")
    (root / "use.py").write_text(USE, "utf-8")
    project = Project(root, cache_dir=tmp_path / "cache")
    project.update_index()
    yield project
    project.close()


def line_of_go(project: Project) -> int:
    (located,) = resolve(project.index, "use.py", "go", offset=len(USE) - 4)
    return located.symbol.line


def test_it_is_kept_while_nothing_changes(project: Project) -> None:
    assert line_of_go(project) == 0
    first = resolver_of(project.index)
    assert line_of_go(project) == 0
    assert resolver_of(project.index) is first


def test_an_open_document_counts_at_once_and_no_longer_when_closed(project: Project) -> None:
    assert line_of_go(project) == 0
    project.index.set_overlay("one.py", extract(b"\n\ndef go(): ...\n", languages()["python"]))
    assert line_of_go(project) == 2
    project.index.drop_overlay("one.py")
    assert line_of_go(project) == 0


def test_the_text_of_a_closed_document_is_let_go(project: Project) -> None:
    source = source_of(Path("one.py"), b"def go(): ...\n")
    project.index.set_overlay("one.py", extract(source.data, languages()["python"]), source)
    assert line_of_go(project) == 0
    held = weakref.ref(source)
    project.index.drop_overlay("one.py")
    assert line_of_go(project) == 0
    del source
    gc.collect()
    assert held() is None


def test_a_changed_file_counts_at_once(project: Project) -> None:
    assert line_of_go(project) == 0
    (project.root / "one.py").write_text("\ndef go(): ...\n", "utf-8")
    project.refresh(["one.py"])
    assert line_of_go(project) == 1


def test_what_another_process_writes_counts_at_once(project: Project, tmp_path: Path) -> None:
    assert line_of_go(project) == 0
    (project.root / "one.py").write_text("\n\n\ndef go(): ...\n", "utf-8")
    other = Project(project.root, cache_dir=tmp_path / "cache")  # with connections of its own, as a process has them
    other.update_index()
    other.close()
    assert line_of_go(project) == 3


def test_a_rebuilt_index_counts(project: Project) -> None:
    before = project.index.generation()
    project.rebuild_index("for the test")
    assert project.index.generation() != before
    assert resolve(project.index, "use.py", "go") == []


def test_a_text_that_was_changed_is_freed_at_once(project: Project) -> None:
    def show(text: str) -> weakref.ref[object]:
        source = source_of(project.root / "use.py", text.encode())
        project.index.set_overlay("use.py", extract(source.data, languages()["python"]), source)
        assert line_of_go(project) == 0
        view = resolver_of(project.index).snapshot.view("use.py")
        assert view is not None
        assert view.inside.of("") == []
        assert view.named.of("go") == []
        return weakref.ref(source)

    gc.disable()
    try:
        before = show(USE)
        show(USE + "\n")
        assert before() is None, "held in a circle: its tree would stay until a collection"
    finally:
        gc.enable()


def test_a_project_that_takes_long_keeps_no_other_waiting(project: Project, tmp_path: Path) -> None:
    asked, go_on = threading.Event(), threading.Event()

    class Slow(Index):
        def files(self) -> list[str]:
            asked.set()
            assert go_on.wait(60)
            return super().files()

    slow = Slow(Database(tmp_path / "slow.sqlite"))
    waiting = threading.Thread(target=lambda: resolve(slow, "a.py", "go"))
    waiting.start()
    assert asked.wait(60)
    other = threading.Thread(target=lambda: line_of_go(project))
    other.start()
    other.join(60)
    assert not other.is_alive()
    go_on.set()
    waiting.join(60)
    slow.close()
