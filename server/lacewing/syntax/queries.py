"""The queries of `grammars/<language>/*.scm`, compiled once, with every predicate checked.

py-tree-sitter silently accepts predicates it does not know, so a typing error would make a query match too much:
`load_query` refuses them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import tree_sitter

from lacewing.syntax.language import Language

# What py-tree-sitter 0.26 evaluates by itself; directives only set properties.
KNOWN_PREDICATES = frozenset(
    ["eq?", "not-eq?", "any-eq?", "any-not-eq?", "match?", "not-match?", "any-match?", "any-not-match?",
     "any-of?", "not-any-of?", "is?", "is-not?", "set!"]
)  # fmt: skip
_PREDICATE = re.compile(r"\(\s*#([\w\-.!?]+)")
_COMMENT = re.compile(r";[^\n]*")

Captures = dict[str, list[tree_sitter.Node]]


class UnknownPredicateError(ValueError):
    """A query uses a predicate that nothing evaluates."""


def load_query(language: Language, purpose: str) -> tree_sitter.Query | None:
    """The compiled `<purpose>.scm` of `language`, or None when it has no such file.

    Raises UnknownPredicateError or tree_sitter.QueryError, each naming the file.
    """
    return _load(language.name, str(language.folder / f"{purpose}.scm"), language)


def compile_query(language: Language, source: str, origin: str) -> tree_sitter.Query:
    """Compile query text that came from `origin` (a file name for messages)."""
    for name in _PREDICATE.findall(_COMMENT.sub("", source)):
        if name not in KNOWN_PREDICATES:
            raise UnknownPredicateError(f"{origin}: unknown predicate #{name}")
    try:
        return tree_sitter.Query(language.grammar, source)
    except tree_sitter.QueryError as error:
        raise tree_sitter.QueryError(f"{origin}: {error}") from error


def matches(
    query: tree_sitter.Query, node: tree_sitter.Node, byte_range: tuple[int, int] | None = None
) -> Iterator[tuple[int, Captures]]:
    """Pattern index and captures of every match below `node`, in document order, optionally within a byte range."""
    cursor = tree_sitter.QueryCursor(query)
    if byte_range is not None:
        cursor.set_byte_range(*byte_range)
    yield from cursor.matches(node)


@functools.cache
def _load(_name: str, path: str, language: Language) -> tree_sitter.Query | None:
    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 - a plain read of packaged data
            source = file.read()
    except FileNotFoundError:
        return None
    return compile_query(language, source, path)
