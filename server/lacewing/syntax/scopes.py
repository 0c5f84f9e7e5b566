"""Which names of a file are visible at a place, by `scopes.scm`. Knows one file only; no imports are followed."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal, cast

import tree_sitter

from lacewing.syntax.language import Language
from lacewing.syntax.queries import compile_query, cursor_for, pattern_captures, query_text
from lacewing.syntax.source import Source
from lacewing.text.position import Span

LocalKind = Literal["parameter", "variable", "function", "class", "import"]
_VALUES = ("parameter", "variable")
_PREFIX = "local.definition."
_MAJOR_VERSION = re.compile(r"v[2-9]\d*|v1\d+")
_DOTTED_VERSION = re.compile(r"\.v\d+\Z")


@dataclass(frozen=True, slots=True)
class LocalName:
    """A name a scope defines; `span` is where its (first) definition names it."""

    name: str
    kind: LocalKind
    span: Span


@dataclass(frozen=True, slots=True)
class Scope:
    """A region of the file with names of its own; `parent` indexes the list it came in, -1 for none.

    `names` is in document order, the first definition of each name.
    """

    span: Span
    node_type: str
    parent: int
    names: tuple[LocalName, ...]


def definitions_in_scope(source: Source, offset: int) -> list[LocalName]:
    """The names visible at byte `offset`, innermost scope first, each name once; [] for an unknown language.

    Inside a function what it defines anywhere counts, before or after `offset`: callers that want only what is
    already assigned compare spans. A class's own names are not visible in its methods where the language says so
    (`[scopes] hidden_from_functions` in `language.toml`); into a scope of a type in `[scopes] opaque` no variable or
    parameter is seen from outside. In code that lies in a file of another language, what other code of its family in
    the file defines outside of all functions is visible too.
    """
    source = source.at(offset)
    if source.tree is None or source.language is None:
        return []
    scopes = scopes_of(source.tree.root_node, source.data, source.language, offset)
    rules = source.language.extra.get("scopes", {})
    hidden, opaque = frozenset(rules.get("hidden_from_functions", ())), frozenset(rules.get("opaque", ()))
    sealed = False
    index = innermost = _innermost([scope.span for scope in scopes], offset, source.data, source.language)
    found: dict[str, LocalName] = {}
    while index >= 0:
        scope = scopes[index]
        if index == innermost or scope.node_type not in hidden:
            for name in scope.names:
                if not sealed or name.kind not in _VALUES:
                    found.setdefault(name.name, name)
        sealed = sealed or scope.node_type in opaque
        index = scope.parent
    for other in source.beside():
        if other.tree is not None and other.language is not None:
            for name in scopes_of(other.tree.root_node, other.data, other.language)[0].names:
                found.setdefault(name.name, name)
    return list(found.values())


def scopes_of(root: tree_sitter.Node, data: bytes, language: Language, around: int | None = None) -> list[Scope]:
    """All scopes of a tree, outer before inner, in document order; the first is the whole file.

    With a byte offset to be `around`, only the scopes that a cursor there stands in are sure to have their names: most
    names of a file are in other ones.
    """
    captures = cursor_for(_scope_query(language)).captures(root)
    nodes = {node.id: node for node in captures.get("local.scope", ()) if node.id != root.id}
    ordered = sorted(nodes.values(), key=lambda node: (node.start_byte, -node.end_byte))
    spans = [Span(0, len(data)), *(Span(node.start_byte, node.end_byte) for node in ordered)]
    types = [root.type, *(node.type for node in ordered)]
    parents = _parents(spans)
    wanted = None if around is None else _up_from(_innermost(spans, around, data, language), parents)
    names = _names(_defined(captures), spans, parents, [root, *ordered], data, wanted)
    return [Scope(span, types[index], parents[index], tuple(names[index].values())) for index, span in enumerate(spans)]


def _up_from(index: int, parents: list[int]) -> set[int]:
    """A scope and those around it."""
    found = set()
    while index >= 0:
        found.add(index)
        index = parents[index]
    return found


@functools.cache
def _scope_query(language: Language) -> tree_sitter.Query:
    """`scopes.scm` without its references: most of the matches, and none of them needed here."""
    text = query_text(language.folder, "scopes") or ""
    query = compile_query(language, text, f"{language.folder / 'scopes.scm'}")
    for pattern, names in enumerate(pattern_captures(query, text)):
        if "local.reference" in names or "member.reference" in names:
            query.disable_pattern(pattern)
    return query


def _names(
    defined: list[tuple[int, tree_sitter.Node, str]],
    spans: list[Span],
    parents: list[int],
    nodes: list[tree_sitter.Node],
    data: bytes,
    wanted: set[int] | None,
) -> list[dict[str, LocalName]]:
    """The names each of `spans`, which are those of `nodes`, defines; of those `wanted` at least, None being all."""
    names: list[dict[str, LocalName]] = [{} for _ in spans]
    outer: list[tuple[int, str]] = []
    holders = owners(spans, [start for start, _, _ in defined])
    if wanted is not None:  # what moves outwards may come from a scope that is not
        for (_, _, kind), owner in zip(defined, holders, strict=True):
            wanted |= _up_from(owner, parents) if kind == "outer" else set()
    for (start, node, kind), owner in zip(defined, holders, strict=True):
        while owner > 0 and kind in ("function", "class") and _own_name_start(nodes[owner]) == start:
            owner = parents[owner]  # a function's name belongs to what surrounds it
        if wanted is not None and owner not in wanted:
            continue
        name, end = data[start : node.end_byte].decode("utf-8", "replace"), node.end_byte
        if kind == "import" and "/" in name:
            path, name = name, package_of(name)
            start += len(path[: path.rfind(name)].encode("utf-8", "replace"))
            end = start + len(name.encode("utf-8", "replace"))
        if not name:  # a path whose end is not written yet
            continue
        if kind == "outer":
            outer.append((owner, name))
        else:
            names[owner].setdefault(name, LocalName(name, cast(LocalKind, kind), Span(start, end)))
    for owner, name in outer:
        if moved := names[owner].pop(name, None):
            index = parents[owner]
            while index > 0 and name not in names[index]:
                index = parents[index]
            names[max(index, 0)].setdefault(name, moved)
    return names


def package_of(path: str) -> str:
    """The name that code uses for the package imported as `path` ("net/http", "example.com/shapes/v2").

    It is the last part but for a major version, which stands there as a part of its own or behind a dot
    (go.dev/ref/mod#major-version-suffixes).
    """
    parts = path.split("/")
    if len(parts) > 1 and _MAJOR_VERSION.fullmatch(parts[-1]):
        parts.pop()
    return _DOTTED_VERSION.sub("", parts[-1])


def _defined(captures: dict[str, list[tree_sitter.Node]]) -> list[tuple[int, tree_sitter.Node, str]]:
    """Defining nodes with their starts and kinds in document order; a parameter wins over what else matches the same
    node."""
    found: dict[int, tuple[int, tree_sitter.Node, str]] = {}
    for capture in sorted(captures):
        if capture.startswith(_PREFIX) or capture == "local.outer":
            kind = capture.rpartition(".")[2]
            for node in captures[capture]:
                start = node.start_byte
                found.setdefault(start, (start, node, kind))
    return [found[start] for start in sorted(found)]


def _own_name_start(scope: tree_sitter.Node) -> int:
    name = scope.child_by_field_name("name") or scope.child_by_field_name("declarator")
    while name is not None and (inner := name.child_by_field_name("declarator")) is not None:
        name = inner
    return name.start_byte if name is not None else -1


def _parents(spans: list[Span]) -> list[int]:
    parents: list[int] = []
    stack: list[int] = []
    for index, span in enumerate(spans):
        while stack and spans[stack[-1]].end <= span.start and len(stack) > 1:
            stack.pop()
        parents.append(stack[-1] if stack else -1)
        stack.append(index)
    return parents


def owners(spans: list[Span], starts: list[int]) -> list[int]:
    """For each offset, in order, the index of the innermost span around it."""
    found = []
    stack = [0]
    upcoming = 1
    for start in starts:
        while upcoming < len(spans) and spans[upcoming].start <= start:
            while len(stack) > 1 and spans[stack[-1]].end <= spans[upcoming].start:
                stack.pop()
            stack.append(upcoming)
            upcoming += 1
        while len(stack) > 1 and spans[stack[-1]].end <= start:
            stack.pop()
        found.append(stack[-1])
    return found


def _innermost(spans: list[Span], offset: int, data: bytes, language: Language) -> int:
    """The index of the scope a cursor at `offset` stands in.

    A scope that ends in a bracket is left behind it. Where indentation makes blocks the tree closes them behind their
    last statement: a cursor below (or behind trailing blanks), on a line indented deeper than the block's head, still
    stands inside.
    """
    indent = _indent_of_line(data, offset) if language.block_opener == ":" else -1
    code_end = len(data[:offset].rstrip())
    found = 0
    for index, span in enumerate(spans):
        start, end = span.start, span.end
        if start >= offset:
            break
        goes_on = end >= code_end and indent > 0 and _indent_of_line(data, start) < indent
        if offset < end or goes_on or (offset == end and data[end - 1 : end] not in (b"}", b")", b"]")):
            found = index
    return found


def _indent_of_line(data: bytes, offset: int) -> int:
    """The width of the blanks that begin the line of `offset`, looked at up to there."""
    line = data[data.rfind(b"\n", 0, offset) + 1 : offset].expandtabs(8)
    return len(line) - len(line.lstrip(b" \t"))
