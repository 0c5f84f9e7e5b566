"""Runs the tests of a written file under the project's own runner, in the sandbox, and says which pass."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from lacewing.features.testgen.framework import Framework
from lacewing.features.testgen.record import CHILDREN, Workshop
from lacewing.run.limits import Execution
from lacewing.run.sandbox import run_python


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Names that passed, names that failed with their reports, and the execution itself."""

    passed: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    execution: Execution


def run_names(
    shop: Workshop, import_roots: list[Path], test_path: str, names: tuple[str, ...], framework: Framework
) -> Outcomes:
    """Run the tests `names` of the file `test_path` (relative to the scratch tree)."""
    result = shop.scratch.folder / "result"
    result.unlink(missing_ok=True)
    if framework == "unittest":
        execution = run_python(
            shop.scratch, shop.python, [str(CHILDREN / "run_unittest.py"), str(result), test_path, *names], shop.limits,
            import_roots=import_roots, cancelled=shop.cancelled,
        )  # fmt: skip
        passed, failed = _unittest_outcomes(result)
    else:
        execution = _run_pytest(shop, import_roots, test_path, names, result)
        passed, failed = _pytest_outcomes(result)
    unknown = _why_not_run(execution.output) if execution.ending == "exited" else f"ended by {execution.ending}"
    failures = [(name, failed.get(name, unknown)) for name in names if name not in passed or name in failed]
    return Outcomes(tuple(name for name in names if name in passed and name not in failed), tuple(failures), execution)


def _why_not_run(output: str) -> str:
    """Why a run never came to a test: the error that its output names (a conftest's missing import, say)."""
    named = re.findall(r"^(?:E +)?(\w+(?:\.\w+)*(?:Error|Exception): .+)$", output, re.MULTILINE)
    return f"the run ended before this test: {named[-1]}" if named else "the run ended before this test"


def _run_pytest(
    shop: Workshop, import_roots: list[Path], test_path: str, names: tuple[str, ...], result: Path
) -> Execution:
    selected = [f"{test_path}::{name.replace('.', '::')}" for name in names]
    arguments = ["-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={result}", "--tb=short"]
    # The project's options may need plug-ins that this interpreter lacks, or forbid warnings of those that it has.
    alone = ["-o", "addopts=", "-o", "filterwarnings="]
    for extra, variables in (([], {}), (alone, {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"})):
        execution = run_python(
            shop.scratch, shop.python, [*arguments, *extra, *selected], shop.limits,
            import_roots=import_roots, variables=variables, cancelled=shop.cancelled,
        )  # fmt: skip
        if execution.ending != "exited" or any(_pytest_outcomes(result)):
            break
    return execution


def _unittest_outcomes(result: Path) -> tuple[set[str], dict[str, str]]:
    try:
        answer = json.loads(result.read_text("utf-8"))
    except (OSError, ValueError):
        return set(), {}
    return set(answer["passed"]), dict(answer["failed"])


def _pytest_outcomes(result: Path) -> tuple[set[str], dict[str, str]]:
    """Outcomes from a JUnit report; a parametrised test passes when all its rows do."""
    try:
        root = ElementTree.fromstring(result.read_bytes())
    except (OSError, ElementTree.ParseError):
        return set(), {}
    passed: set[str] = set()
    failed: dict[str, str] = {}
    for case in root.iter("testcase"):
        name = case.get("name", "").partition("[")[0]
        owner = case.get("classname", "").rpartition(".")[2]
        name = f"{owner}.{name}" if owner.startswith("Test") else name
        problem = next((child for child in case if child.tag in ("failure", "error", "skipped")), None)
        if problem is None:
            passed.add(name)
        else:
            failed.setdefault(name, str(problem.text or problem.get("message")))
    return passed, failed
