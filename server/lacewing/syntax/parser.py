"""Parsing bytes into syntax trees. The only place that creates tree-sitter parsers."""

from __future__ import annotations

import codecs
import functools
import re
import threading
from collections.abc import Sequence

import tree_sitter

from lacewing.syntax.language import Language
from lacewing.syntax.line_ends import with_line_ends
from lacewing.text.edit import TextEdit
from lacewing.text.position import Span

_parsers = threading.local()
_QUESTION_MARKS = "lacewing-question-marks"


def parse(data: bytes, language: Language, old: tree_sitter.Tree | None = None) -> tree_sitter.Tree:
    """The tree of UTF-8 `data`; `old` must have been told of every edit since (`edit_tree`) to be reused.

    Broken code gives a tree with ERROR and MISSING nodes; parsing itself never fails. The GIL is held meanwhile.
    Bytes that are not UTF-8 are seen as question marks, one for each: a query's predicates would raise at them.
    """
    parser = _parser(language)
    blanked = _seen(data, language)
    if old is None or blanked is not data:
        # Another edit may change what is blanked far from it, which `old` was not told of: parse anew.
        return parser.parse(blanked)
    return parser.parse(data, old)


def parse_ranges(data: bytes, language: Language, ranges: Sequence[tree_sitter.Range]) -> tree_sitter.Tree:
    """The tree of the parts of `data` in `ranges` (in order, not empty) as one text; its offsets are those of `data`.

    All between the parts counts as not there. Otherwise as `parse`.
    """
    start, end = ranges[0].start_byte, ranges[-1].end_byte
    code = _seen(data[start:end], language)
    if code != data[start:end]:
        data = data[:start] + code + data[end:]
    parser = _parser(language, "of ranges")
    parser.included_ranges = list(ranges)
    return parser.parse(data)


def parse_part(data: bytes, language: Language, part: Span) -> tree_sitter.Tree:
    """The tree of a part of `data` (not empty) as though nothing else stood there; its offsets are those of `data`."""
    points = _point(data, part.start), _point(data, part.end)
    return parse_ranges(data, language, [tree_sitter.Range(*points, part.start, part.end)])


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
def unparsed_pattern(language: Language) -> re.Pattern[bytes] | None:
    """`unparsed` of `language.toml`, a verbose expression: what the grammar must not see (C++'s export macros).

    Where groups of it match, only they are hidden.
    """
    pattern: str = language.extra.get("unparsed", "")
    return re.compile(pattern.encode(), re.VERBOSE) if pattern else None


def _seen(data: bytes, language: Language) -> bytes:
    """`data` as the grammar is to see it, with every offset as it was; `data` itself when nothing has to change."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _blanked(_readable(data), language)
    return _blanked(_with_known_letters(data, text, language), language)


def _blanked(data: bytes, language: Language) -> bytes:
    """`data` itself when there is nothing to hide from the grammar."""
    pattern = unparsed_pattern(language)
    if pattern is not None and pattern.search(data):
        data = pattern.sub(_blank, data)
    return with_line_ends(data, language)


@functools.cache
def _unread_letters(language: Language) -> re.Pattern[str] | None:
    """`unread_letters` of `language.toml`: three-byte letters that the grammar, wrongly, does not take for any."""
    ranges: str = language.extra.get("unread_letters", "")
    return re.compile(f"[{ranges}]") if ranges else None


def _with_known_letters(data: bytes, text: str, language: Language) -> bytes:
    """`data` (and `text`, the same) with another letter of three bytes for each unread one, so that offsets stay."""
    pattern = _unread_letters(language)
    if pattern is None or len(text) == len(data) or not pattern.search(text):
        return data
    return pattern.sub("ア", text).encode("utf-8")


def _readable(data: bytes) -> bytes:
    """`data` with a question mark for each byte that is not UTF-8; every offset stays."""
    return data.decode("utf-8", _QUESTION_MARKS).encode("utf-8")


def _question_marks(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "?" * (error.end - error.start), error.end


codecs.register_error(_QUESTION_MARKS, _question_marks)


def _blank(match: re.Match[bytes]) -> bytes:
    """Spaces instead of the match, or those of its groups that match, so that every offset stays."""
    text = bytearray(match[0])
    for start, end in [span for span in match.regs[1:] if span[0] >= 0] or [match.span()]:
        text[start - match.start() : end - match.start()] = b" " * (end - start)
    return bytes(text)


def _parser(language: Language, use: str = "") -> tree_sitter.Parser:
    """This thread's parser of `language` for `use`: one that was given ranges keeps them."""
    known: dict[tuple[str, str, str], tree_sitter.Parser] | None = getattr(_parsers, "known", None)
    if known is None:
        known = _parsers.known = {}
    key = (language.name, language.parser_function, use)
    parser = known.get(key)
    if parser is None:
        parser = known[key] = tree_sitter.Parser(language.grammar)
    return parser
