"""The queries of `grammars/<language>/*.scm`, compiled once, with every predicate checked.

py-tree-sitter silently accepts predicates it does not know, so a typing error would make a query match too much:
`load_query` refuses them, and what would make it crash.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path

import tree_sitter

from lacewing.syntax.language import Language

# What py-tree-sitter 0.26 evaluates by itself; directives only set properties. Not `not-any-of?`: with two values or
# more it holds for every node; several `#not-eq?` say the same.
KNOWN_PREDICATES = frozenset(
    ["eq?", "not-eq?", "any-eq?", "any-not-eq?", "match?", "not-match?", "any-match?", "any-not-match?",
     "any-of?", "is?", "is-not?", "set!"]
)  # fmt: skip
# Nodes nested in each other by the thousand (a chain `a().b()…`) each keep a match in progress, and all of them are
# looked at for each node: quadratic. Ordinary code stays far below this number; beyond it the outermost are given up.
MATCH_LIMIT = 512
_PREDICATE = re.compile(r"\(\s*#([\w\-.!?]+)")
# py-tree-sitter 0.26 keeps such a predicate twice and frees it twice: the process crashes later.
_DIRECTIVE_BEHIND = re.compile(r'\(\s*#(?!set!)[\w\-.!?]+(?:"(?:\\.|[^"\\])*"|[^()"])*\)\s*\(\s*#set![^()]*\)')
_INHERITS = re.compile(r"^;+[ \t]*inherits:[ \t]*([\w, -]+)$", re.MULTILINE)
# A string may hold a semicolon: it is matched first, and kept.
_CAPTURE = re.compile(r"@([\w.]+)")
_COMMENT = re.compile(r'("(?:\\.|[^"\\])*")|;[^\n]*')

Captures = dict[str, list[tree_sitter.Node]]


class UnknownPredicateError(ValueError):
    """A query uses a predicate that nothing evaluates."""


class MisplacedDirectiveError(ValueError):
    """A `#set!` stands behind a predicate of the same pattern."""


def load_query(language: Language, *purposes: str) -> tree_sitter.Query | None:
    """The compiled `<purpose>.scm` of `language`; several purposes make one query over all their patterns.

    A line `; inherits: a,b` stands for the patterns of `a` and `b` (folders beside it).
    A purpose without a file adds nothing; None when no file is there at all.
    Raises UnknownPredicateError, MisplacedDirectiveError or tree_sitter.QueryError, each naming the file.
    """
    return _load(language, purposes)


def compile_query(language: Language, source: str, origin: str) -> tree_sitter.Query:
    """Compile query text that came from `origin` (a file name for messages)."""
    code = without_comments(source)
    for name in _PREDICATE.findall(code):
        if name not in KNOWN_PREDICATES:
            raise UnknownPredicateError(f"{origin}: unknown predicate #{name}")
    if found := _DIRECTIVE_BEHIND.search(code):
        raise MisplacedDirectiveError(f"{origin}: #set! must stand before the predicates: {found[0]}")
    try:
        return tree_sitter.Query(language.grammar, source)
    except tree_sitter.QueryError as error:
        raise tree_sitter.QueryError(f"{origin}: {error}") from error


def pattern_captures(query: tree_sitter.Query, text: str) -> list[list[str]]:
    """For each pattern of `query`, compiled from `text`, the names it captures in the order of their writing."""
    raw = text.encode()
    found = []
    for pattern in range(query.pattern_count):
        source = raw[query.start_byte_for_pattern(pattern) : query.end_byte_for_pattern(pattern)].decode()
        found.append(_CAPTURE.findall(_COMMENT.sub("", source)))
    return found


def cursor_for(query: tree_sitter.Query) -> tree_sitter.QueryCursor:
    """A cursor whose work is bounded on any input; all queries run through one of these."""
    return tree_sitter.QueryCursor(query, match_limit=MATCH_LIMIT)


def matches(
    query: tree_sitter.Query, node: tree_sitter.Node, byte_range: tuple[int, int] | None = None
) -> Iterator[tuple[int, Captures]]:
    """Pattern index and captures of every match below `node`, in document order, optionally within a byte range."""
    cursor = cursor_for(query)
    if byte_range is not None:
        cursor.set_byte_range(*byte_range)
    yield from cursor.matches(node)


def without_comments(source: str) -> str:
    """Query text without its comments."""
    return _COMMENT.sub(lambda match: match[1] or "", source)


def query_text(folder: Path, purpose: str) -> str | None:
    """The text of `<folder>/<purpose>.scm` with what it inherits where it says so; None when there is no such file.

    The place matters where the first pattern decides. Raises FileNotFoundError, naming both files, when an inherited
    one is missing, and RecursionError for a circle.
    """
    path = folder / f"{purpose}.scm"
    if not path.is_file():
        return None

    def inherited(line: re.Match[str]) -> str:
        parts = []
        for name in line[1].replace(",", " ").split():
            part = query_text(folder.parent / name, purpose)
            if part is None:
                raise FileNotFoundError(f"{path}: inherits {name}, but there is no {folder.parent / name / path.name}")
            parts.append(part)
        return "\n".join(parts)

    return _INHERITS.sub(inherited, path.read_text("utf-8"))


@functools.cache
def _load(language: Language, purposes: tuple[str, ...]) -> tree_sitter.Query | None:
    texts = [text for purpose in purposes if (text := query_text(language.folder, purpose)) is not None]
    if not texts:
        return None
    return compile_query(
        language, "\n".join(texts), str(language.folder / "+".join(f"{name}.scm" for name in purposes))
    )
