"""A definition's head on one line: no decorators, no comments, no body."""

from __future__ import annotations

import re

import tree_sitter

from lacewing.project.extraction_rules import ExtractionRules

_LONGEST = 240  # characters; long initial values are cut there
_OPENED = re.compile(r"([(\[{]) ")
_CLOSED = re.compile(r",? ([)\]}])")
_SEPARATORS, _ASSIGNS = frozenset(" ;,"), frozenset(">=")
_GAPS = ("( ", " )", "{ ", " }", "[ ", " ]")


def signature_of(
    node: tree_sitter.Node,
    start: int,
    end: int,
    decorators: list[tree_sitter.Node],
    data: bytes,
    rules: ExtractionRules,
    block_opener: str,
) -> str:
    """The text of `node` from `start` to `end` (where its body begins) with whitespace collapsed."""
    raw = data[start:end].rstrip()
    cuts = None
    if decorators:
        cuts = [(child.start_byte, child.end_byte) for child in decorators if start <= child.start_byte < end]
    for mark in rules.comment_marks:
        if mark in raw:
            cuts = [*(cuts or ()), *_comments(node, start, end)]
            break
    if cuts:
        raw = b" ".join(_without(data, start, end, cuts))
    text = _without_opener(one_line(raw.decode("utf-8", "replace")), block_opener)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def one_line(text: str) -> str:
    """Whitespace collapsed, and what was broken inside brackets joined without spaces or trailing comma."""
    joined = " ".join(text.split())
    if "\n" not in text and "\r" not in text:
        return joined
    if "\n" not in (text := text.strip()) and "\r" not in text:
        return joined
    for gap in _GAPS:  # most heads have none, and looking costs less than the expressions
        if gap in joined:
            return _CLOSED.sub(r"\1", _OPENED.sub(r"\1", joined))
    return joined


def _without_opener(text: str, block_opener: str) -> str:
    """Without what stands between a head and its body: `:`, `=>`, `=`, or `;` behind a declaration."""
    if text[-1:] in _SEPARATORS:
        text = text.rstrip(" ;,")
    if block_opener and text.endswith(block_opener):
        text = text.removesuffix(block_opener).rstrip()
    return text.removesuffix("=>").removesuffix(" =").rstrip() if text[-1:] in _ASSIGNS else text


def _comments(node: tree_sitter.Node, start: int, end: int) -> list[tuple[int, int]]:
    """Comments of the head: they hang below the definition or one list below it (parameters)."""
    found = []
    for child in node.children:
        if child.start_byte >= end:
            break
        candidates = [child, *child.children] if child.named_child_count < 200 else [child]
        found += [
            (one.start_byte, one.end_byte) for one in candidates if one.is_extra and start <= one.start_byte < end
        ]
    return found


def _without(data: bytes, start: int, end: int, cuts: list[tuple[int, int]]) -> list[bytes]:
    kept = []
    for cut_start, cut_end in sorted(cuts):
        kept.append(data[start:cut_start])
        start = max(start, cut_end)
    kept.append(data[start:end])
    return kept
