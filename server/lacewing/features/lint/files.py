"""Checking files on disk: reading, decoding, checking, fixing, and findings with lines and columns for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lacewing.features.lint.check import Report, check_fully, why_unchecked
from lacewing.features.lint.fixing import fix_all
from lacewing.features.lint.options import LintOptions
from lacewing.features.lint.rules import RuleSet
from lacewing.features.lint.types import Finding, Severity
from lacewing.project.decoding import to_utf8
from lacewing.storage.atomic import write_atomically
from lacewing.syntax.source import Source, source_of
from lacewing.text.position import PositionEncoding

_EXCERPT = 500  # characters of a line that are kept


@dataclass(frozen=True, slots=True)
class Place:
    """A finding as it is shown: lines and columns count from 1, columns in code points, the end is exclusive.

    `excerpt` is the text of the first line, `fixable` whether the finding has a fix.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    rule: str
    severity: Severity
    message: str
    excerpt: str
    fixable: bool


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found in the file `path` (as it was named), what went wrong, and whether fixes were written.

    `unchecked` says why nothing could be found, "" where something could.
    """

    path: str
    places: tuple[Place, ...] = ()
    problems: tuple[str, ...] = ()
    fixed: bool = False
    unchecked: str = ""


def check_file(path: str, rules: RuleSet, options: LintOptions, fix: bool = False) -> FileReport:
    """Check one file; with `fix`, apply what can be fixed and report what is left. Never raises for the file's sake."""
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        return FileReport(path, problems=(f"{path}: can't be read: {error.strerror or error}",))
    decoded = to_utf8(raw)
    if decoded is None:
        return FileReport(path, unchecked="it is binary or broken text")
    source = source_of(Path(path), decoded.data)
    fixed = False
    if fix and raw.endswith(decoded.data):  # else the file is not UTF-8, and an edit of it could lose something
        better = fix_all(source, rules, options)
        try:
            fixed = _write_changed(path, raw[: len(raw) - len(decoded.data)], source, better)
        except OSError as error:
            return FileReport(path, problems=(f"{path}: can't be written: {error.strerror or error}",))
        source = better
    report = check_fully(source, rules, options) if not decoded.guessed else _without_syntax(source, rules, options)
    places = tuple(place(source, finding) for finding in report.findings)
    return FileReport(path, places, report.problems, fixed, why_unchecked(source, rules, options))


def place(source: Source, finding: Finding) -> Place:
    """Where and what `finding` in `source` is, for people."""
    start = source.lines.position(finding.span.start, PositionEncoding.UTF32)
    end = source.lines.position(finding.span.end, PositionEncoding.UTF32)
    return Place(
        line=start.line + 1,
        column=start.character + 1,
        end_line=end.line + 1,
        end_column=end.character + 1,
        rule=finding.rule,
        severity=finding.severity,
        message=finding.message,
        excerpt=source.lines.line_bytes(start.line).decode("utf-8", "replace")[:_EXCERPT],
        fixable=bool(finding.fix),
    )


def count_by_severity(reports: Iterable[FileReport]) -> dict[str, int]:
    """How many findings of each severity there are, only of those that occur, the gravest first."""
    counts = dict.fromkeys(("error", "warning", "information", "hint"), 0)
    for report in reports:
        for found in report.places:
            counts[found.severity] += 1
    return {severity: count for severity, count in counts.items() if count}


def _write_changed(path: str, mark: bytes, before: Source, after: Source) -> bool:
    if after.data == before.data:
        return False
    if Path(path).read_bytes() != mark + before.data:
        raise OSError(None, "it was changed meanwhile")
    write_atomically(Path(path), mark + after.data)
    return True


def _without_syntax(source: Source, rules: RuleSet, options: LintOptions) -> Report:
    """As `check_fully`, without syntax errors: the encoding was only guessed."""
    return check_fully(source, RuleSet(tuple(rule for rule in rules.rules if rule.syntax is None)), options)
