"""Applying the fixes of findings to a text."""

from __future__ import annotations

from collections.abc import Iterable

from lacewing.features.lint.check import check_fully
from lacewing.features.lint.options import LintOptions
from lacewing.features.lint.rules import RuleSet
from lacewing.features.lint.types import Finding
from lacewing.syntax.source import Source
from lacewing.syntax.tree import error_spans
from lacewing.text.edit import TextEdit, apply_edits

_ROUNDS = 10  # a fix may uncover another; this many deep is beyond anything seen


def fix_all(source: Source, rules: RuleSet, options: LintOptions) -> Source:
    """`source` after the fixes of all its findings; the same object when there is nothing to fix.

    Of fixes that overlap the first is applied, the others in the next round. A round that would add a syntax error is
    not made.
    """
    for _round in range(_ROUNDS):
        edits = compatible_edits(check_fully(source, rules, options).findings)
        if not edits:
            break
        fixed = Source(source.path, apply_edits(source.data, edits), source.language)
        if fixed.data == source.data or _errors(fixed) > _errors(source):
            break
        source = fixed
    return source


def compatible_edits(findings: Iterable[Finding]) -> list[TextEdit]:
    """The edits of the fixes that touch no edit of an earlier finding's; each fix is taken whole or not at all."""
    taken: list[TextEdit] = []
    for finding in findings:
        if finding.fix and not any(_touch(edit, other) for edit in finding.fix for other in taken):
            taken.extend(finding.fix)
    return sorted(taken)


def _touch(one: TextEdit, other: TextEdit) -> bool:
    return one.span.start <= other.span.end and other.span.start <= one.span.end


def _errors(source: Source) -> int:
    trees = [part.tree for part in source.all_parts() if part.role == "code"]
    return sum(len(error_spans(tree.root_node)) for tree in trees if tree is not None)
