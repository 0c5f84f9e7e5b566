from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from lacewing.features.lint import batch
from lacewing.features.lint.batch import check_files
from lacewing.features.lint.files import check_file
from lacewing.features.lint.options import LintOptions
from lacewing.features.lint.rules import load_rules
from lacewing.storage.atomic import write_atomically


def checked(path: Path, fix: bool = False) -> list[tuple[int, int, str]]:
    report = check_file(str(path), load_rules(), LintOptions(), fix)
    assert report.problems == ()
    return [(found.line, found.column, found.rule) for found in report.places]


def test_columns_do_not_count_the_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_bytes("\ufefft = {1: 2, 1: 3}\r\n".encode())
    assert checked(file) == [(1, 12, "python/duplicate-key")]


def test_other_encodings_are_read(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_bytes("# coding: gb18030\n表 = {'鍵': 1, '鍵': 2}\n".encode("gb18030"))
    assert checked(file) == [(2, 14, "python/duplicate-key")]
    file.write_bytes(b"\0\1\2")
    assert checked(file) == []


def test_a_file_that_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    report = check_file(str(tmp_path / "none.py"), load_rules(), LintOptions())
    assert report.problems == (f"{tmp_path / 'none.py'}: can't be read: No such file or directory",)


def test_fixing_keeps_all_else(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(
        "\ufeffdef f(x):\r\n\tif x is '鍵':\r\n\t\traise NotImplemented\r\n\treturn {1: x, 1: x}\r\n".encode()
    )
    file.chmod(0o750)
    assert checked(file, fix=True) == [(4, 16, "python/duplicate-key")]
    assert file.read_bytes().decode() == (
        "\ufeffdef f(x):\r\n\tif x == '鍵':\r\n\t\traise NotImplementedError\r\n\treturn {1: x, 1: x}\r\n"
    )
    assert stat.S_IMODE(file.stat().st_mode) == 0o750
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.py"]


def test_fixing_leaves_files_without_fixes_and_other_encodings_untouched(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    data = "# coding: gb18030\nif x is '鍵':\n    pass\n".encode("gb18030")
    file.write_bytes(data)
    before = file.stat().st_mtime_ns
    assert checked(file, fix=True) == [(2, 4, "python/is-literal")]
    assert file.read_bytes() == data
    assert file.stat().st_mtime_ns == before


def test_a_fix_writes_through_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "real.py", tmp_path / "link.py"
    target.write_bytes(b"if x is 'a':\n    pass\n")
    link.symlink_to(target)
    assert checked(link, fix=True) == []
    assert link.is_symlink()
    assert target.read_bytes() == b"if x == 'a':\n    pass\n"


def test_a_failed_write_leaves_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, f"No space left on device ({descriptor})")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(file, b"new")
    assert file.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.py"]


def many(folder: Path, count: int) -> list[str]:
    paths = []
    for number in range(count):
        path = folder / f"m{number:03}.py"
        path.write_text(f"t{number} = {{1: 2, 1: {number}}}\n")
        paths.append(str(path))
    return paths


def test_processes_give_what_one_process_gives(tmp_path: Path) -> None:
    paths = [*many(tmp_path, 60), str(tmp_path / "none.py")]
    options = LintOptions(severity={"duplicate-key": "hint"})
    apart = check_files(paths, options, processes=2)
    assert apart == [check_file(path, load_rules(), options) for path in paths]
    assert [report.path for report in apart] == paths
    assert {found.severity for report in apart for found in report.places} == {"hint"}


def test_a_crash_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = many(tmp_path, 30)
    crashing = tmp_path / "crashing_worker.py"
    crashing.write_text(
        "import os, lacewing.features.lint.worker as worker\n"
        "check = worker.check_file\n"
        "def check_file(path, *rest):\n"
        "    if path.endswith('m007.py'):\n"
        "        os.abort()\n"
        "    return check(path, *rest)\n"
        "worker.check_file = check_file\n"
        "worker.main()\n"
    )
    monkeypatch.setattr(batch, "COMMAND", [sys.executable, str(crashing)])
    reports = check_files(paths, LintOptions(), processes=1)
    lost = [report for report in reports if report.problems]
    assert [Path(report.path).name for report in lost] == ["m007.py"]
    assert "the parser crashed" in lost[0].problems[0]
    assert all(len(report.places) == 1 for report in reports if report not in lost)


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(str(tmp_path)) + b"/caf\xe9.py")
    Path(name).write_text("t = {1: 2, 1: 3}\n")
    (report,) = check_files([name], LintOptions(), processes=1)
    assert report.path == name
    assert len(report.places) == 1
