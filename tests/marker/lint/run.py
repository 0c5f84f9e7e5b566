"""Cases of lint. Wanted is `findings` (a line each) or `fixed PATH` (the file after all fixes)."""

from __future__ import annotations

from pathlib import Path

from lacewing.features.lint.files import check_file
from lacewing.features.lint.options import LintOptions
from lacewing.features.lint.rules import load_rules
from marks import Case


def run(case: Case, root: Path) -> dict[str, str]:
    rules, options = load_rules(), LintOptions()
    lines = []
    for name in case.files:
        report = check_file(str(root / name), rules, options)
        lines += [
            f"{name}:{found.line}:{found.column} {found.severity} {found.rule}: {found.message}\n"
            for found in report.places
        ]
    for name in case.files:
        check_file(str(root / name), rules, options, fix=True)
    fixed = {f"fixed {name}": (root / name).read_text("utf-8") for name in case.files}
    return {"findings": "".join(lines) or "(none)\n", **fixed}
