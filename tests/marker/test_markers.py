"""Runs every marker file: `tests/marker/<feature>/*.txt` through `tests/marker/<feature>/run.py`."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

from marks import Case, check_wanted, read_case

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*/*.txt"))


def runner_of(feature: Path) -> Callable[[Case, Path], dict[str, str]]:
    spec = importlib.util.spec_from_file_location(f"marker_{feature.name}", feature / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    run: Callable[[Case, Path], dict[str, str]] = module.run
    return run


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_marker(path: Path, tmp_path: Path) -> None:
    case = read_case(path)
    case.write(tmp_path)
    check_wanted(case, runner_of(path.parent)(case, tmp_path))
