from __future__ import annotations

from pathlib import Path

import pytest

from lacewing.features.lint.check import check
from lacewing.features.lint.options import LintOptions
from lacewing.features.lint.rules import load_rules
from lacewing.features.lint.types import Finding
from lacewing.syntax.source import source_of
from lacewing.text.edit import apply_edits


def findings(text: str, name: str = "sample.py", options: LintOptions | None = None) -> list[Finding]:
    return check(source_of(Path(name), text.encode("utf-8")), load_rules(), options or LintOptions())


def rules(text: str, name: str = "sample.py") -> list[str]:
    return [finding.rule.partition("/")[2] for finding in findings(text, name)]


@pytest.mark.parametrize(
    "text",
    [
        "if x is 'a':  # lacewing: ignore[is-literal] 理由\n    pass\n",
        "if x is 'a':  # lacewing: ignore[python/is-literal]\n    pass\n",
        "if x is 'a':  # lacewing:ignore[ duplicate-key, is-* ]\n    pass\n",
        "# lacewing: ignore[is-literal] reason\nif x is 'a':\n    pass\n",
        "# lacewing: ignore[is-literal] reason\n# more words\n\nif x is 'a':\n    pass\n",
        "if x is 'a':\n    pass\n# lacewing: ignore-file[is-literal] copied\n",
        "\ufeff# lacewing: ignore[is-literal]\r\nif x is 'a':\r\n    pass\r\n",
    ],
)
def test_a_comment_silences(text: str) -> None:
    assert "is-literal" not in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "if x is 'a':  # lacewing: ignore[self-comparison]\n    pass\n",
        "if x is 'a':  # lacewing: ignore[go/is-literal]\n    pass\n",
        "# lacewing: ignore[is-literal]\nif x:\n    pass\nif x is 'a':\n    pass\n",
        "if x is 'lacewing: ignore[is-literal]':\n    pass\n",
        "if x is 'a':  # lacewing: ignore[]\n    pass\n",
        "if x is 'a':\n    pass  # lacewing: ignore[is-literal]\n",
    ],
)
def test_a_comment_elsewhere_or_about_another_rule_does_not(text: str) -> None:
    assert "is-literal" in rules(text)


def test_block_comments_count_too() -> None:
    text = "function f(x) {\n  /* lacewing: ignore[self-assignment] */\n  x = x;\n  x = x; // lacewing: ignore[*]\n}\n"
    assert rules(text, "sample.js") == []
    assert rules("function f(x) {\n  /* lacewing: ignore[self-assignment] */ x = x;\n}\n", "sample.js") == []


def test_an_unused_one_is_told_of_and_its_fix_removes_it() -> None:
    text = "def f():\n    # lacewing: ignore[is-literal] stale\n    return 1  # lacewing: ignore[duplicate-key]\n"
    found = findings(text)
    assert [finding.rule for finding in found] == ["python/unused-suppression"] * 2
    assert {finding.severity for finding in found} == {"hint"}
    edits = [edit for finding in found for edit in finding.fix]
    assert apply_edits(text.encode(), edits) == b"def f():\n    return 1\n"


def test_a_name_that_no_rule_has_is_told_of() -> None:
    assert [finding.message for finding in findings("x = 1  # lacewing: ignore[is-litteral]\n")] == [
        "no rule is named 'is-litteral'"
    ]


def test_one_whose_rule_did_not_run_is_left_alone() -> None:
    text = "x = 1  # lacewing: ignore[is-literal]\n"
    assert findings(text, options=LintOptions(disable=("is-literal",))) == []
