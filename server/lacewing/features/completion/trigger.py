"""Whether to complete at a place, and in what shape: decided from the syntax tree and the line, once a request."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

import tree_sitter

from lacewing.features.completion.body import below_comment, below_docstring, between_brackets, body_begins
from lacewing.features.completion.options import CompletionOptions
from lacewing.features.completion.place import Place
from lacewing.project.ignore import IgnoreRules, parse_rules
from lacewing.syntax.tree import ancestors, error_spans, node_at

Shape = Literal["line", "rest", "block", "function"]
Region = Literal["code", "comment", "string", "prose"]

# After the cursor only this may stand for ghost text while typing: closers and marks an editor or a habit puts there.
_ONLY_CLOSERS = re.compile(r"[\s)\]}>\"'`;,:{]*\Z")
# `lacewing: off` in a comment keeps ghost text away from there on, `lacewing: on` lets it come again.
_MARK = re.compile(rb"lacewing:[ \t]*(off|on)\b")
# A part of a string in which code stands again (Python f-strings, JavaScript templates and the like).
_CODE_IN_STRING = frozenset(
    ["interpolation", "template_substitution", "string_interpolation", "format_expression", "expansion",
     "command_substitution"]
)  # fmt: skip
# Names that may stand in strings; one still being typed ends at the cursor.
_NAMES_IN_STRING = frozenset(["variable_name", "simple_expansion"])
_STRING_TYPES = ("string", "char_literal", "rune_literal", "template_literal", "regex")


@dataclass(frozen=True, slots=True)
class Trigger:
    """Complete here. "line": up to the line's end; "rest": the same with text after the cursor; "block": the lines of a
    body; "function": what the comment above asks for, a definition or a few statements.

    A body is `enclosed` when its brackets stand on the cursor's line: `{█}`.
    """

    shape: Shape
    region: Region
    enclosed: bool = False

    @property
    def multiline(self) -> bool:
        """Whether several lines may be shown."""
        return self.shape in ("block", "function")


def decide(place: Place, options: CompletionOptions, manual: bool = False, path: str = "") -> Trigger | None:
    """The trigger for ghost text, None when it should stay silent. Asking by hand (`manual`) is always answered.

    `path` is the file's in the project, for the settings that name paths.
    """
    region = region_at(place)
    if not manual and not (_may_speak(place, options, path) and _worth_it(place, options, region)):
        return None
    if region == "code" and options.multiline:
        if between_brackets(place):
            return Trigger("block", region, enclosed=True)
        if not place.line_suffix.strip() and (body_begins(place) or below_docstring(place)):
            return Trigger("block", region)
        if below_comment(place):
            return Trigger("function", region)
    return Trigger("rest" if place.line_suffix.strip() else "line", region)


def _may_speak(place: Place, options: CompletionOptions, path: str) -> bool:
    """Whether the settings, and marks in the file, let ghost text come by itself."""
    language = place.source.language
    if not options.inline or (language is not None and language.name in options.disabled_languages):
        return False
    if options.disabled_paths and path and _is_listed(path, options.disabled_paths):
        return False
    marks = _MARK.findall(place.source.data, 0, place.offset)
    return not marks or marks[-1] == b"on"


def _worth_it(place: Place, options: CompletionOptions, region: Region) -> bool:
    if (region == "comment" and not options.in_comments) or (region == "string" and not options.in_strings):
        return False
    return bool(_ONLY_CLOSERS.match(place.line_suffix))


@functools.lru_cache(maxsize=8)
def _rules(patterns: tuple[str, ...]) -> IgnoreRules:
    return parse_rules("\n".join(patterns).encode("utf-8", "replace"))


def _is_listed(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether the file or a folder above it fits a pattern, as git would read them; the last one that does decides."""
    rules, parts = _rules(patterns), path.split("/")
    for end in range(1, len(parts) + 1):
        part = "/".join(parts[:end]).encode("utf-8", "replace")
        verdict = rules.verdict(part, parts[end - 1].encode("utf-8", "replace"), end < len(parts))
        if verdict:
            return True
    return False


def region_at(place: Place) -> Region:
    """What the cursor stands in. An unfinished string or comment counts when it begins on the cursor's line."""
    tree, language = place.source.tree, place.source.language
    if tree is None or language is None:
        return _region_by_line(place)
    if language.role == "prose":
        return "prose"
    before = node_at(tree.root_node, max(0, place.offset - 1))
    for node in ancestors(before):
        if node.type in _CODE_IN_STRING and node.start_byte < place.offset < node.end_byte:
            return "code"
        if node.type in _NAMES_IN_STRING and node.start_byte < place.offset <= node.end_byte:
            return "code"
        if node.type in language.extra.get("prose", ()) and node.start_byte < place.offset <= node.end_byte:
            return "prose"
        if region := _region_of(node, place.offset):
            return region
    line_start = place.source.lines.line_start(place.line)
    broken = any(
        line_start <= span.start < place.offset or span.contains(place.offset) for span in error_spans(tree.root_node)
    )
    return _region_by_line(place) if broken else "code"


def _region_of(node: tree_sitter.Node, offset: int) -> Region | None:
    if not node.is_named or not node.start_byte < offset:
        return None
    if "comment" in node.type:
        # Some grammars count the line's end as part of a comment, and the cursor below it stands in none.
        if node.start_point[0] == node.end_point[0] - 1 and node.end_point[1] == 0 and offset == node.end_byte:
            return None
        closed = node.type.startswith("block") or _text(node).rstrip().endswith(("*/", "-->"))
        return "comment" if offset < node.end_byte or not closed else None
    if any(kind in node.type for kind in _STRING_TYPES) and node.child_count + len(_text(node)) > 1:
        return "string" if offset < node.end_byte and "concatenated" not in node.type else None
    return None


def _region_by_line(place: Place) -> Region:
    """By the quotes and the comment mark on the line before the cursor, when the tree cannot tell."""
    language = place.source.language
    comment = language.line_comment if language else ""
    quotes = sorted(language.quotes, key=len, reverse=True) if language else ['"']
    line, at, quote = place.line_prefix, 0, ""
    while at < len(line):
        if line[at] == "\\":
            at += 2
        elif quote:
            at, quote = (at + len(quote), "") if line.startswith(quote, at) else (at + 1, quote)
        elif comment and line.startswith(comment, at):
            return "comment"
        else:
            quote = next((each for each in quotes if line.startswith(each, at)), "")
            at += len(quote) or 1
    return "string" if quote else "code"


def _text(node: tree_sitter.Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")
