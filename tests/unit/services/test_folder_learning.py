"""What the engine knows follows the files: new text is learned, vanished and excluded files are forgotten."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lacewing.services import Folder, Services


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    (root / "one.py").write_text("def one(): ...\n")
    (root / "two.py").write_text("def two(): ...\n")
    return root


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return Services(cache_dir=tmp_path / "cache")


def indexed(services: Services, root: Path) -> Folder:
    """As in a new session: the folder is opened and indexed again."""
    services.close_folder(root)
    folder = services.open_folder(root)
    folder.index()
    return folder


def saved_at(folder: Folder) -> int:
    return folder.project.database_path.with_suffix(".engine").stat().st_mtime_ns


def test_sessions_learn_what_changed_and_forget_what_vanished(services: Services, root: Path) -> None:
    folder = indexed(services, root)
    assert folder.engine.paths() == ["one.py", "two.py"]
    first = saved_at(folder)
    assert saved_at(indexed(services, root)) == first, "nothing changed, so nothing is learned"
    (root / "two.py").unlink()
    assert indexed(services, root).engine.paths() == ["one.py"]
    (root / "secret.py").write_text("KEY = 1\n")
    assert indexed(services, root).engine.paths() == ["one.py", "secret.py"]
    (root / ".lacewingignore").write_text("secret.py\n")
    folder = indexed(services, root)
    assert folder.engine.paths() == ["one.py"]
    services.close_folder(root)


def test_content_that_the_index_knew_already_is_learned_again(services: Services, root: Path) -> None:
    """A switch of branch and back: the index parses nothing, but the engine must follow."""
    old = (root / "one.py").read_text()
    indexed(services, root)
    (root / "one.py").write_text("def uno(): ...\n")
    indexed(services, root)
    later = saved_at(indexed(services, root))
    (root / "one.py").write_text(old)
    os.utime(root / "one.py", ns=(later + 10**9, later + 10**9))
    folder = indexed(services, root)
    assert saved_at(folder) > later
    services.close_folder(root)


def test_nothing_is_learned_from_data_and_prose(services: Services, root: Path) -> None:
    (root / "data.json").write_text('{"zebra": 1}\n')
    (root / "guide.md").write_text("# Zebra\n")
    (root / "page.vue").write_text("<script>const zebra = 1</script>\n")
    folder = indexed(services, root)
    assert set(folder.engine.paths()) == {"one.py", "two.py", "page.vue"}
    (root / "data.json").write_text('{"quagga": 1}\n')
    folder.refresh([root / "data.json"])
    assert "data.json" not in folder.engine.paths()
