"""Functions really run in the sandbox; each test asks for what only running can show."""

from __future__ import annotations

import re
import sys
import threading
from pathlib import Path

import pytest

from lacewing.features.testgen.execute import generate_and_run, run_tests, without
from lacewing.features.testgen.generate import attempt
from lacewing.features.testgen.options import TestgenOptions
from lacewing.features.testgen.plan import Refusal
from lacewing.features.testgen.types import GeneratedTests, TestRun
from lacewing.project.options import ProjectOptions
from lacewing.project.workspace import Project
from lacewing.run.limits import SandboxError
from lacewing.syntax.source import source_of

OPTIONS = TestgenOptions(python=sys.executable, max_calls=60, framework="pytest")
CODE = '''\
"""Things to record."""
import asyncio
import random
import re
import time


class Account:
    """Money.

    >>> Account("Ada", 10).balance
    10
    """

    def __init__(self, owner: str, balance: int = 0):
        self.owner = owner
        self.balance = balance

    def after(self, amount: int) -> "Account":
        if amount <= 0:
            raise ValueError("amount must be positive")
        return Account(self.owner, self.balance + amount)


def slug(text: str) -> str:
    """
    >>> slug("Hello, World")
    'hello-world'
    >>> slug("Ünder Way")
    'under-way'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def unstable(text: str):
    return object(), random.random(), time.time()


def hashed(text: str):
    return hash(text + '!')


def sort_in_place(items: list[int]) -> None:
    items.sort()


def greet(name: str) -> None:
    print("Hello", name)


async def later(n: int) -> int:
    await asyncio.sleep(0)
    return n * 2


def countdown(n: int):
    while n > 0:
        yield n
        n -= 1


def misused(n: int) -> int:
    return n.nothing


def writes(path: str) -> int:
    with open(path + ".out", "w") as file:
        return file.write("x")


def stuck(n: int) -> int:
    while True:
        pass
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "things.py").write_text(CODE, "utf-8")
    return tmp_path


def made(root: Path, symbol: str, options: TestgenOptions = OPTIONS, code: str = CODE) -> TestRun | Refusal:
    project = Project(root, ProjectOptions(), root / ".cache")
    source = source_of(root / "things.py", code.encode())
    try:
        offset = code.encode().index(f"{symbol}(".encode())
        return generate_and_run(source, "things.py", offset, project.index, root, options)
    finally:
        project.close()


def kept(run: TestRun | Refusal) -> GeneratedTests:
    assert isinstance(run, TestRun), run
    assert run.kept is not None, run
    assert not run.failed, run
    assert set(run.passed) == set(run.kept.names)
    return run.kept


def test_values_are_recorded_and_a_wrong_document_is_reported(project: Path) -> None:
    tests = kept(made(project, "def slug"))
    assert '("Hello, World", "hello-world")' in tests.text
    assert '("Ünder Way", "nder-way")' in tests.text
    assert "recorded from the current behaviour" in tests.text
    assert any("'under-way'" in note and "'nder-way'" in note for note in tests.notes), tests.notes
    assert not (project / "tests").exists(), "nothing of the project is written"


def test_methods_with_errors_and_results_without_equality(project: Path) -> None:
    tests = kept(made(project, "def after"))
    assert 'result = Account("Ada", 10).after(' in tests.text
    assert 'assert result.owner == "Ada"' in tests.text
    assert 'match="amount must be positive"' in tests.text


@pytest.mark.parametrize(
    ("symbol", "wanted"),
    [
        ("def sort_in_place", "    sort_in_place(items)\n    assert items == ["),
        ("def greet", 'assert capsys.readouterr().out == "Hello '),
        ("async def later", "assert asyncio.run(later(n)) == expected"),
        ("def countdown", "assert list(countdown(n)) == expected"),
    ],
)
def test_other_ways_to_give_a_result(project: Path, symbol: str, wanted: str) -> None:
    tests = kept(made(project, symbol))
    assert wanted in tests.text


@pytest.mark.parametrize(
    ("symbol", "why"),
    [
        ("def unstable", "chance|clock"),
        ("def hashed", "another result"),
        ("def misused", "AttributeError"),
        ("def writes", "writes files"),
    ],
)
def test_what_cannot_be_relied_on_is_left_out(project: Path, symbol: str, why: str) -> None:
    run = made(project, symbol)
    assert isinstance(run, Refusal), run
    assert re.search(why, run.reason)


def test_a_call_that_never_ends_costs_its_limit_only(project: Path) -> None:
    run = made(project, "def stuck", TestgenOptions(python=sys.executable, call_seconds=0.1, seconds=4, max_calls=10))
    assert isinstance(run, Refusal)
    assert "too long" in run.reason or "timeout" in run.reason


def test_unsaved_text_is_what_runs(project: Path) -> None:
    tests = kept(made(project, "def later", code=CODE.replace("n * 2", "n * 3")))
    assert "(3, 9)" in tests.text


def test_a_module_that_cannot_be_imported_says_why(project: Path) -> None:
    run = made(project, "def slug", code=CODE.replace("import random", "import no_such_module"))
    assert isinstance(run, Refusal)
    assert "no_such_module" in run.reason


def test_cancellation(project: Path) -> None:
    index = Project(project, ProjectOptions(), project / ".cache")
    cancelled = threading.Event()
    cancelled.set()
    source = source_of(project / "things.py", CODE.encode())
    try:
        run = generate_and_run(
            source, "things.py", CODE.index("slug("), index.index, project, OPTIONS, cancelled=cancelled
        )
    finally:
        index.close()
    assert run == Refusal("cancelled")


def generated(root: Path, code: str, framework: str) -> GeneratedTests:
    project = Project(root, ProjectOptions(), root / ".cache")
    (root / "things.py").write_text(code, "utf-8")
    source = source_of(root / "things.py", code.encode())
    try:
        tests = attempt(source, "things.py", 5, project.index, root, TestgenOptions(framework=framework))  # type: ignore[arg-type]
    finally:
        project.close()
    assert isinstance(tests, GeneratedTests), tests
    return tests


WRONG = '''\
def f(n):
    """
    >>> f(1)
    2
    >>> f("a")
    Traceback (most recent call last):
    TypeError: no
    """
    return __import__("operator").add(n, 1)
'''


@pytest.mark.parametrize("framework", ["pytest", "unittest"])
def test_only_what_passes_is_kept(tmp_path: Path, framework: str) -> None:
    tests = generated(tmp_path, WRONG.replace("    2\n", "    3\n"), framework)
    assert len(tests.names) == 2
    run = run_tests(tests, tmp_path, OPTIONS)
    assert len(run.passed) == 1
    assert [name for name, _report in run.failed] != list(run.passed)
    assert run.kept is not None
    assert run.kept.names == run.passed
    assert f"def {run.failed[0][0].rpartition('.')[2]}(" not in run.kept.text
    assert run.kept.edit.edits[0].new_text == run.kept.text
    assert not (tmp_path / "tests").exists()


def test_nothing_is_kept_when_all_fail(tmp_path: Path) -> None:
    tests = generated(tmp_path, 'def f(n):\n    """\n    >>> f(1)\n    3\n    """\n    return open(n)\n', "pytest")
    run = run_tests(tests, tmp_path, OPTIONS)
    assert run.kept is None
    assert run.passed == ()
    assert "test_f" in run.failed[0][0]


def test_removing_a_test_leaves_the_existing_file_alone(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    old = 'def test_g():\n    assert "数"\n\n\ndef test_h():\n    pass\n'
    (tmp_path / "tests" / "test_things.py").write_text(old, "utf-8")
    tests = generated(tmp_path, WRONG, "pytest")
    assert len(tests.names) == 2
    left = without(tests, {tests.names[0]})
    assert left is not None
    assert left.text.startswith(old.rstrip("\n").partition("\n\n\n")[0]) or old in left.text
    assert "def test_g" in left.text
    assert "def test_h" in left.text
    assert tests.names[0] + "(" not in left.text
    assert tests.names[1] + "(" in left.text
    assert without(tests, set(tests.names)) is None


def test_a_missing_runner_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = tmp_path / ".venv"
    (environment / "bin").mkdir(parents=True)
    (environment / "pyvenv.cfg").touch()
    (environment / "bin" / "python").symlink_to(sys.executable)
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    (tmp_path / "pytest.ini").touch()
    tests = generated(tmp_path, WRONG, "pytest")
    with pytest.raises(SandboxError, match="pytest is not installed"):
        run_tests(tests, tmp_path, TestgenOptions())


def test_a_conftest_that_cannot_be_imported_is_named(project: Path) -> None:
    (project / "conftest.py").write_text("import no_such_package_at_all\n")
    run = made(project, "def slug")
    assert isinstance(run, TestRun)
    assert run.kept is None
    assert "No module named 'no_such_package_at_all'" in run.failed[0][1]
