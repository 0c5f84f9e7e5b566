"""The reference of all rules, `docs/rules.md`, from the rules' own files."""

from __future__ import annotations

from collections.abc import Iterable

from lacewing.features.lint.rule import Rule
from lacewing.syntax.language import languages

_HEAD = """# Lint rules

Generated from `grammars/*/rules/*.yaml`. Each rule stands beside a sample that shows what it finds (lines marked by
carets) and what it leaves alone (`ok`).

Findings are silenced by a comment that names the rule, on the line or on one of its own before it:

    x = measure() == measure()  # lacewing: ignore[self-comparison] measured twice on purpose
    # lacewing: ignore[python/self-comparison, duplicate-key] in the next line
    # lacewing: ignore-file[*] copied from elsewhere

A comment that silences nothing is reported as `unused-suppression`.
"""


def rules_document(rules: Iterable[Rule]) -> str:
    """The Markdown text: the rules by name, those of one name in several languages together."""
    titles = {name: language.title for name, language in languages().items()}
    by_name: dict[str, list[Rule]] = {}
    for rule in rules:
        by_name.setdefault(rule.name, []).append(rule)
    parts = [_HEAD, _table(by_name, titles)]
    for name in sorted(by_name):
        parts.append(f"## {name}\n")
        parts.extend(_section(rule, titles) for rule in by_name[name])
    return "\n".join(parts)


def _table(by_name: dict[str, list[Rule]], titles: dict[str, str]) -> str:
    lines = ["| Rule | Languages | Severity |", "|---|---|---|"]
    for name, rules in sorted(by_name.items()):
        where = ", ".join(titles[language] for rule in rules for language in rule.languages)
        severities = ", ".join(dict.fromkeys(rule.severity for rule in rules))
        lines.append(f"| [{name}](#{name}) | {where} | {severities} |")
    return "\n".join(lines) + "\n"


def _section(rule: Rule, titles: dict[str, str]) -> str:
    notes = ["off by default"] if not rule.default else []
    notes += ["has a fix"] if rule.fix else []
    where = ", ".join(titles[language] for language in rule.languages)
    body = rule.why.replace("## What it does\n", "")
    for heading in ("Why it is bad", "Instead"):
        body = body.replace(f"## {heading}\n", f"**{heading}.** ")
    return f"*{'; '.join([where, rule.severity, *notes])}.* {rule.title}.\n\n{body}\n"
