"""What a package hands on whole, from many files: found as it is now, whichever of them are open and edited."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lacewing.project.extract import extract
from lacewing.project.resolve import resolver_of
from lacewing.project.workspace import Project
from lacewing.syntax.language import languages

USE = "import kit\n\nkit.{name}()\n"
FILES = {
    "kit/__init__.py": "from kit.inner import *\nfrom kit.other import *\nfrom kit.late import alias\n",
    "kit/inner/__init__.py": "from kit.inner.deep import *\nfrom kit import *\n",
    "kit/inner/deep.py": "def deep(): ...\ndef _hidden(): ...\n",
    "kit/other.py": "__all__ = ['listed']\ndef listed(): ...\ndef unlisted(): ...\n",
    "kit/late.py": "def named(): ...\nalias = named\n",
    "use.py": USE.format(name="deep"),
}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    root = tmp_path / "root"
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    project = Project(root, cache_dir=tmp_path / "cache")
    project.update_index()
    yield project
    project.close()


def open_with(project: Project, path: str, text: str) -> None:
    project.index.set_overlay(path, extract(text.encode(), languages()["python"]))


def files_of(project: Project, name: str) -> list[str]:
    """The files in which `kit`'s `name` is defined, as use.py sees it while someone types there."""
    text = USE.format(name=name)
    open_with(project, "use.py", text)
    found = resolver_of(project.index).resolve("use.py", name, "kit", text.rindex(name))
    return [located.path for located in found]


def test_names_come_through_every_file_on_the_way(project: Project) -> None:
    assert files_of(project, "deep") == ["kit/inner/deep.py"]
    assert files_of(project, "listed") == ["kit/other.py"]
    assert files_of(project, "alias") == ["kit/late.py"]
    assert files_of(project, "unlisted") == files_of(project, "_hidden") == files_of(project, "nowhere") == []


@pytest.mark.parametrize("opened_first", [False, True])
def test_what_an_open_file_on_the_way_says_now_counts(project: Project, opened_first: bool) -> None:
    if opened_first:
        open_with(project, "kit/inner/deep.py", FILES["kit/inner/deep.py"])
    assert files_of(project, "deep") == ["kit/inner/deep.py"]
    open_with(project, "kit/inner/deep.py", "def fresh(): ...\n")
    assert files_of(project, "deep") == []
    assert files_of(project, "fresh") == ["kit/inner/deep.py"]
    project.index.drop_overlay("kit/inner/deep.py")
    assert files_of(project, "deep") == ["kit/inner/deep.py"]
    assert files_of(project, "fresh") == []


def test_what_an_open_package_hands_on_now_counts(project: Project) -> None:
    assert files_of(project, "deep") == ["kit/inner/deep.py"]
    open_with(project, "kit/inner/__init__.py", "from kit.late import *\n")
    assert files_of(project, "deep") == []
    assert files_of(project, "named") == ["kit/late.py"]
    project.index.drop_overlay("kit/inner/__init__.py")
    assert files_of(project, "named") == []
    assert files_of(project, "deep") == ["kit/inner/deep.py"]


def test_a_file_that_is_written_counts(project: Project) -> None:
    assert files_of(project, "later") == []
    (project.root / "kit/inner/deep.py").write_text("def later(): ...\n", "utf-8")
    project.update_index()
    assert files_of(project, "later") == ["kit/inner/deep.py"]
