"""Parsing bytes into syntax trees. The only place that creates tree-sitter parsers."""

from __future__ import annotations

import functools
import re
import threading

import tree_sitter

from lacewing.syntax.language import Language
from lacewing.text.edit import TextEdit

_parsers = threading.local()


def parse(data: bytes, language: Language, old: tree_sitter.Tree | None = None) -> tree_sitter.Tree:
    """The tree of UTF-8 `data`; `old` must have been told of every edit since (`edit_tree`) to be reused.

    Broken code gives a tree with ERROR and MISSING nodes; parsing itself never fails. The GIL is held meanwhile.
    """
    parser = _parser(language)
    if (pattern := _unparsed(language)) is not None and pattern.search(data):
        # Another edit may change what is blanked far from it, which `old` was not told of: parse anew.
        return parser.parse(pattern.sub(_blank, data))
    return parser.parse(data, old) if old is not None else parser.parse(data)


def edit_tree(tree: tree_sitter.Tree, before: bytes, edit: TextEdit) -> None:
    """Tell `tree` (of the text `before`) of one edit, so that it can be given to `parse` as `old`."""
    start, end = edit.span.start, edit.span.end
    inserted = edit.new_text.encode("utf-8")
    tree.edit(
        start_byte=start,
        old_end_byte=end,
        new_end_byte=start + len(inserted),
        start_point=_point(before, start),
        old_end_point=_point(before, end),
        new_end_point=_point(before[:start] + inserted, start + len(inserted)),
    )


def _point(data: bytes, offset: int) -> tuple[int, int]:
    line = data.count(b"\n", 0, offset)
    return line, offset - (data.rfind(b"\n", 0, offset) + 1)


@functools.cache
def _unparsed(language: Language) -> re.Pattern[bytes] | None:
    """`unparsed` of `language.toml`, a verbose expression: what the grammar must not see (C++'s export macros)."""
    pattern: str = language.extra.get("unparsed", "")
    return re.compile(pattern.encode(), re.VERBOSE) if pattern else None


def _blank(match: re.Match[bytes]) -> bytes:
    """Spaces instead of the match, so that every offset stays."""
    return b" " * len(match[0])


def _parser(language: Language) -> tree_sitter.Parser:
    by_name: dict[str, tree_sitter.Parser] | None = getattr(_parsers, "by_name", None)
    if by_name is None:
        by_name = _parsers.by_name = {}
    parser = by_name.get(language.name)
    if parser is None:
        parser = by_name[language.name] = tree_sitter.Parser(language.grammar)
    return parser
