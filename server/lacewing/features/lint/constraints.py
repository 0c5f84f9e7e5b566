"""What a tree-sitter query cannot say about a match: small declarative constraints on its captures.

A constraint takes the matches of one rule in one file and gives those that hold; it may bind further captures. It
speaks only of matches that have the capture it is about and leaves the others as they are, so that one rule can have
patterns of several shapes.

    inside / not-inside   an ancestor of a capture is (not) of one of some kinds
    contains / lacks      a second query matches (nowhere) below a capture; equal capture names mean equal texts
    not-a                 a capture is not of some kinds
    chain                 binds the first `if` of the else-if chain that a capture belongs to
    next                  a sibling follows a capture; it is bound
    children              a capture's direct children include or exclude some kinds
    duplicate             a second match in the same node has the same text under a capture
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import tree_sitter

from lacewing.syntax.language import Language
from lacewing.syntax.queries import Captures, compile_query
from lacewing.syntax.tree import ancestors

_compiled: dict[tuple[str, str], tree_sitter.Query] = {}


class Constraint(Protocol):
    """Keeps some matches of a rule, in their order."""

    def keep(self, found: Sequence[Captures], language: Language) -> list[Captures]:
        """The matches that hold, each perhaps with further captures; `found` are not changed."""
        ...

    def check(self, languages: Sequence[Language]) -> None:
        """Raise ValueError when the constraint cannot work in some of `languages`."""
        ...


@dataclass(frozen=True, slots=True)
class Children:
    """Whether a node has direct children (named or tokens) of all kinds `include` and none of `exclude`."""

    of: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]

    def keep(self, found: Sequence[Captures], language: Language) -> list[Captures]:  # noqa: ARG002
        """The matches whose capture `of` has such children."""
        return [match for match in found if self.of not in match or self.holds(match[self.of][0])]

    def holds(self, node: tree_sitter.Node) -> bool:
        """Whether `node` has such children."""
        if not self.include and not self.exclude:
            return True
        kinds = {child.type for child in node.children}
        return kinds.issuperset(self.include) and kinds.isdisjoint(self.exclude)

    def check(self, languages: Sequence[Language]) -> None:
        """Every kind must exist in one of the grammars."""
        _check_kinds(languages, self.include + self.exclude)


@dataclass(frozen=True, slots=True)
class NotA:
    """The capture `of` is a node of none of `kinds`."""

    of: str
    kinds: frozenset[str]

    def keep(self, found: Sequence[Captures], language: Language) -> list[Captures]:  # noqa: ARG002
        """The matches whose capture is of no such kind."""
        return [match for match in found if self.of not in match or match[self.of][0].type not in self.kinds]

    def check(self, languages: Sequence[Language]) -> None:
        """Every kind must exist in one of the grammars."""
        _check_kinds(languages, self.kinds)


@dataclass(frozen=True, slots=True)
class Next:
    """A named sibling follows the capture `of`, not counting nodes of the kinds `skip`; it is bound as `bind`."""

    of: str
    bind: str
    skip: frozenset[str]

    def keep(self, found: Sequence[Captures], language: Language) -> list[Captures]:  # noqa: ARG002
        """The matches where one follows, with it."""
        kept = []
        for match in found:
            if self.of not in match:
                kept.append(match)
                continue
            node = match[self.of][0].next_named_sibling
            while node is not None and node.type in self.skip:
                node = node.next_named_sibling
            if node is not None:
                kept.append({**match, self.bind: [node]})
        return kept

    def check(self, languages: Sequence[Language]) -> None:
        """Every kind must exist in one of the grammars."""
        _check_kinds(languages, self.skip)


@dataclass(frozen=True, slots=True)
class Chain:
    """Binds as `bind` the first of the statements that continue one another as `alternative` down to capture `of`."""

    of: str
    bind: str

    def keep(self, found: Sequence[Captures], language: Language) -> list[Captures]:  # noqa: ARG002
        """All matches, each with the first statement of its chain."""
        return [
            {**match, self.bind: [_first_of_chain(match[self.of][0])]} if self.of in match else match for match in found
        ]

    def check(self, languages: Sequence[Language]) -> None:
        """Nothing to check: a grammar without else-if chains gives the statement itself."""


def _first_of_chain(node: tree_sitter.Node) -> tree_sitter.Node:
    first = current = node
    while (above := current.parent) is not None:
        if above.type == "else_clause":
            current = above
        elif above.child_by_field_name("alternative") == current:
            first = current = above
        else:
            break
    return first


@dataclass(frozen=True, slots=True)
class Inside:
    """The nearest ancestor of the capture `of` that is one of `kinds` or `until` is one of `kinds`, with `children`.

    `bind` names that ancestor. With `negate` the matches for which this is so are dropped.
    """

    of: str
    kinds: frozenset[str]
    until: frozenset[str]
    children: Children
    bind: str
    negate: bool

    def keep(self, found: Sequence[Captures], language: Language) -> list[Captures]:  # noqa: ARG002
        """The matches whose capture lies (not) inside such a node."""
        kept = []
        for match in found:
            node = self._enclosing(match[self.of][0]) if self.of in match else None
            if self.of not in match or (self.negate and node is None):
                kept.append(match)
            elif node is not None and not self.negate:
                kept.append({**match, self.bind: [node]} if self.bind else match)
        return kept

    def _enclosing(self, start: tree_sitter.Node) -> tree_sitter.Node | None:
        for node in ancestors(start):
            if node == start:
                continue
            if node.type in self.kinds:
                return node if self.children.holds(node) else None
            if node.type in self.until:
                return None
        return None

    def check(self, languages: Sequence[Language]) -> None:
        """Every kind must exist in one of the grammars."""
        _check_kinds(languages, (*self.kinds, *self.until))
        self.children.check(languages)


@dataclass(frozen=True, slots=True)
class Contains:
    """A match of `query` below the capture `within`, not inside a node of a kind in `skip` below it.

    A capture name that both matches have must stand for equal texts. Each such match gives one match with the
    captures of both. `where` constrains what is joined. With `negate` the matches that have no such inner match are
    kept unchanged.
    """

    within: str
    query: str
    skip: frozenset[str]
    where: tuple[Constraint, ...]
    negate: bool

    def keep(self, found: Sequence[Captures], language: Language) -> list[Captures]:
        """The matches that contain such a match, joined with it; or those that contain none."""
        query = self._compile(language)
        kept: list[Captures] = []
        below: dict[int, list[Captures]] = {}  # by node: many matches may ask about the same one
        for match in found:
            if self.within not in match:
                kept.append(match)
                continue
            outer = match[self.within][0]
            if outer.id not in below:
                below[outer.id] = [inner for _pattern, inner in tree_sitter.QueryCursor(query).matches(outer)]
            joined = list(self._joined(match, below[outer.id]))
            for constraint in self.where:
                joined = constraint.keep(joined, language)
            if not self.negate:
                kept.extend(joined)
            elif not joined:
                kept.append(match)
        return kept

    def _joined(self, match: Captures, below: Sequence[Captures]) -> Iterator[Captures]:
        outer = match[self.within][0]
        for inner in below:
            shared = inner.keys() & match.keys()
            if any(inner[name][0].text != match[name][0].text for name in shared):
                continue
            if self.skip and any(self._hidden(nodes[0], outer) for nodes in inner.values()):
                continue
            yield {**inner, **match}

    def _hidden(self, node: tree_sitter.Node, outer: tree_sitter.Node) -> bool:
        for above in ancestors(node):
            if above == outer:
                return False
            if above.type in self.skip and above != node:
                return True
        return False

    def check(self, languages: Sequence[Language]) -> None:
        """The query must compile and the kinds exist."""
        for language in languages:
            self._compile(language)
        _check_kinds(languages, self.skip)
        for constraint in self.where:
            constraint.check(languages)

    def _compile(self, language: Language) -> tree_sitter.Query:
        key = (language.name, self.query)
        if key not in _compiled:
            _compiled[key] = compile_query(language, self.query, "a query of where")
        return _compiled[key]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An earlier match with the same node under `within` has the same text under `key`; it is bound as `first`."""

    key: str
    within: str

    def keep(self, found: Sequence[Captures], language: Language) -> list[Captures]:  # noqa: ARG002
        """The second and later matches of each text."""
        first: dict[tuple[int, bytes | None], tree_sitter.Node] = {}
        kept = []
        for match in sorted(found, key=lambda match: match[self.key][0].start_byte):
            node = match[self.key][0]
            earlier = first.setdefault((match[self.within][0].id, node.text), node)
            if earlier != node:
                kept.append({**match, "first": [earlier]})
        return kept

    def check(self, languages: Sequence[Language]) -> None:
        """Nothing depends on the grammar."""


def _check_kinds(languages: Sequence[Language], kinds: Sequence[str] | frozenset[str]) -> None:
    for kind in kinds:
        if not any(_has_kind(language, kind) for language in languages):
            raise ValueError(f"no node kind {kind!r} in {', '.join(language.name for language in languages)}")


def _has_kind(language: Language, kind: str) -> bool:
    return any(language.grammar.id_for_node_kind(kind, named) is not None for named in (True, False))
