"""Every lint rule is documented, compiles, and finds in its samples exactly what they say.

A sample is ordinary code beside the rule's file. A comment of carets and `finds` under a line marks a finding in it
(columns in characters; `<- finds` one that begins with the line's first character); `ok` marks a near miss.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest

from lacewing.features.lint.check import check_fully
from lacewing.features.lint.document import rules_document
from lacewing.features.lint.message import places
from lacewing.features.lint.options import LintOptions
from lacewing.features.lint.rule import Rule
from lacewing.features.lint.rules import RuleSet, load_rules
from lacewing.features.lint.types import Finding
from lacewing.syntax.language import grammars_root, language_for_path, languages
from lacewing.syntax.queries import compile_query
from lacewing.syntax.source import Source
from lacewing.syntax.tree import error_spans
from lacewing.text.edit import apply_edits
from lacewing.text.position import PositionEncoding
from marks import UPDATE

RULES = load_rules()
_MARK = re.compile(r"^(?:#|//) *(?P<carets>\^+|<-) finds$")
_NEAR_MISS = re.compile(r"(?:#|//|/\*) ok\b")


def samples_of(rule: Rule) -> list[Path]:
    return sorted(file for file in rule.file.parent.glob(f"{rule.name}.*") if file.suffix != ".yaml")


SAMPLES = [(rule, sample) for rule in RULES.rules for sample in samples_of(rule)]


def name_of(rule: Rule) -> str:
    return f"{rule.file.parent.parent.name}/{rule.name}"


def test_all_rules_are_read() -> None:
    assert RULES.problems == ()
    files = set(grammars_root().glob("*/rules/*.yaml"))
    assert {rule.file for rule in RULES.rules} == files
    assert files, "no rules at all"


def test_names_are_unique_in_each_language() -> None:
    for language in languages():
        names = [rule.name for rule in RULES.rules if language in rule.languages]
        assert len(names) == len(set(names)), f"{language}: {sorted(names)}"


def test_every_file_beside_a_rule_belongs_to_one() -> None:
    known = {rule.file for rule in RULES.rules} | {sample for _, sample in SAMPLES}
    assert set(grammars_root().glob("*/rules/*")) <= known


@pytest.mark.parametrize("rule", RULES.rules, ids=name_of)
def test_rule_is_documented(rule: Rule) -> None:
    assert re.findall(r"^## (.*)$", rule.why, re.MULTILINE) == ["What it does", "Why it is bad", "Instead"]
    assert len(rule.title) < 80
    assert not rule.title.endswith(".")
    assert not rule.message.endswith(".")


@pytest.mark.parametrize("rule", RULES.rules, ids=name_of)
def test_rule_compiles_for_each_of_its_languages(rule: Rule) -> None:
    assert rule.file.parent.parent.name in rule.languages
    known = [languages()[name] for name in rule.languages]
    for language in known:
        if rule.syntax is None:
            compile_query(language, rule.query, str(rule.file))
    for constraint in rule.where:
        constraint.check(known)


@pytest.mark.parametrize("rule", RULES.rules, ids=name_of)
def test_templates_name_captures(rule: Rule) -> None:
    text = rule.file.read_text("utf-8")
    captures = set(re.findall(r"@([a-z_][a-z_-]*)", text)) | set(re.findall(r"\bas: ([a-z_]+)", text))
    captures |= {"first"} if "duplicate:" in text else set()
    captures |= {"finding"} if "next:" in text else set()
    for template in (rule.message, *(part.template for part in rule.fix)):
        assert places(template) <= captures, template
    assert {part.replace for part in rule.fix} <= captures


@pytest.mark.parametrize("rule", RULES.rules, ids=name_of)
def test_rule_has_a_sample_with_a_finding_and_a_near_miss(rule: Rule) -> None:
    home = rule.file.parent.parent.name
    texts = [sample.read_text("utf-8") for sample in samples_of(rule) if language_of(sample) in (home, "typescript")]
    assert texts, f"{rule.file} has no sample beside it"
    for text in texts:
        assert any(_MARK.match(line) for line in text.split("\n"))
        assert _NEAR_MISS.search(text)


@pytest.mark.parametrize(("rule", "sample"), SAMPLES, ids=lambda value: value.name if isinstance(value, Path) else "")
def test_sample_holds_exactly_the_marked_findings(rule: Rule, sample: Path) -> None:
    code, wanted = read_sample(sample)
    source = source_of_text(sample, code)
    report = check_fully(source, only(rule), LintOptions(only=("*",)))
    assert report.problems == ()
    assert sorted(place(source, finding) for finding in report.findings) == sorted(wanted)


@pytest.mark.parametrize(
    ("rule", "sample"),
    [(rule, sample) for rule, sample in SAMPLES if rule.fix],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_fixes_give_code_without_the_finding(rule: Rule, sample: Path) -> None:
    code, _ = read_sample(sample)
    source = source_of_text(sample, code)
    findings = check_fully(source, only(rule), LintOptions(only=("*",))).findings
    fixed = source_of_text(
        sample, apply_edits(source.data, [edit for finding in findings for edit in finding.fix]).decode("utf-8")
    )
    assert any(finding.fix for finding in findings)
    assert fixed.tree is not None
    assert error_spans(fixed.tree.root_node) == []
    left = check_fully(fixed, only(rule), LintOptions(only=("*",))).findings
    assert len(left) == sum(not finding.fix for finding in findings)


def test_reference_is_up_to_date() -> None:
    file = grammars_root().parent / "docs" / "rules.md"
    text = rules_document(RULES.rules)
    if UPDATE:
        file.write_text(text, "utf-8", newline="\n")
    assert file.read_text("utf-8") == text, "run the tests once with LACEWING_UPDATE_GOLDENS=1"


def only(rule: Rule) -> RuleSet:
    return RuleSet((rule,))


def language_of(sample: Path) -> str:
    language = language_for_path(sample)
    assert language is not None, sample
    return language.name


def source_of_text(sample: Path, text: str) -> Source:
    return Source(sample, text.encode("utf-8"), language_for_path(sample))


@functools.cache
def read_sample(sample: Path) -> tuple[str, tuple[tuple[int, int, int], ...]]:
    """The code without its marks, and the marked places as (line, first column, last column + 1)."""
    lines: list[str] = []
    wanted: list[tuple[int, int, int]] = []
    for line in sample.read_text("utf-8").split("\n"):
        mark = _MARK.match(line)
        if mark is None:
            lines.append(line)
        elif mark["carets"] == "<-":
            above = lines[-1]
            start = len(above) - len(above.lstrip())
            wanted.append((len(lines) - 1, start, start))
        else:
            wanted.append((len(lines) - 1, mark.start("carets"), mark.end("carets")))
    return "\n".join(lines), tuple(wanted)


def place(source: Source, finding: Finding) -> tuple[int, int, int]:
    """Where a finding's first line lies, in the way of `read_sample`."""
    start = source.lines.position(finding.span.start, PositionEncoding.UTF32)
    line = source.lines.line_bytes(start.line)
    end = min(finding.span.end, source.lines.line_end(start.line))
    if start.character < 2:  # too near the margin to be shown by carets
        assert not line[: start.character].strip()
        return start.line, start.character, start.character
    return start.line, start.character, source.lines.position(end, PositionEncoding.UTF32).character
