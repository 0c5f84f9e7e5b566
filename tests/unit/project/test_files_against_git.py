"""The listing equals git's own on generated trees and ignore files."""

import os
import subprocess
import threading
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lacewing.project.files import ProjectFiles
from lacewing.project.ignore import parse_rules
from lacewing.project.options import ProjectOptions

NAMES = ["a", "b", "ab", "a.py", "b.py", "ab.c.py", "é.py", "a b.py", "[a].py", "#a.py", "!a.py", "build",
         "node_modules"]  # fmt: skip
FOLDERS = ["a", "b", "ab", "build", "x y", "é", ".h"]
PIECES = ["a", "b", "ab", "*", "**", "?", "/", "/", "[ab]", "[!a]", "[a-", "[]a]", "[[:alpha:]]", "[a-z]", "\\", "\\*",
          ".py", "*.py", "build", "x y", "é", " ", ".", "#", "!", "**/", "/**", "node_modules"]  # fmt: skip

paths = st.builds(lambda folders, name: "/".join([*folders, name]),
                  st.lists(st.sampled_from(FOLDERS), max_size=3), st.sampled_from(NAMES))  # fmt: skip
usual = st.sampled_from(["*.py", "!a.py", "build/", "/build", "build/**", "!build/a", "!build/a.py", "*", "!*/", "a/",
                         "!a/", "**/b", "a/**/b.py", "/a/*", "!/a/b", "node_modules", "x y/", "a b.py ", "*.c.py",
                         "\\#a.py", "\\!a.py", "# comment", "", "a/b/", "!b.py", "**", "*/*.py", "/*",
                         "!/a"])  # fmt: skip
odd = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join)
lines = st.builds(lambda negate, text, end: negate + text + end,
                  st.sampled_from(["", "", "!"]), st.one_of(usual, usual, odd),
                  st.sampled_from(["", "", "/"]))  # fmt: skip
endings = st.sampled_from(["\n", "\r\n"])
ignore_files = st.builds(lambda some, eol: eol.join(some) + eol, st.lists(lines, max_size=5), endings)
trees = st.tuples(
    st.sets(paths, min_size=1, max_size=14),
    st.dictionaries(st.sampled_from(["", "a/", "b/", "a/b/", "build/"]), ignore_files, min_size=1, max_size=3),
    ignore_files,
    st.sets(paths, max_size=2),
)


def git(root: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True).stdout


def lay(root: Path, files: set[str], ignores: dict[str, str]) -> None:
    for path in sorted(files, key=len, reverse=True):
        place = root / path
        if place.is_dir() or any(parent.is_file() for parent in place.parents):
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("#!/usr/bin/env python3\n")
    for folder, text in ignores.items():
        if (root / folder).is_dir():
            (root / folder / ".gitignore").write_bytes(text.encode())


@given(trees)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True,
          phases=[Phase.explicit, Phase.generate, Phase.shrink])  # fmt: skip
def test_lists_what_git_lists(tmp_path_factory, tree):
    files, ignores, exclude, forced = tree
    root = tmp_path_factory.mktemp("tree").resolve()
    git(root, "init", "-q")
    lay(root, files | forced, ignores)
    (root / ".git" / "info").mkdir(exist_ok=True)
    (root / ".git" / "info" / "exclude").write_bytes(exclude.encode())
    for path in forced:
        if (root / path).is_file():
            git(root, "add", "-f", "--", ":(literal)" + path)
    listed = git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split(b"\0")
    wanted = {os.fsdecode(path) for path in listed if path and not path.endswith(b".gitignore")}

    found = ProjectFiles(root, ProjectOptions()).walk(threading.Event())

    assert {file.path for file in found.files} == wanted, (ignores, exclude)
    asked = ProjectFiles(root, ProjectOptions())
    everything = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
    everything = {path for path in everything if not path.startswith(".git/") and not path.endswith(".gitignore")}
    assert {path for path in everything if asked.included(path)} == wanted, (ignores, exclude)


def test_hostile_patterns_take_no_time():
    rules = parse_rules(b"*a*a*a*a*a*a*a*a*a*a*b\n**/a/**/a/**/a/**/a/**/a/**/b/c\n")
    assert rules.verdict(b"x/" + b"a" * 250, b"a" * 250, False) is None
    assert rules.verdict(b"a/" * 1000 + b"a", b"a", False) is None
