"""Whether to complete at a place, and in what shape: decided from the syntax tree and the line, once a request."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import tree_sitter

from lacewing.features.completion.options import CompletionOptions
from lacewing.features.completion.place import Place
from lacewing.syntax.tree import ancestors, error_spans, node_at

Shape = Literal["line", "rest", "block"]
Region = Literal["code", "comment", "string", "prose"]

# After the cursor only this may stand for ghost text while typing: closers and marks an editor or a habit puts there.
_ONLY_CLOSERS = re.compile(r"[\s)\]}>\"'`;,:{]*\Z")
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
    """Complete here. "line": up to the line's end; "rest": the same with text after the cursor; "block": more lines."""

    shape: Shape
    region: Region


def decide(place: Place, options: CompletionOptions, manual: bool = False) -> Trigger | None:
    """The trigger for ghost text, None when it should stay silent. Asking by hand (`manual`) is always answered."""
    region = region_at(place)
    if not manual:
        language = place.source.language
        if not options.inline or (language and language.name in options.disabled_languages):
            return None
        if (region == "comment" and not options.in_comments) or (region == "string" and not options.in_strings):
            return None
        if not _ONLY_CLOSERS.match(place.line_suffix):
            return None
    if place.line_suffix.strip():
        return Trigger("rest", region)
    if region == "code" and options.multiline and _block_begins(place):
        return Trigger("block", region)
    return Trigger("line", region)


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


def _block_begins(place: Place) -> bool:
    """Whether an empty body begins here: the code above opens a block and nothing deeper follows."""
    language = place.source.language
    opener = language.block_opener if language else ""
    above = place.line_prefix.rstrip()
    if not above:
        line = place.line - 1
        while line >= 0 and not (above := place.line_text(line).rstrip()):
            line -= 1
    if not opener or not above.endswith(opener):
        return False
    depth = _width(above)
    for below in place.lines_below(40):
        if below.strip():
            return _width(below) <= depth
    return True


def _width(line: str) -> int:
    return len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4))


def _text(node: tree_sitter.Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")
