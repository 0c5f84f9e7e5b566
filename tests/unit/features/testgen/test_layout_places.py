from __future__ import annotations

from pathlib import Path

import pytest

from lacewing.features.testgen.layout import (
    ImportPlace,
    existing_test_file,
    import_place,
    is_test_file,
    new_test_file,
)


def lay(root: Path, *files: str) -> list[str]:
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return list(files)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("test_x.py", True),
        ("pkg/x_test.py", True),
        ("tests/helpers.py", True),
        ("conftest.py", True),
        ("pkg/testing_tools.py", False),
        ("pkg/contest.py", False),
        ("latest.py", False),
    ],
)
def test_test_files_are_known_by_name(path: str, wanted: bool) -> None:
    assert is_test_file(path) is wanted


@pytest.mark.parametrize(
    ("files", "path", "wanted"),
    [
        (["mod.py"], "mod.py", ImportPlace("mod", "")),
        (["pkg/__init__.py"], "pkg/__init__.py", ImportPlace("pkg", "")),
        (["pkg/__init__.py", "pkg/sub/__init__.py"], "pkg/sub/m.py", ImportPlace("pkg.sub.m", "")),
        (["src/pkg/__init__.py"], "src/pkg/m.py", ImportPlace("pkg.m", "src")),
        (["pyproject.toml"], "src/space/inner/m.py", ImportPlace("space.inner.m", "src")),
        (["pyproject.toml"], "space/m.py", ImportPlace("space.m", "")),
        (["pyproject.toml"], "scripts/m.py", ImportPlace("m", "scripts")),
        ([], "loose/m.py", ImportPlace("m", "loose")),
        ([], "my-script.py", None),
        (["pkg/__init__.py"], "pkg/9lives.py", None),
    ],
)
def test_import_names(tmp_path: Path, files: list[str], path: str, wanted: ImportPlace | None) -> None:
    lay(tmp_path, *files, path)
    assert import_place(tmp_path, path) == wanted


def test_existing_file_is_the_nearest_by_folders() -> None:
    files = ["tests/a/test_x.py", "tests/b/test_x.py", "tests/test_y.py", "tests/x_test.py"]
    assert existing_test_file(files, "pkg/b/x.py", "pkg.b.x") == "tests/b/test_x.py"
    assert existing_test_file(files, "pkg/y.py", "pkg.y") == "tests/test_y.py"
    assert existing_test_file(files, "pkg/z.py", "pkg.z") is None
    assert existing_test_file(["tests/test_conversion.py"], "w/_conversion.py", "w._conversion") is not None


@pytest.mark.parametrize(
    ("files", "path", "module", "wanted"),
    [
        (["pkg/m.py"], "pkg/m.py", "pkg.m", "tests/test_m.py"),
        (["test/test_other.py"], "pkg/m.py", "pkg.m", "test/test_m.py"),
        # Mirrored below the package.
        (["pkg/a/one.py", "tests/unit/a/test_one.py"], "pkg/b/two.py", "pkg.b.two", "tests/unit/b/test_two.py"),
        # Flat although the sources are nested.
        (["pkg/a/one.py", "tests/test_one.py", "tests/test_z.py"], "pkg/b/two.py", "pkg.b.two", "tests/test_two.py"),
        # Beside the sources, with the suffix of Go's taste.
        (["pkg/a/one.py", "pkg/a/one_test.py"], "pkg/b/two.py", "pkg.b.two", "pkg/b/two_test.py"),
        (["pkg/__init__.py"], "pkg/__init__.py", "pkg", "tests/test_pkg.py"),
        # A name that another test file has already.
        (["a/x.py", "tests/test_x.py"], "b/x.py", "b.x", "tests/test_b_x.py"),
    ],
)
def test_new_files_follow_the_convention(tmp_path: Path, files: list[str], path: str, module: str, wanted: str) -> None:
    lay(tmp_path, *files, path)
    assert new_test_file(tmp_path, [*files, path], path, module) == wanted
