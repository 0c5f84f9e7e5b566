"""Which folder is the project of a file, and which place in a file an argument names."""

from __future__ import annotations

from pathlib import Path

import pytest

from lacewing.cli.opening import place_in_file, project_root, split_place
from lacewing.services.documents import Documents
from lacewing.syntax.source import source_of


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


def test_columns_are_characters_and_the_first_is_the_lines_beginning(tmp_path: Path) -> None:
    data = "x = 1\r\n\t键 = '😀'\r\n".encode() + b"  \xff\xfe = 2\n"
    path = tmp_path / "a.py"
    documents = Documents()
    documents.put(source_of(path, data))

    def offset(line: int, column: int | None) -> int:
        return place_in_file(documents.source, path, line, column).offset

    start, last = data.index(b"\t"), data.index(b"  \xff")
    assert (offset(1, None), offset(1, 0), offset(1, 2)) == (start + 1, start, start + 1 + len("键".encode()))
    assert offset(1, 7) == offset(1, 99) - len("'") == start + len("\t键 = '😀".encode())
    assert (offset(2, 3), offset(2, 99)) == (last + 3, len(data) - 1)


def test_a_column_that_is_not_named_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a:1.py"
    path.write_text("")
    assert split_place(f"{path}:3") == (path, 2, None)
    assert split_place(f"{path}:3:1") == (path, 2, 0)
    assert split_place(f"{path}") is None
