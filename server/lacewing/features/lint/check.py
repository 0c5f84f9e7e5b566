"""Findings of rules in one file: the same code for the editor's diagnostics and the command line."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass

import tree_sitter

from lacewing.features.lint.message import fill
from lacewing.features.lint.options import LintOptions
from lacewing.features.lint.program import Program, compile_program
from lacewing.features.lint.removal import lines_to_remove
from lacewing.features.lint.rule import Rule
from lacewing.features.lint.rules import RuleSet, severity_of
from lacewing.features.lint.suppress import find_suppressions
from lacewing.features.lint.syntax_errors import syntax_findings
from lacewing.features.lint.types import Finding
from lacewing.syntax.injections import has_injections
from lacewing.syntax.language import Language
from lacewing.syntax.queries import Captures
from lacewing.syntax.source import Source
from lacewing.syntax.tree import ancestors
from lacewing.text.edit import TextEdit
from lacewing.text.position import Span

_log = logging.getLogger(__name__)
_GENERATED = re.compile(rb"@generated\b|code generated [^\n]*do not edit|do not edit[^\n]*generated")
_LONG_LINES = 500  # bytes a line on average: no person writes such a file


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one file, and a sentence for every rule that failed on it."""

    findings: tuple[Finding, ...]
    problems: tuple[str, ...] = ()


def check(source: Source, rules: RuleSet, options: LintOptions) -> list[Finding]:
    """The findings in `source`, ordered by place and rule; failures of rules are logged."""
    report = check_fully(source, rules, options)
    for problem in report.problems:
        _log.warning(problem)
    return list(report.findings)


def check_fully(source: Source, rules: RuleSet, options: LintOptions) -> Report:
    """The findings in `source` and the problems met; nothing for a language without rules or a generated file.

    Code in a file of another language is checked as its own is; expressions and examples in documents are not.
    """
    if source.language is None or why_unchecked(source, rules, options):
        return Report(())
    parts = source.all_parts() if source.language.role != "prose" else (source,)
    reports = [_check_one(part, rules, options) for part in parts if part.role == "code"]
    found = [finding for report in reports for finding in report.findings]
    found.sort(key=lambda finding: (finding.span, finding.rule, finding.message))
    problems = tuple(problem for report in reports for problem in report.problems)
    return Report(tuple(found[: options.max_findings]), problems)


def why_unchecked(source: Source, rules: RuleSet, options: LintOptions) -> str:
    """Why nothing can be found in a text, in a few words that name the setting; "" where something can."""
    if len(source.data) > options.max_file_bytes:
        return f"it is larger than {options.max_file_bytes} bytes (setting lint.max_file_bytes)"
    if not options.generated and looks_generated(source.data):
        return "it looks generated (setting lint.generated)"
    return "" if is_checked(source.language, rules) else "no rule is for files of its kind"


def _check_one(source: Source, rules: RuleSet, options: LintOptions) -> Report:
    """The findings of the rules of the source's own language, in no order."""
    language = source.language
    chosen = rules.for_language(language.name, options) if language is not None else ()
    if language is None or not chosen:
        return Report(())
    problems: list[str] = []
    found = _rule_findings(source, language, chosen, options, problems)
    suppressions = find_suppressions(source, language, chosen, rules)
    kept = [finding for finding in found if not suppressions.covers(finding)]
    kept.extend(suppressions.complaints())
    return Report(tuple(kept), tuple(problems))


def is_checked(language: Language | None, rules: RuleSet) -> bool:
    """Whether rules can find anything in files of `language`: in its own code, or in code of others that it holds."""
    if language is None:
        return False
    own = any(language.name in rule.languages for rule in rules.rules)
    return own or (language.role != "prose" and has_injections(language))


def looks_generated(data: bytes) -> bool:
    """Whether a file says near its beginning that it is generated, or has lines as only machines write."""
    head = data[:2000].lower()
    if b"generated" in head and _GENERATED.search(head):
        return True
    return len(data) > 10_000 and len(data) > _LONG_LINES * (data.count(b"\n") + data.count(b"\r") + 1)


def _rule_findings(
    source: Source, language: Language, chosen: tuple[Rule, ...], options: LintOptions, problems: list[str]
) -> list[Finding]:
    tree = source.tree
    assert tree is not None, "a source with a language has a tree"
    root = tree.root_node
    program = compile_program(language, tuple(rule for rule in chosen if rule.syntax is None))
    problems.extend(program.problems)
    found: dict[tuple[str, Span], Finding] = {}
    for rule, matches in _matches(program, root).items():
        try:
            for finding in _findings_of(rule, matches, source, language, options):
                found.setdefault((rule.name, finding.span), finding)
        except Exception as error:  # noqa: BLE001 - one failing rule never stops the others
            problems.append(f"{source.path}: rule {rule.name} failed: {type(error).__name__}: {error}")
    for rule in chosen:
        if rule.syntax is not None:
            for span, message in syntax_findings(root, source, rule.syntax, rule.gaps):
                severity = severity_of(rule, language.name, options)
                name = f"{language.name}/{rule.name}"
                found[rule.name, span] = Finding(str(source.path), span, name, severity, message)
    return list(found.values())


def _matches(program: Program, root: tree_sitter.Node) -> dict[Rule, list[Captures]]:
    return program.matches(root) if program.owners else {}


def _findings_of(
    rule: Rule, matches: Sequence[Captures], source: Source, language: Language, options: LintOptions
) -> list[Finding]:
    for constraint in rule.where:
        matches = constraint.keep(matches, language)
    severity = severity_of(rule, language.name, options)
    whole = source.tree is not None and not source.tree.root_node.has_error
    return [
        Finding(
            path=str(source.path),
            span=_span(match["finding"]),
            rule=f"{language.name}/{rule.name}",
            severity=severity,
            message=fill(rule.message, match, source.data, brief=True),
            fix=_fix(rule, match, source),
        )
        for match in matches
        if whole or _is_sound(match)
    ]


def _is_sound(match: Captures) -> bool:
    """Whether the parser understood what was matched; around an error the tree is a guess."""
    nodes = [node for captured in match.values() for node in captured]
    if any(node.has_error for node in nodes if node.parent is not None):
        return False
    return not any(above.is_error for above in ancestors(match["finding"][0]))


def _span(nodes: Sequence[tree_sitter.Node]) -> Span:
    return Span(min(node.start_byte for node in nodes), max(node.end_byte for node in nodes))


def _fix(rule: Rule, match: Captures, source: Source) -> tuple[TextEdit, ...]:
    edits = []
    for part in rule.fix:
        if part.replace in match:
            span = _span(match[part.replace])
            text = fill(part.template, match, source.data, brief=False)
            edits.append(TextEdit(span if text else lines_to_remove(source, span), text))
    return tuple(sorted(edits))
