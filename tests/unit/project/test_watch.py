"""Changes on disk reach the index: real notifications of the system."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lacewing.project.options import ProjectOptions
from lacewing.project.watch import watch
from lacewing.project.workspace import Project


class Watched:
    """A project whose changes are followed in a thread, as the server does."""

    def __init__(self, root: Path, cache: Path) -> None:
        self.project = Project(root, ProjectOptions(workers=1), cache)
        self.project.update_index()
        self.batches: list[Path] = []
        self.messages: list[str] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._follow)
        self._thread.start()
        self.root = root
        time.sleep(0.3)  # The watch is open well before; a change made earlier would be missed by any watcher.

    def _follow(self) -> None:
        for batch in watch(self.project, self._stop, self.messages.append):
            self.batches += batch
            self.project.refresh(batch)

    def wait(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 20
        while not condition() and time.monotonic() < deadline:
            time.sleep(0.02)
        assert condition(), self.batches

    def close(self) -> None:
        self._stop.set()
        self._thread.join(10)
        assert not self._thread.is_alive()
        self.project.close()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    root = (tmp_path / "project").resolve()
    (root / "pkg").mkdir(parents=True)
    (root / "node_modules/m").mkdir(parents=True)
    (root / "pkg/a.py").write_text("def alpha(): pass\n")
    (root / ".gitignore").write_text("node_modules\n*.log.py\n")
    watched = Watched(root, tmp_path / "cache")
    yield watched
    watched.close()
    assert watched.messages == []


def test_files_come_change_and_go(watched):
    index = watched.project.index
    (watched.root / "pkg/b 中.py").write_text("def beta(): pass\n")
    watched.wait(lambda: bool(index.symbols_named("beta")))
    (watched.root / "pkg/a.py").write_text("def gamma(): pass\n")
    watched.wait(lambda: bool(index.symbols_named("gamma")) and not index.symbols_named("alpha"))
    (watched.root / "pkg/a.py").rename(watched.root / "pkg/c.py")
    watched.wait(lambda: index.files() == ["pkg/b 中.py", "pkg/c.py"])


def test_what_is_ignored_is_not_told(watched):
    (watched.root / "node_modules/m/index.js").write_text("function m() {}\n")
    (watched.root / "pkg/x.log.py").write_text("def logged(): pass\n")
    (watched.root / "pkg/b.py").write_text("def beta(): pass\n")
    watched.wait(lambda: bool(watched.project.index.symbols_named("beta")))
    assert {path.name for path in watched.batches} == {"b.py"}


def test_new_folders_are_watched_from_then_on(watched):
    index = watched.project.index
    (watched.root / "new/deep").mkdir(parents=True)
    (watched.root / "new/deep/x.py").write_text("def first(): pass\n")
    watched.wait(lambda: bool(index.symbols_named("first")))
    (watched.root / "new/deep/y.py").write_text("def second(): pass\n")
    watched.wait(lambda: bool(index.symbols_named("second")))
    shutil.rmtree(watched.root / "new")
    watched.wait(lambda: index.files() == ["pkg/a.py"])


def test_a_changed_ignore_file_counts_for_all(watched):
    (watched.root / "pkg/x.log.py").write_text("def logged(): pass\n")
    (watched.root / ".gitignore").write_text("node_modules\n")
    watched.wait(lambda: bool(watched.project.index.symbols_named("logged")))
    (watched.root / "pkg/.lacewingignore").write_text("a.py\n")
    watched.wait(lambda: watched.project.index.files() == ["pkg/x.log.py"])


def test_the_systems_limit_gives_a_message(tmp_path, monkeypatch):
    # The real limit is the whole machine's, so the system's refusal is made here, as watchfiles reports it.
    def refusing(*_arguments: object) -> None:
        raise OSError("OS file watch limit reached. about [...]")

    monkeypatch.setattr("lacewing.project.watch.RustNotify", refusing)
    (tmp_path / "project/a").mkdir(parents=True)
    project = Project(tmp_path / "project", ProjectOptions(workers=1), tmp_path / "cache")
    project.update_index()
    messages: list[str] = []
    assert list(watch(project, threading.Event(), messages.append)) == []
    assert "refuses to watch 2 folders (OS file watch limit reached" in messages[0]
    assert "fs.inotify.max_user_watches" in messages[0]
    project.close()


def test_a_root_that_vanishes_ends_quietly(tmp_path):
    (tmp_path / "project").mkdir()
    project = Project(tmp_path / "project", ProjectOptions(workers=1), tmp_path / "cache")
    (tmp_path / "project").rmdir()
    messages: list[str] = []
    assert list(watch(project, threading.Event(), messages.append)) == []
    assert messages == []
    project.close()
