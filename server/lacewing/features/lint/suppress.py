"""Comments that silence findings.

    x = compute() == compute()  # lacewing: ignore[self-comparison] the second call measures the cache
    # lacewing: ignore[python/self-comparison, duplicate-key] in the line below
    # lacewing: ignore-file[*] vendored

A comment that stands alone speaks for the next line of code, one after code for its own line. What silences nothing
is itself a finding, so that stale ones go away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lacewing.features.lint.removal import lines_to_remove
from lacewing.features.lint.rule import Rule
from lacewing.features.lint.rules import RuleSet, names
from lacewing.features.lint.types import Finding
from lacewing.syntax.language import Language
from lacewing.syntax.source import Source
from lacewing.syntax.tree import node_at
from lacewing.text.edit import TextEdit
from lacewing.text.position import Span

UNUSED = "unused-suppression"
_MARK = re.compile(rb"lacewing:[ \t]*ignore(?P<file>-file)?[ \t]*\[(?P<rules>[^\]\r\n]*)\]")


@dataclass(slots=True)
class Suppression:
    """One rule pattern of one comment; `line` is the 0-based line it silences, None for the whole file.

    `comment` is the span of the comment and `removal` what goes when it is deleted; `alone`: it names one rule.
    """

    pattern: str
    line: int | None
    mark: Span
    removal: Span
    alone: bool
    used: bool = False


@dataclass(slots=True)
class Suppressions:
    """The suppressions of one file. `covers` notes which of them were of use."""

    source: Source
    language: Language
    chosen: Sequence[Rule]
    known: RuleSet
    all: list[Suppression] = field(default_factory=list)

    def covers(self, finding: Finding) -> bool:
        """Whether a comment silences `finding`."""
        if not self.all:
            return False
        line = self.source.lines.line_of(finding.span.start)
        language, _, rule = finding.rule.partition("/")
        covering = [one for one in self.all if one.line in (None, line) and names(one.pattern, language, rule)]
        for one in covering:
            one.used = True
        return bool(covering)

    def complaints(self) -> Iterator[Finding]:
        """A hint for every suppression that was of no use although its rule ran, or that names no rule at all."""
        for one in self.all:
            if one.used:
                continue
            if not any(
                names(one.pattern, language, rule.name) for rule in self.known.rules for language in rule.languages
            ):
                message = f"no rule is named {one.pattern!r}"
            elif any(names(one.pattern, self.language.name, rule.name) for rule in self.chosen):
                message = f"nothing here is found by {one.pattern!r}: it can go"
            else:
                continue
            fix = (TextEdit(one.removal, ""),) if one.alone else ()
            yield Finding(str(self.source.path), one.mark, f"{self.language.name}/{UNUSED}", "hint", message, fix)


def find_suppressions(source: Source, language: Language, chosen: Sequence[Rule], known: RuleSet) -> Suppressions:
    """The suppressions in the comments of `source`; `chosen` are the rules that ran, `known` all there are."""
    found = Suppressions(source, language, chosen, known)
    if b"lacewing:" not in source.data or source.tree is None:
        return found
    root = source.tree.root_node
    for mark in _MARK.finditer(source.data):
        node = node_at(root, mark.start())
        if "comment" not in node.type:
            continue
        comment = Span(node.start_byte, node.end_byte)
        patterns = [part.strip() for part in mark["rules"].decode("utf-8", "replace").split(",") if part.strip()]
        line = None if mark["file"] else _silenced_line(source, comment)
        for pattern in patterns:
            removal = lines_to_remove(source, comment)
            found.all.append(Suppression(pattern, line, Span(*mark.span()), removal, len(patterns) == 1))
    return found


def _silenced_line(source: Source, comment: Span) -> int:
    lines = source.lines
    line = lines.line_of(comment.start)
    if source.data[lines.line_start(line) : comment.start].strip(b" \t\xef\xbb\xbf"):
        return line
    last = lines.line_of(max(comment.start, comment.end - 1))
    after = source.data[comment.end : lines.line_end(last)].strip()
    if after:
        return last
    return _next_code_line(source, last + 1)


def _next_code_line(source: Source, line: int) -> int:
    """The first line from `line` on that is neither blank nor only a comment."""
    lines = source.lines
    assert source.tree is not None
    while line < lines.line_count:
        text = lines.line_bytes(line)
        start = lines.line_start(line) + len(text) - len(text.lstrip())
        if text.strip() and "comment" not in node_at(source.tree.root_node, start).type:
            return line
        line += 1
    return line
