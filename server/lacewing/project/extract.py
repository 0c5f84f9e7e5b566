"""From the bytes of one file to its `Facts`, by the queries of its language. Pure; broken code gives what can be read.

All patterns of `symbols.scm`, `calls.scm`, `imports.scm` and `scopes.scm` are run as one query in one pass over the
tree: half the cost of four passes; an outline needs only the first and the third. No recursion on the tree and no
`Node.parent`, whose cost grows with depth: nesting is found by sweeping over sorted spans.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import cast

import tree_sitter

from lacewing.project.bounds import no_facts, too_large, within_bound
from lacewing.project.calls import read_calls
from lacewing.project.embedded import OUTLINED_ROLES, ROLES, with_embedded
from lacewing.project.extraction_rules import ExtractionRules, rules_for
from lacewing.project.facts import Facts, Import, Outline, Symbol, Visibility
from lacewing.project.imports import in_groups, read_import
from lacewing.project.line_numbers import LineNumbers
from lacewing.project.node_texts import NodeTexts
from lacewing.project.outline_walk import outline_matches
from lacewing.project.references import Uses, read_references
from lacewing.project.returns import with_returned
from lacewing.project.symbols import Draft, Drafts, build_symbols
from lacewing.syntax.language import Language
from lacewing.syntax.parser import parse
from lacewing.syntax.queries import Captures, compile_query, cursor_for, pattern_captures, query_text
from lacewing.syntax.tree import error_spans

EXTRACT_VERSION = 10
"""Raise it when the facts made from the same bytes and queries change, so that stored facts are made again."""

Purposes = tuple[str, ...]
"""Which files of queries."""
_OUTLINE = ("symbols", "imports")
_EVERYTHING = ("symbols", "calls", "imports", "scopes")
_ROLES = frozenset(
    ["call", "import", "import.group", "local.reference", "member.reference", "local.definition", "local.outer",
     "local.label", "returned"]
)  # fmt: skip


def extract(data: bytes, language: Language) -> Facts:
    """The facts of a file with these UTF-8 bytes. Never fails on broken code; offsets are bytes of `data`.

    Those of a text beyond the bounds of its language are empty or cut (`lacewing.project.bounds`).
    """
    if too_large(data, language):
        return no_facts(language)
    return facts_of_tree(parse(data, language).root_node, data, language)


def extract_outline(data: bytes, language: Language) -> Outline:
    """The symbols and imports of a file with these UTF-8 bytes, as `extract` finds them, for a third of the work."""
    if too_large(data, language):
        return Outline(language.name, (), ())
    facts = _whole(parse(data, language).root_node, data, language, None, _OUTLINE)
    return Outline(language.name, facts.symbols, facts.imports, facts.errors > 0)


def facts_of_tree(
    root: tree_sitter.Node,
    data: bytes,
    language: Language,
    outline: Outline | None = None,
    near: Sequence[int] | None = None,
) -> Facts:
    """The facts of `data` whose tree is already there (an open document); equal to `extract(data, language)`.

    With the `outline` of the whole the tree may be of a part: references and calls are then those of that part. Where a
    name stands `near` (all its places), no more is looked at than has to do with it: it is there, of others some is.
    """
    if too_large(data, language):
        return no_facts(language)
    return _whole(root, data, language, outline, _EVERYTHING, near)


def _whole(
    root: tree_sitter.Node,
    data: bytes,
    language: Language,
    outline: Outline | None,
    purposes: Purposes,
    near: Sequence[int] | None = None,
) -> Facts:
    """The facts of a tree with those of the code of other languages in it."""
    lines = LineNumbers(data)
    read, roles = (_facts, ROLES) if purposes == _EVERYTHING else (_outline, OUTLINED_ROLES)

    def embedded(tree: tree_sitter.Node, of: Language) -> Facts:
        return read(tree, data, of, lines, None, near)

    facts = with_embedded(read(root, data, language, lines, outline, near), root, data, language, embedded, roles)
    return replace(facts, symbols=outline.symbols, imports=outline.imports) if outline else facts


def _facts(
    root: tree_sitter.Node,
    data: bytes,
    language: Language,
    lines: LineNumbers,
    outline: Outline | None,
    near: Sequence[int] | None,
) -> Facts:
    rules = rules_for(language)
    texts = NodeTexts(data, rules.name_escape)
    found = _collect(root, data, rules, lines, language, _EVERYTHING, near)
    symbols = outline.symbols if outline else _symbols(found, data, rules, lines, language)
    imports = outline.imports if outline else _in_order(found.imports)
    found.uses.definitions.update(found.drafts)
    found.uses.definitions.update(symbol.name_start for symbol in symbols)
    return Facts(
        language=language.name,
        symbols=symbols,
        references=read_references(found.uses, symbols, imports, data, texts, lines, rules.implicit_names),
        calls=read_calls(found.calls, symbols, root, data, texts, lines, rules.comment_marks),
        imports=imports,
        errors=len(error_spans(root)),
    )


def _outline(
    root: tree_sitter.Node,
    data: bytes,
    language: Language,
    lines: LineNumbers,
    _of_whole: Outline | None,
    _near: Sequence[int] | None,
) -> Facts:
    """As `_facts`, but symbols and imports only; `errors` is 1 when there are any."""
    rules = rules_for(language)
    found = _collect(root, data, rules, lines, language, _OUTLINE)
    symbols = _symbols(found, data, rules, lines, language)
    return Facts(language.name, symbols, (), (), _in_order(found.imports), int(root.has_error))


@dataclass(slots=True)
class _Found:
    """What one pass over the matches gathered."""

    drafts: Drafts = field(default_factory=dict)
    uses: Uses = field(default_factory=Uses)
    calls: list[tuple[int, Captures]] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    import_groups: list[Captures] = field(default_factory=list)
    returned: list[tree_sitter.Node] = field(default_factory=list)


def _symbols(
    found: _Found, data: bytes, rules: ExtractionRules, lines: LineNumbers, language: Language
) -> tuple[Symbol, ...]:
    _drop_imported(found)
    symbols = within_bound(build_symbols(found.drafts, data, rules, lines, language), rules)
    return with_returned(symbols, found.returned, data) if found.returned else symbols


def _collect(
    root: tree_sitter.Node,
    data: bytes,
    rules: ExtractionRules,
    lines: LineNumbers,
    language: Language,
    purposes: Purposes,
    near: Sequence[int] | None = None,
) -> _Found:
    query, roles, visibilities = _extraction_query(language, purposes)
    found = _Found()
    bare, members, local, outer = found.uses.bare, found.uses.members, found.uses.locals, found.uses.outer
    for pattern, captures in _matches(root, query, rules, language, purposes, near):
        role = roles[pattern]
        if role == "local.reference":
            bare.append(captures[role][0])
        elif role not in _ROLES:
            draft = _add_draft(found.drafts, pattern, role, captures)
            if draft is not None and pattern in visibilities:
                draft.visibility = visibilities[pattern]
        elif role == "member.reference":
            members.append(captures)
        elif role == "call":
            found.calls.append((captures[role][0].start_byte, captures))
        elif role == "local.definition":
            for nodes in captures.values():
                local += nodes
        elif role == "local.outer":
            outer += captures[role]
        elif role == "local.label":
            found.uses.definitions.update(node.start_byte for node in captures[role])
        elif role == "import":
            line = lines.of(captures[role][0].start_byte)
            found.imports.append(read_import(captures, query.pattern_settings(pattern), data, rules, line))
        elif role == "import.group":
            found.import_groups.append(captures)
        elif role == "returned":
            found.returned += captures[role]
    if found.import_groups:
        found.imports = in_groups(found.imports, found.import_groups, data, rules, lines)
    return found


def _matches(
    root: tree_sitter.Node,
    query: tree_sitter.Query,
    rules: ExtractionRules,
    language: Language,
    purposes: Purposes,
    near: Sequence[int] | None,
) -> Iterable[tuple[int, Captures]]:
    if purposes == _OUTLINE and not rules.most_depth:
        return outline_matches(root, query, language)
    cursor = cursor_for(query)
    if rules.most_depth:
        cursor.set_max_start_depth(rules.most_depth)
    return cursor.matches(root) if near is None else _matches_near(near, cursor, root)


def _matches_near(
    places: Sequence[int], cursor: tree_sitter.QueryCursor, root: tree_sitter.Node
) -> Iterator[tuple[int, Captures]]:
    """The matches that reach over one of the places, each once."""
    seen: set[tuple[int, ...]] = set()
    for place in places:
        if root.start_byte <= place < root.end_byte:
            cursor.set_byte_range(place, place + 1)
            for pattern, captures in cursor.matches(root):
                key = (pattern, *(node.id for nodes in captures.values() for node in nodes))
                if key not in seen:
                    seen.add(key)
                    yield pattern, captures


def _drop_imported(found: _Found) -> None:
    """`const a = require("a")` matches as a variable too; it is an import."""
    names = sorted(found.drafts)
    for start, end in {(item.start, item.end) for item in found.imports}:
        for name in names[bisect_left(names, start) : bisect_left(names, end)]:
            del found.drafts[name]
        names = sorted(found.drafts) if len(names) != len(found.drafts) else names


def _add_draft(drafts: Drafts, pattern: int, role: str, captures: Captures) -> Draft | None:
    """Join this match with the earlier ones of the same name; the first pattern of the file decides the kind."""
    anchor = captures.get("name") or captures.get(role)
    if not anchor:
        return None
    key = anchor[0].start_byte
    draft = drafts.get(key)
    if draft is None:
        draft = drafts[key] = Draft(role[7:] if role != "part" else "", role, pattern, captures)
        return draft
    if role not in ("part", draft.role):
        if not draft.kind or pattern < draft.pattern:
            draft.captures.pop(draft.role, None)
            draft.kind, draft.role, draft.pattern = role[7:], role, pattern
        else:
            captures.pop(role)
    for name, nodes in captures.items():
        present = draft.captures.setdefault(name, nodes)
        if present is not nodes:
            present.extend(node for node in nodes if node not in present)
    return draft


def _in_order(imports: list[Import]) -> tuple[Import, ...]:
    return tuple(sorted(imports, key=attrgetter("start")))


@functools.cache
def _extraction_query(
    language: Language, purposes: Purposes
) -> tuple[tree_sitter.Query, tuple[str, ...], dict[int, Visibility]]:
    """One query of the files of `purposes`, and for each pattern what its matches are: a role, or a symbol's "part".

    Also the visibility that `(#set! symbol.visibility "public")` gives what some patterns match.
    """
    text = "\n".join(text for purpose in purposes if (text := query_text(language.folder, purpose)) is not None)
    query = compile_query(language, text, f"{language.folder}/*.scm")
    roles = [_role(names) for names in pattern_captures(query, text)]
    for pattern, role in enumerate(roles):
        if not role:
            query.disable_pattern(pattern)
    settings = {pattern: query.pattern_settings(pattern).get("symbol.visibility") for pattern in range(len(roles))}
    visibilities = {pattern: cast(Visibility, word) for pattern, word in settings.items() if word}
    return query, tuple(roles), visibilities


def _role(captures: list[str]) -> str:
    for name in captures:
        if name in _ROLES:
            return name
        if name in ("local.definition.parameter", "local.definition.variable"):
            return "local.definition"
        if name.startswith("symbol."):
            return name
    return "" if any(name.startswith("local.") for name in captures) else "part"
