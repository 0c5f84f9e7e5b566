"""docs/architecture.md names only tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_named_tests_exist() -> None:
    text = (ROOT / "docs/architecture.md").read_text("utf-8")
    named = 0
    for row in text.split("\n"):
        file = ""
        for path, test in re.findall(r"`(tests/[\w/]+\.py)?(?:::(\w+))?`", row):
            file = path or file
            if not file:
                continue
            named += 1
            source = (ROOT / file).read_text("utf-8")
            assert not test or f"def {test}(" in source, f"{file} has no {test}"
    assert named > 25
