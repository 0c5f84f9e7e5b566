"""From the bytes of one file to its `Facts`, by the queries of its language. Pure; broken code gives what can be read.

All patterns of `symbols.scm`, `calls.scm`, `imports.scm` and the reference patterns of `scopes.scm` are run as one
query in one pass over the tree: half the cost of four passes. No recursion on the tree and no `Node.parent`, whose
cost grows with depth: nesting is found by sweeping over sorted spans.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

import tree_sitter

from lacewing.project.extraction_rules import ExtractionRules, rules_for
from lacewing.project.facts import Call, Facts, Import, Reference, Symbol
from lacewing.project.imports import read_import
from lacewing.project.symbols import Draft, Drafts, build_symbols
from lacewing.syntax.language import Language
from lacewing.syntax.parser import parse
from lacewing.syntax.queries import Captures, compile_query, query_text
from lacewing.syntax.tree import error_spans
from lacewing.text.position import LineIndex

EXTRACT_VERSION = 1
"""Raise it when the facts made from the same bytes and queries change, so that stored facts are made again."""

_PURPOSES = ("symbols", "calls", "imports", "scopes")
_CAPTURE = re.compile(r"@([\w.]+)")
_LONGEST_RECEIVER = 120  # bytes; a chain of calls nests receivers, and all of them whole would be quadratic
# An argument list counts its children; anything else in its place (a generator, a template string) is one argument.
_ARGUMENT_LISTS = frozenset(["argument_list", "arguments"])


def extract(data: bytes, language: Language) -> Facts:
    """The facts of a file with these UTF-8 bytes. Never fails on broken code; offsets are bytes of `data`."""
    return facts_of_tree(parse(data, language).root_node, data, language)


def facts_of_tree(root: tree_sitter.Node, data: bytes, language: Language) -> Facts:
    """The facts of `data` whose tree is already there (an open document); equal to `extract(data, language)`."""
    rules = rules_for(language)
    found = _collect(root, data, rules, language)
    symbols, definitions = build_symbols(found.drafts, data, rules, found.line_of, language)
    definitions |= found.drafts.keys()
    return Facts(
        language=language.name,
        symbols=symbols,
        references=_references(found, definitions, data),
        calls=_calls(found, symbols, data),
        imports=tuple(sorted(found.imports, key=lambda item: item.start)),
        errors=len(error_spans(root)),
    )


@dataclass(slots=True)
class _Found:
    """What one pass over the matches gathered; `uses` maps a name's start to its end and receiver node."""

    line_of: Callable[[int], int]
    drafts: Drafts = field(default_factory=dict)
    uses: dict[int, tuple[int, tree_sitter.Node | None]] = field(default_factory=dict)
    calls: list[Captures] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    import_spans: dict[int, int] = field(default_factory=dict)


def _collect(root: tree_sitter.Node, data: bytes, rules: ExtractionRules, language: Language) -> _Found:
    query, roles = _extraction_query(language)
    found = _Found(_line_finder(data))
    uses = found.uses
    for pattern, captures in tree_sitter.QueryCursor(query).matches(root):
        role = roles[pattern]
        if role == "local.reference":
            node = captures["local.reference"][0]
            uses.setdefault(node.start_byte, (node.end_byte, None))
        elif role == "member.reference":
            node = captures["member.reference"][0]
            receiver = captures.get("receiver")
            uses[node.start_byte] = (node.end_byte, receiver[0] if receiver else None)
        elif role == "call":
            found.calls.append(captures)
        elif role == "import":
            statement = captures["import"][0]
            start, end = statement.start_byte, statement.end_byte
            found.import_spans[start] = max(end, found.import_spans.get(start, 0))
            found.imports.append(
                read_import(captures, query.pattern_settings(pattern), data, rules, found.line_of(start))
            )
        else:
            _add_draft(found.drafts, pattern, role, captures)
    return found


def _add_draft(drafts: Drafts, pattern: int, role: str, captures: Captures) -> None:
    """Join this match with the earlier ones of the same name; the first pattern of the file decides the kind."""
    anchor = captures.get("name") or captures.get(role)
    if not anchor:
        return
    key = anchor[0].start_byte
    draft = drafts.get(key)
    kind = role.removeprefix("symbol.") if role != "part" else ""
    if draft is None:
        drafts[key] = Draft(kind, pattern, captures)
        return
    if kind and (not draft.kind or pattern < draft.pattern):
        old = f"symbol.{draft.kind}"
        if old != role:
            draft.captures.pop(old, None)
        draft.kind, draft.pattern = kind, pattern
    elif kind and kind != draft.kind:
        captures.pop(role)
    for name, nodes in captures.items():
        present = draft.captures.setdefault(name, nodes)
        if present is not nodes:
            present.extend(node for node in nodes if node not in present)


def _references(found: _Found, definitions: set[int], data: bytes) -> tuple[Reference, ...]:
    line_of, spans, names = found.line_of, found.import_spans, dict[bytes, str]()
    references = []
    import_end = -1
    starts = iter([*sorted(spans), len(data) + 1])
    next_import = next(starts)
    for start in sorted(found.uses):
        while start >= next_import:
            import_end = max(import_end, spans[next_import])
            next_import = next(starts)
        if start < import_end or start in definitions:
            continue
        end, receiver = found.uses[start]
        raw = data[start:end]
        name = names.get(raw)
        if name is None:
            name = names[raw] = raw.decode("utf-8", "replace")
        before = _receiver(receiver, data) if receiver is not None else ""
        references.append(Reference(name, start, line_of(start), before))
    return tuple(references)


def _calls(found: _Found, symbols: tuple[Symbol, ...], data: bytes) -> tuple[Call, ...]:
    calls = []
    owners = iter([symbol for symbol in symbols if symbol.kind not in _NOT_CALLERS])
    upcoming = next(owners, None)
    stack: list[Symbol] = []
    for captures in sorted(found.calls, key=lambda captures: captures["call"][0].start_byte):
        node, name = captures["call"][0], captures["name"][0]
        start = node.start_byte
        while upcoming is not None and upcoming.start <= start:
            while stack and stack[-1].end <= upcoming.start:
                stack.pop()
            stack.append(upcoming)
            upcoming = next(owners, None)
        while stack and stack[-1].end <= start:
            stack.pop()
        receiver, arguments = captures.get("receiver"), captures.get("arguments")
        calls.append(
            Call(
                name=data[name.start_byte : name.end_byte].decode("utf-8", "replace"),
                receiver=_receiver(receiver[0], data) if receiver else "",
                start=start,
                end=node.end_byte,
                line=found.line_of(name.start_byte),
                caller=_caller(stack, start),
                arguments=_argument_count(arguments[0]) if arguments else 0,
            )
        )
    return tuple(calls)


_NOT_CALLERS = frozenset(["variable", "constant", "field", "enum_member", "type", "macro"])


def _caller(stack: list[Symbol], start: int) -> str:
    """The innermost symbol that runs the call; a call in a decorator runs in what surrounds the decorated symbol."""
    for symbol in reversed(stack):
        if not symbol.decorators or start >= symbol.name_start:
            return symbol.qualified_name
    return ""


def _argument_count(arguments: tree_sitter.Node) -> int:
    if arguments.type not in _ARGUMENT_LISTS:
        return 1
    count = arguments.named_child_count
    if count == 0:
        return 0
    return count - sum(child.is_extra for child in arguments.named_children)


def _receiver(node: tree_sitter.Node, data: bytes) -> str:
    start, end = node.start_byte, node.end_byte
    if end - start > _LONGEST_RECEIVER:
        tail = data[end - _LONGEST_RECEIVER : end].decode("utf-8", "ignore")
        return "…" + " ".join(tail.split())
    text = data[start:end].decode("utf-8", "replace")
    return text if text.isidentifier() else " ".join(text.split())


def _line_finder(data: bytes) -> Callable[[int], int]:
    lines = LineIndex(data)
    starts = [lines.line_start(line) for line in range(lines.line_count)]
    return lambda offset: bisect_right(starts, offset) - 1


@functools.cache
def _extraction_query(language: Language) -> tuple[tree_sitter.Query, tuple[str, ...]]:
    """One query of all that is extracted, and for each pattern what its matches are: a role, or "part" of a symbol."""
    text = "\n".join(text for purpose in _PURPOSES if (text := query_text(language.folder, purpose)) is not None)
    query = compile_query(language, text, f"{language.folder}/*.scm")
    raw = text.encode()
    roles = []
    for pattern in range(query.pattern_count):
        source = raw[query.start_byte_for_pattern(pattern) : query.end_byte_for_pattern(pattern)].decode()
        role = _role(_CAPTURE.findall(re.sub(r";[^\n]*", "", source)))
        if role == "":
            query.disable_pattern(pattern)
        roles.append(role)
    return query, tuple(roles)


def _role(captures: list[str]) -> str:
    for name in captures:
        if name in ("call", "import", "local.reference", "member.reference") or name.startswith("symbol."):
            return name
    return "" if any(name.startswith("local.") for name in captures) else "part"
