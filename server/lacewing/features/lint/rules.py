"""The rules of all grammars: one YAML each in `grammars/<language>/rules/`, read on first use."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from fnmatch import fnmatchcase

from lacewing.features.lint.options import LintOptions
from lacewing.features.lint.rule import Rule, RuleError, read_rule
from lacewing.features.lint.types import Severity
from lacewing.syntax.language import languages


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules, and a sentence for every rule file that could not be read."""

    rules: tuple[Rule, ...]
    problems: tuple[str, ...] = ()

    def for_language(self, language: str, options: LintOptions) -> tuple[Rule, ...]:
        """The rules that run on files of `language` under `options`, in the order of their names."""
        if not options.enabled or (options.languages and language not in options.languages):
            return ()
        return tuple(rule for rule in self.rules if language in rule.languages and _runs(rule, language, options))

    def find(self, pattern: str) -> list[Rule]:
        """The rules that `pattern` names, as in the options."""
        return [rule for rule in self.rules if any(names(pattern, language, rule.name) for language in rule.languages)]


def names(pattern: str, language: str, rule: str) -> bool:
    """Whether `pattern` (`<language>/<name>` or `<name>`, with wildcards) names the rule `rule` of `language`."""
    return fnmatchcase(f"{language}/{rule}" if "/" in pattern else rule, pattern)


def severity_of(rule: Rule, language: str, options: LintOptions) -> Severity:
    """The severity under `options`: that of the last entry that names the rule, else the rule's own."""
    chosen = rule.severity
    for pattern, severity in options.severity.items():
        if names(pattern, language, rule.name):
            chosen = severity
    return chosen


@functools.cache
def load_rules() -> RuleSet:
    """All rules of all grammars. A rule file that cannot be read is left out and told of in `problems`."""
    rules: list[Rule] = []
    problems: list[str] = []
    for language in languages().values():
        for file in sorted((language.folder / "rules").glob("*.yaml")):
            try:
                rules.append(read_rule(file, language.name))
            except RuleError as error:
                problems.append(str(error))
    return RuleSet(tuple(sorted(rules, key=lambda rule: (rule.name, rule.languages))), tuple(problems))


def _runs(rule: Rule, language: str, options: LintOptions) -> bool:
    def named(patterns: tuple[str, ...]) -> bool:
        return any(names(pattern, language, rule.name) for pattern in patterns)

    if named(options.disable) or (options.only and not named(options.only)):
        return False
    return rule.default or named(options.enable) or bool(options.only)
