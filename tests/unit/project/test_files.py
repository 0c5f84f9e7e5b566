"""Which files belong to a project, beyond what git lists."""

import os
import subprocess
import threading
from pathlib import Path

import pytest

from lacewing.project.files import Listing, ProjectFiles
from lacewing.project.options import ProjectOptions


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "project").mkdir()
    return (tmp_path / "project").resolve()


def lay(root: Path, *names: str, text: str = "x = 1\n") -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def walk(root: Path, **options: int) -> Listing:
    return ProjectFiles(root, ProjectOptions(**options)).walk(threading.Event())  # type: ignore[arg-type]


def paths(listing: Listing) -> list[str]:
    return [file.path for file in listing.files]


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)


def test_files_of_known_languages_nearest_the_root_first(root):
    lay(root, "z.py", "a/b/deep.py", "a/near.go", "notes.txt", "中文 名.py", "🦋.py", "with\nnewline.py", "A.PY")
    assert paths(walk(root)) == ["A.PY", "with\nnewline.py", "z.py", "中文 名.py", "🦋.py", "a/near.go", "a/b/deep.py"]


def test_a_script_is_known_by_its_first_line(root):
    lay(root, "bin/tool", text="#!/usr/bin/env -S python3 -u\n")
    lay(root, "bin/other", "LICENSE", text="words\n")
    assert [(file.path, file.language) for file in walk(root).files] == [("bin/tool", "python")]


def test_lacewingignore_wins_over_gitignore(root):
    lay(root, "generated/api.py", "generated/deep/x.py", "src/a.py", "src/vendored/b.py", "src/vendored/ours.py")
    (root / ".gitignore").write_text("generated/\n")
    (root / ".lacewingignore").write_text("!generated/\nsrc/vendored/*\n")
    (root / "src/vendored/.lacewingignore").write_text("!ours.py\n")
    found = paths(walk(root))
    assert found == ["generated/api.py", "src/a.py", "generated/deep/x.py", "src/vendored/ours.py"]
    files = ProjectFiles(root, ProjectOptions())
    assert [files.included(path) for path in found] == [True] * 4
    assert not files.included("src/vendored/b.py")


def test_ignored_folders_are_not_entered(root):
    lay(root, "a.py", "node_modules/m/index.js", "node_modules/.gitignore")
    (root / ".gitignore").write_text("node_modules\n")
    listing = walk(root)
    assert listing.folders == ["."]
    assert listing.entries == 3


def test_links_are_not_followed(root, tmp_path):
    lay(root, "src/a.py")
    lay(tmp_path, "secret/key.py")
    (root / "src/loop").symlink_to(root)
    (root / "out").symlink_to(tmp_path / "secret")
    (root / "linked.py").symlink_to(tmp_path / "secret/key.py")
    assert paths(walk(root)) == ["src/a.py"]
    files = ProjectFiles(root, ProjectOptions())
    assert not files.included("out/key.py")
    assert not files.included("src/loop/src/a.py")


def test_what_is_no_regular_file_is_left_out(root):
    lay(root, "a.py", "folder.py/inside.py")
    os.mkfifo(root / "pipe.py")
    os.mkfifo(root / "pipe")
    os.mkfifo(root / "folder.py/.gitignore")
    assert paths(walk(root)) == ["a.py", "folder.py/inside.py"]


def test_a_folder_that_cannot_be_read_costs_only_itself(root, monkeypatch):
    # Tests may run as root, who can read everything, so the system's refusal is made here.
    lay(root, "a/x.py", "b/y.py")
    scandir = os.scandir

    def refusing(path):
        if os.fsencode(path).endswith(b"/a"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    listing = walk(root)
    assert paths(listing) == ["b/y.py"]
    assert listing.notes.messages() == ("a: the folder can't be read (Permission denied), its files are not indexed",)


def test_bounds_are_met_with_a_message(root):
    lay(root, "a.py", "b.py", "c/d.py", "c/e.py")
    lay(root, "big.py", "vast.py", text="#" * 2000)
    listing = walk(root, max_files=3, max_file_bytes=1000)
    assert paths(listing) == ["a.py", "b.py", "c/d.py"]
    assert listing.notes.messages() == (
        "big.py, vast.py: larger than 1000 bytes (setting project.max_file_bytes), not indexed",
        "3 source files were found (setting project.max_files), the rest is not indexed: "
        "add folders to .lacewingignore",
    )
    listing = walk(root, max_entries=2)
    assert paths(listing) == ["a.py", "b.py", "big.py", "vast.py"]
    assert "project.max_entries" in listing.notes.messages()[0]


def test_data_does_not_take_the_place_of_code(root):
    for name in ("a.json", "b.md", "c.yaml", "z.py", "deep/d.toml", "deep/e.css"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("")
    listing = walk(root, max_data_files=2)
    assert paths(listing) == ["a.json", "b.md", "z.py", "deep/e.css"]
    assert listing.notes.messages() == (
        "2 files of data or prose were found (setting project.max_data_files), the rest is not indexed: "
        "add folders to .lacewingignore",
    )


def test_a_name_that_is_not_utf8_is_reported(root):
    (root / os.fsdecode(b"caf\xe9.py")).write_text("x = 1\n")
    listing = walk(root)
    assert paths(listing) == []
    assert listing.notes.messages() == (r"caf\xe9.py: the name is not UTF-8, not indexed: rename the file",)


def test_rules_above_the_root_count(root):
    git(root, "init", "-q")
    lay(root, "sub/a.py", "sub/build/b.py", "sub/x/c.py")
    (root / ".gitignore").write_text("build/\n/sub/x\n")
    assert paths(walk(root / "sub")) == ["a.py"]
    files = ProjectFiles(root / "sub", ProjectOptions())
    assert [files.included(path) for path in ("a.py", "build/b.py", "x/c.py")] == [True, False, False]


def test_submodules_count_and_other_repositories_do_not(root, tmp_path):
    origin = tmp_path / "origin"
    origin.mkdir()
    git(origin, "init", "-q")
    lay(origin, "lib.py", "skip.py")
    (origin / ".gitignore").write_text("late.py\n")
    git(origin, "add", ".")
    git(origin, "-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-qm", "lib")
    git(root, "init", "-q")
    git(root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(origin), "vendor/lib")
    lay(root, "a.py", "vendor/lib/late.py", "other/own.py")
    (root / ".gitignore").write_text("skip.py\n")
    git(root / "other", "init", "-q")
    listing = walk(root)
    # The submodule's own rules hold in it, not those of the repository around it.
    assert paths(listing) == ["a.py", "vendor/lib/lib.py", "vendor/lib/skip.py"]
    assert listing.notes.messages() == ("other: a repository of its own, not indexed: open it as a folder of its own",)
    files = ProjectFiles(root, ProjectOptions())
    assert [files.included(path) for path in ("vendor/lib/skip.py", "vendor/lib/late.py", "other/own.py")] == [
        True, False, False,
    ]  # fmt: skip


def test_all_repositories_count_where_the_root_is_in_none(root):
    lay(root, "one/a.py", "two/b.py", "two/c.py")
    for name in ("one", "two"):
        git(root / name, "init", "-q")
    (root / "two/.gitignore").write_text("c.py\n")
    assert paths(walk(root)) == ["one/a.py", "two/b.py"]


def test_the_users_excludes_file_counts(root, tmp_path, monkeypatch):
    lay(root, "a.py", "scratch.py")
    (tmp_path / "excludes").write_text("scratch.*\n")
    (tmp_path / "gitconfig").write_text(f"[core]\n\texcludesFile = {tmp_path}/excludes\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    assert paths(walk(root)) == ["a.py"]


def test_a_hostile_repository_runs_nothing(root, tmp_path):
    git(root, "init", "-q")
    lay(root, "a.py")
    git(root, "config", "core.fsmonitor", f"touch {tmp_path}/ran;")
    assert paths(walk(root)) == ["a.py"]
    assert not (tmp_path / "ran").exists()


def test_a_deep_path_is_no_trouble(root):
    files = ProjectFiles(root, ProjectOptions())
    assert files.included("a/" * 1200 + "x.py")


def test_a_cancelled_walk_says_that_it_is_not_complete(root):
    lay(root, "a.py")
    cancelled = threading.Event()
    cancelled.set()
    assert not ProjectFiles(root, ProjectOptions()).walk(cancelled).complete
