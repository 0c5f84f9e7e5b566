"""Indentation of foreseen lines, in the steps of the text above."""

from __future__ import annotations

import pytest

from lacewing.engine.margins import Margins

PYTHON = "class A:\n    def f(self):\n        if x:\n            y()\n        z = "
TABS = "func f() {\n\tif x {\n\t\ty()\n"


@pytest.mark.parametrize(
    ("prefix", "ends", "wanted"),
    [
        (PYTHON, ["\n="], ["\n        "]),
        (PYTHON, ["\n+", "\n-"], ["\n            ", "\n        "]),
        (PYTHON, ["\n-", "\n-", "\n-"], ["\n    ", "\n", "\n"]),
        (PYTHON, ["\nb-"], ["\n\n    "]),
        (TABS + "\t\t", ["\n-", "\n-"], ["\n\t", "\n"]),
        (TABS + "\tfor {", ["\n+"], ["\n\t\t"]),
        ("if (x) {\n  y();\n}\nif (z) {", ["\n+", "\n-"], ["\n  ", "\n"]),
        ("", ["\n+"], ["\n    "]),
        ("日本 {", ["\n=", "\nb="], ["\n", "\n\n"]),
    ],
)
def test_margins(prefix: str, ends: list[str], wanted: list[str]) -> None:
    margins = Margins.at_end(prefix)
    assert [margins.after(end) for end in ends] == wanted
