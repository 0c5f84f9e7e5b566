from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lacewing.cli.lint import command, lint_paths
from lacewing.features.lint.files import FileReport
from lacewing.features.lint.options import LintOptions

BAD = "def f(x):\n    if x is '鍵':\n        return 1\n    return 0\n"


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def lint(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def test_nothing_found_is_status_0() -> None:
    write("good.py", "x = 1\n")
    assert (lint().exit_code, lint().output) == (0, "")


def test_findings_are_status_1_and_one_line_each() -> None:
    write("bad.py", BAD)
    write("deep/中/bad.js", "function f(x) {\r\n\tx = x;\r\n}\r\n")
    result = lint()
    assert result.exit_code == 1
    first, second, *rest = result.output.split("\n")
    assert first.startswith("bad.py:2:8: error python/is-literal `is` compares")
    assert second == "deep/中/bad.js:2:2: warning javascript/self-assignment `x` is assigned to itself"
    assert rest == [""]


def test_json() -> None:
    write("bad.py", BAD)
    write("good.py", "")
    result = lint("--format", "json", ".")
    answer = json.loads(result.output)
    assert result.exit_code == 1
    assert (answer["version"], answer["files"]) == (1, 2)
    (finding,) = answer["findings"]
    message = finding.pop("message")
    assert message.startswith("`is` compares identity")
    assert finding == {
        "path": "bad.py",
        "line": 2,
        "column": 8,
        "endLine": 2,
        "endColumn": 16,
        "rule": "python/is-literal",
        "severity": "error",
        "fixable": True,
    }


def test_ignore_rules_hold_for_folders_but_not_for_named_files() -> None:
    Path(".git").mkdir()
    write(".gitignore", "build/\n")
    write("build/bad.py", BAD)
    write("notes.txt", "x is 'a'\n")
    assert lint().exit_code == 0
    assert lint("build/bad.py").exit_code == 1
    assert lint("notes.txt").exit_code == 0
    twice = lint("build/bad.py", "./build/bad.py", "build/../build/bad.py")
    assert twice.output.count("is-literal") == 1


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["missing.py"], 2, "does not exist"),
        (["--rule", "is-litteral", "."], 2, "did you mean 'is-literal'?"),
        (["--disable", "nothing-like-it", "."], 2, "no rule is named 'nothing-like-it'"),
        (["--format", "xml", "."], 2, "xml"),
        (["--rule", "duplicate-key", "."], 0, ""),
        (["--rule", "python/*", "."], 1, "is-literal"),
        (["--disable", "is-literal", "."], 0, ""),
        (["--explain", "is-literal"], 0, "Compare with `==`"),
        (["--explain", "no-such-rule"], 2, "no rule is named"),
    ],
)
def test_arguments_and_status(arguments: list[str], status: int, told: str) -> None:
    write("bad.py", BAD)
    result = lint(*arguments)
    assert result.exit_code == status
    assert told in result.output


def test_a_problem_is_status_2_and_the_rest_is_still_printed() -> None:
    write("bad.py", BAD)
    seen: list[FileReport] = []
    status = lint_paths(["bad.py", "missing.py"], LintOptions(), seen.extend)
    assert status == 2
    assert [len(report.places) for report in seen] == [1, 0]


def test_fix_writes_and_reports_what_is_left() -> None:
    write("bad.py", BAD + "t = {1: 2, 1: 3}\n")
    result = lint("--fix")
    assert result.exit_code == 1
    assert "is-literal" not in result.output
    assert "duplicate-key" in result.output
    assert "if x == '鍵':" in Path("bad.py").read_text("utf-8")
    assert lint("--fix", "--disable", "duplicate-key").exit_code == 0


def test_settings_of_the_project_hold() -> None:
    write(".lacewing.toml", '[lint]\ndisable = ["is-literal"]\n')
    write("deep/bad.py", BAD)
    assert lint("deep").exit_code == 0


def test_on_a_terminal_the_line_is_shown_with_a_mark_below() -> None:
    write("bad.py", "def f(x):\n\treturn '鍵' + x is '値\x1b'\n")
    reader, writer = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", "from lacewing.cli.lint import command; command()", "bad.py"], stdout=writer
    ) as process:
        assert process.wait(60) == 1
    os.close(writer)
    shown = os.read(reader, 10_000).decode()
    os.close(reader)
    plain = shown.replace("\r\n", "\n")
    assert "    return '鍵' + x is '値\N{REPLACEMENT CHARACTER}'" in plain
    assert "\x1b[1m" in plain or "\x1b[31m" in plain
    assert plain.count("^") == len("'鍵' + x is '値?'") + 2
    assert "1 error" in plain


def test_a_named_file_that_holds_nothing_to_check_is_told() -> None:
    write("notes.txt", "x is 'a'\n")
    Path("bytes.py").write_bytes(bytes(range(256)))
    write("big.py", "# long\n" * 400_000)
    result = CliRunner().invoke(command, ["notes.txt", "bytes.py", "big.py"])
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "notes.txt: not checked: no rule is for files of its kind",
        "bytes.py: not checked: it is binary or broken text",
        "big.py: not checked: it is larger than 2000000 bytes (setting lint.max_file_bytes)",
    ]
