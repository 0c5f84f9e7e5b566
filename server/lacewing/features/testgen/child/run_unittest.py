"""Runs one unittest file and writes each test's outcome as JSON. Runs inside the sandbox; standard library only.

Usage: `run_unittest.py RESULT FILE NAME…` where NAME is `Class.test_x`.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import unittest
from pathlib import Path
from typing import Any


class _Outcomes(unittest.TextTestResult):
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.passed: list[str] = []

    def addSuccess(self, test: unittest.TestCase) -> None:
        super().addSuccess(test)
        self.passed.append(test.id())


def main() -> None:
    """Load the file, run the named tests, write `passed` and `failed` (name → report)."""
    result, path, *names = sys.argv[1:]
    del sys.path[0]
    spec = importlib.util.spec_from_file_location("generated_tests", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    suite = unittest.defaultTestLoader.loadTestsFromNames(names, module)
    outcomes = unittest.TextTestRunner(resultclass=_Outcomes).run(suite)
    assert isinstance(outcomes, _Outcomes)
    reports = {test.id(): report for test, report in [*outcomes.failures, *outcomes.errors]}
    failed = {".".join(name.split(" ")[0].split(".")[1:3]): report for name, report in reports.items()}
    passed = [".".join(name.split(".")[1:3]) for name in outcomes.passed]
    answer = {"passed": [name for name in passed if name not in failed], "failed": failed}
    Path(result).write_text(json.dumps(answer), "utf-8")


if __name__ == "__main__":
    main()
