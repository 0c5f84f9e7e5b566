"""Code of other languages inside a file: scripts in HTML, single-file components, fences in Markdown.

`injections.scm` of the outer language says where: `@content` is the code, `@language` a text that names its language,
or `(#set! injection.language "css")` the usual one, which a `@language` for the same content overrules;
`(#set! injection.role …)` says how it counts. Children of `@content` (the `>` of a quoted fence) are left out of it.
What the outer grammar must not see (`unparsed`) may be code too: `[injections] unparsed` of `language.toml` names its
language, the group `code` of the pattern its extent. `[injections] holes` is a verbose expression for what a template
engine fills in: code that holds such a thing is a template.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

import tree_sitter

from lacewing.syntax.language import Language, language_for_tag, languages
from lacewing.syntax.parser import parse_ranges, unparsed_pattern
from lacewing.syntax.queries import cursor_for, load_query
from lacewing.text.position import Span

InjectionRole = Literal["code", "template", "expression", "example"]
MOST_REGIONS = 2000
"""More regions of one file are not parsed."""


@dataclass(frozen=True, slots=True)
class Region:
    """Code of `language` in a file of another one; `ranges` are its parts, in order.

    "code" is a file of its own that happens to lie here, and so is a "template", which need not be whole: something
    fills its holes; an "expression" uses names that the code of the file defines;
    an "example" defines nothing for the project and need not be whole.
    """

    language: Language
    role: InjectionRole
    ranges: tuple[tree_sitter.Range, ...]

    @property
    def span(self) -> Span:
        """From the first byte to the last, with what lies between the parts."""
        return Span(self.ranges[0].start_byte, self.ranges[-1].end_byte)

    def holds(self, offset: int, data: bytes) -> bool:
        """Whether a cursor at byte `offset` writes this code: at its end too, but not on the line below it."""
        span = self.span
        if offset == span.end:
            return span.start == span.end or data[span.end - 1 : span.end] not in (b"\n", b"\r")
        return span.start <= offset < span.end


def has_injections(language: Language) -> bool:
    """Whether files of `language` may hold code of others; asked before a text is parsed for it."""
    return load_query(language, "injections") is not None


def find_regions(root: tree_sitter.Node, data: bytes, language: Language) -> tuple[Region, ...]:
    """The regions directly in a text of `language`, in document order; regions may hold regions of their own."""
    query = load_query(language, "injections")
    if query is None:
        return ()
    found: dict[int, _Found] = {}
    for pattern, captures in cursor_for(query).matches(root):
        settings = query.pattern_settings(pattern)
        role = cast(InjectionRole, settings.get("injection.role") or "code")
        named = captures.get("language")
        tag = data[named[0].start_byte : named[0].end_byte].decode("utf-8", "replace") if named else None
        usual = settings.get("injection.language") or ""
        for content in captures.get("content", ()):
            known = found.get(content.start_byte)
            if known is None or named:
                found[content.start_byte] = _Found(content, role, usual if tag is None else tag)
    holes = _holes(language)
    regions = [region for one in found.values() if (region := one.region(data, holes)) is not None]
    regions += _unparsed(data, language, regions)
    return tuple(sorted(regions, key=lambda region: region.span)[:MOST_REGIONS])


def parse_region(data: bytes, region: Region) -> tree_sitter.Tree:
    """The tree of a region of `data`: its offsets are those of `data`, its root may begin behind the region's start."""
    return parse_ranges(data, region.language, region.ranges)


@dataclass(frozen=True, slots=True)
class _Found:
    content: tree_sitter.Node
    role: InjectionRole
    tag: str

    def region(self, data: bytes, holes: re.Pattern[bytes] | None) -> Region | None:
        language = language_for_tag(self.tag)
        ranges = tuple(_ranges(self.content)) if language is not None else ()
        if language is None or not ranges:
            return None
        code = data[self.content.start_byte : self.content.end_byte]
        role = "template" if self.role == "code" and holes is not None and holes.search(code) else self.role
        return Region(language.of_part(code), role, ranges)


@functools.cache
def _holes(language: Language) -> re.Pattern[bytes] | None:
    pattern: str = language.extra.get("injections", {}).get("holes", "")
    return re.compile(pattern.encode(), re.VERBOSE) if pattern else None


def _ranges(content: tree_sitter.Node) -> Iterator[tree_sitter.Range]:
    """The parts of `content` between its named children."""
    point, byte = content.start_point, content.start_byte
    for child in content.named_children:
        if child.start_byte > byte:
            yield tree_sitter.Range(point, child.start_point, byte, child.start_byte)
        point, byte = child.end_point, child.end_byte
    if content.end_byte > byte:
        yield tree_sitter.Range(point, content.end_point, byte, content.end_byte)


def _unparsed(data: bytes, language: Language, others: list[Region]) -> Iterator[Region]:
    """Code the outer grammar did not see, where it lies in no other region."""
    name = language.extra.get("injections", {}).get("unparsed")
    pattern = unparsed_pattern(language)
    if name is None or pattern is None:
        return
    taken = sorted(region.span for region in others)
    points = _Points(data)
    upcoming = 0
    for match in pattern.finditer(data):
        start, end = match.span("code")
        while upcoming < len(taken) and taken[upcoming].end <= start:
            upcoming += 1
        if upcoming == len(taken) or start < taken[upcoming].start:
            part = tree_sitter.Range(points.at(start), points.at(end), start, end)
            yield Region(languages()[name], "expression", (part,))


class _Points:
    """tree-sitter's points (row, bytes into it) of offsets that are asked for in order."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._counted = self._row = 0

    def at(self, offset: int) -> tuple[int, int]:
        self._row += self._data.count(b"\n", self._counted, offset)
        self._counted = offset
        return self._row, offset - (self._data.rfind(b"\n", 0, offset) + 1)
