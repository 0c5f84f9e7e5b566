"""From the joined matches of `symbols.scm` to `Symbol`s: nesting, kinds, visibility. Knows no language by name."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import cast

import tree_sitter

from lacewing.project.declarators import declared_type
from lacewing.project.docstrings import docstring_of
from lacewing.project.extensions import with_extensions
from lacewing.project.extraction_rules import ExtractionRules
from lacewing.project.facts import Parameter, Symbol, SymbolKind, Visibility
from lacewing.project.node_texts import unescaped
from lacewing.project.parameters import read_parameters
from lacewing.project.signatures import one_line, signature_of
from lacewing.project.visibility import give_visibility, opening_access, section_visibility, visibility_of
from lacewing.syntax.language import Language
from lacewing.syntax.queries import Captures

_FUNCTION_LIKE = frozenset(["function", "method", "constructor", "property"])
_VALUES = frozenset(["variable", "constant", "field"])
_CONSTANT = re.compile(r"_*[A-Z][A-Z0-9_]*")
_TEMPLATE_ARGUMENTS = re.compile(r"<[^<>]*>|\[[^\[\]]*\]")


@dataclass(slots=True)
class Draft:
    """All matches of one name, joined: the kind of the first `pattern` that matched and the captures of all.

    A draft of kind "access" is C++'s `private:`, or with a name Ruby's `private :f`: it changes the visibility of what
    follows it in its class, or of what it names. One of kind "section" (Ruby's `class << self`) continues the symbol
    around it, with a visibility of its own. One of kind "extension" adds members and bases to the type it names
    (`lacewing.project.extensions`).
    """

    kind: str
    pattern: int
    captures: Captures
    visibility: Visibility | None = None  # what a pattern says of all it matches

    @property
    def node(self) -> tree_sitter.Node | None:
        """The definition, None when only a part of one matched; `@extent` widens it (to a template's head)."""
        found = self.captures.get(f"symbol.{self.kind}")
        if not found:
            return None
        return self.captures.get("extent", found)[0]

    @property
    def level(self) -> int:
        """The level of a heading, by its capture `@level.<n>`; 0 for what has none."""
        return next((int(name[6:]) for name in self.captures if name.startswith("level.")), 0)


Drafts = dict[int, Draft]


@dataclass(slots=True)
class _Scope:
    """An open symbol during the sweep: its span, dotted path and kind, and the visibility its members get.

    One that is `open_ended` holds what follows its definition, up to the end of what surrounds it.
    """

    start: int
    end: int
    path: str
    kind: str
    access: Visibility | None = None
    open_ended: bool = False
    taken: set[str] = field(default_factory=set)


def build_symbols(
    drafts: Drafts, data: bytes, rules: ExtractionRules, lines: list[int], language: Language
) -> tuple[Symbol, ...]:
    """The symbols in document order, outer before inner; `lines` holds the offsets where lines begin.

    Local variables are no symbols; of several assignments to one name the first is.
    """
    symbols: list[Symbol] = []
    extensions: list[Symbol] = []
    stack = [_Scope(0, len(data) + 1, "", "module")]
    for start, end, node, draft in _in_order(drafts, len(data)):
        while len(stack) > 1 and (stack[-1].end <= start or (stack[-1].start, stack[-1].end) == (start, end)):
            stack.pop()
        if draft.kind == "access":
            _change_access(draft, node, stack[-1], symbols, data, rules)
            continue
        if draft.kind == "section":
            stack.append(_Scope(start, end, stack[-1].path, stack[-1].kind, taken=stack[-1].taken))
            continue
        scope = _container(stack, draft, rules)
        if scope is None:
            continue
        if scope.open_ended and draft.kind == scope.kind:
            stack.pop()
            scope = stack[-1]
        builder = _Builder(draft, node, start, end, scope, data, rules, language)
        if builder.kind in _VALUES:
            if builder.qualified in scope.taken:
                continue
            scope.taken.add(builder.qualified)
        symbol = builder.build(lines)
        (extensions if symbol.kind == "extension" else symbols).append(symbol)
        if symbol.kind not in rules.transparent:
            stack.append(_opened(symbol, stack[-1], draft, rules))
    return with_extensions(symbols, extensions) if extensions else tuple(symbols)


def _opened(symbol: Symbol, around: _Scope, draft: Draft, rules: ExtractionRules) -> _Scope:
    """The scope of a symbol's members; a namespace without a body (C#'s `namespace A;`) holds all that follows."""
    open_ended = symbol.kind == "namespace" and "body" not in draft.captures
    end = around.end if open_ended else symbol.end
    return _Scope(symbol.start, end, symbol.qualified_name, symbol.kind, opening_access(symbol, rules), open_ended)


def _change_access(
    draft: Draft, node: tree_sitter.Node, scope: _Scope, symbols: list[Symbol], data: bytes, rules: ExtractionRules
) -> None:
    visibility = section_visibility(node, data, rules)
    named = draft.captures.get("name")
    if not named:
        scope.access = visibility
    elif visibility is not None:
        name = data[named[0].start_byte : named[0].end_byte].decode("utf-8", "replace").removeprefix(":")
        give_visibility(symbols, scope.path, name, visibility)


def _in_order(drafts: Drafts, text_end: int) -> list[tuple[int, int, tree_sitter.Node, Draft]]:
    found, leveled = [], False
    for draft in drafts.values():
        node = draft.node
        if node is None:
            continue
        decorators = draft.captures.get("decorator")
        start = node.start_byte
        if decorators:
            start = min(start, min(decorator.start_byte for decorator in decorators))
        leveled = leveled or draft.level > 0
        found.append((start, node.end_byte, node, draft))
    found.sort(key=lambda item: (item[0], -item[1]))
    return _up_to_next_level(found, text_end) if leveled else found


def _up_to_next_level(
    found: list[tuple[int, int, tree_sitter.Node, Draft]], text_end: int
) -> list[tuple[int, int, tree_sitter.Node, Draft]]:
    """Those that have a level (a document's headings) hold all up to the next one that is not deeper."""
    ends: dict[int, int] = {}
    open_ones: list[tuple[int, int]] = []
    for index, (start, _, _, draft) in enumerate(found):
        if draft.level:
            while open_ones and open_ones[-1][0] >= draft.level:
                ends[open_ones.pop()[1]] = start
            open_ones.append((draft.level, index))
    ends.update((index, text_end) for _, index in open_ones)
    return [(start, ends.get(index, end), node, draft) for index, (start, end, node, draft) in enumerate(found)]


def _container(stack: list[_Scope], draft: Draft, rules: ExtractionRules) -> _Scope | None:
    """The scope that owns the draft; None for a local variable, or `self.x` outside of any class."""
    if "self" in draft.captures:
        return next((scope for scope in reversed(stack) if scope.kind in rules.class_likes), None)
    scope = stack[-1]
    if scope.kind in _FUNCTION_LIKE and (draft.kind in _VALUES or _only_declares(draft)):
        return None
    return scope


def _only_declares(draft: Draft) -> bool:
    """A function without a body: inside another function it says nothing new (C++ reads `Box b(size);` as one too)."""
    return draft.kind == "function" and "body" not in draft.captures


@dataclass(slots=True)
class _Builder:
    draft: Draft
    node: tree_sitter.Node
    start: int
    end: int
    scope: _Scope
    data: bytes
    rules: ExtractionRules
    language: Language
    name: str = ""
    container: str = ""
    kind: str = ""
    bases: tuple[str, ...] = ()
    decorators: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        captures = self.draft.captures
        self.name = self._text(captures["name"][0])
        if self.rules.verbatim_names:
            self.name = _unquoted(one_line(self.name))
        elif (name := unescaped(self.name, self.rules.name_escape)) != self.name:
            self.name = name
        elif not self.name.isidentifier():  # a string, `[computed]`, `A::B`, `:symbol`
            self.name = "".join(self.name.split()).strip("\"'").replace("::", ".").removeprefix(":")
        self.container = self.scope.path
        explicit = captures.get("container")
        prefix = ".".join(_dotted(self._text(node)) for node in explicit) if explicit else ""
        if prefix:
            self.container = f"{self.container}.{prefix}" if self.container else prefix
        if "base" in captures:
            self.bases = self._texts("base")
        if "decorator" in captures:
            self.decorators = tuple(_unmarked(text) for text in self._texts("decorator"))
        self.kind = self._kind(bool(prefix))

    @property
    def qualified(self) -> str:
        return f"{self.container}.{self.name}"

    def build(self, lines: list[int]) -> Symbol:
        captures, node, data = self.draft.captures, self.node, self.data
        name = captures["name"][0]
        bodies = captures.get("body")
        body = bodies[0] if bodies else None
        body_start = body.start_byte if body is not None else node.end_byte
        decorators = captures.get("decorator", [])
        cuts, head_end = decorators, body_start
        if body is not None and name.start_byte >= body.end_byte:  # `typedef struct { … } name;`
            cuts, head_end = [*cuts, body], self.end
        opener = "" if self.rules.verbatim_names else self.language.block_opener
        signature = signature_of(node, node.start_byte, head_end, cuts, data, self.rules, opener)
        return Symbol(
            name=self.name,
            kind=cast(SymbolKind, self.kind),
            container=self.container,
            start=self.start,
            end=self.end,
            name_start=name.start_byte,
            name_end=name.end_byte,
            body_start=body_start,
            line=bisect_right(lines, name.start_byte) - 1,
            end_line=bisect_right(lines, max(self.start, self.end - 1)) - 1,
            signature=signature,
            docstring=docstring_of(self.start, body, self.decorators, data, self.rules),
            parameters=self._parameters(),
            result=self._result(),
            bases=self.bases,
            decorators=self.decorators,
            visibility=self._visibility(name.start_byte, decorators),
        )

    def _kind(self, has_container: bool) -> str:
        kind, rules, scope = self.draft.kind, self.rules, self.scope
        in_class = scope.kind in rules.class_likes or has_container
        if kind == "function" and in_class:
            own_name = "{class}" if self.name == self.container.rpartition(".")[2] else self.name
            kind = "constructor" if own_name in rules.constructors else "method"
        if kind == "method":
            for decorator in self.decorators:
                last = decorator.partition("(")[0].rpartition(".")[2].strip()
                kind = rules.kind_by_decorator.get(last, kind)
        elif kind == "class":
            for base in self.bases:
                last = base.partition("[")[0].partition("<")[0].rpartition(".")[2]
                kind = rules.kind_by_base.get(last, kind)
        elif kind == "variable":
            if scope.kind == "enum" and "type" not in self.draft.captures:
                kind = "enum_member"
            elif rules.constant_names and scope.kind != "enum" and _CONSTANT.fullmatch(self.name):
                kind = "constant"
            elif in_class:
                kind = "field"
        return kind

    def _parameters(self) -> tuple[Parameter, ...]:
        captured = self.draft.captures.get("parameters")
        if not captured:
            return ()
        parameters = read_parameters(captured[0], self.data, self.rules)
        for further in captured[1:]:  # Scala's `def f(a: Int)(b: Int)`
            parameters += read_parameters(further, self.data, self.rules)
        is_method = self.kind in _FUNCTION_LIKE and self.scope.kind in self.rules.class_likes
        if parameters and parameters[0].name in self.rules.receivers and is_method:
            first = parameters[0]
            parameters = (Parameter(first.name, first.type, first.default, "receiver"), *parameters[1:])
        return parameters

    def _result(self) -> str:
        captures = self.draft.captures
        nodes = captures.get("result") or captures.get("type")
        if not nodes:
            return ""
        name = captures["name"][0]
        # C++ may write the result behind an arrow too: that one counts.
        node = next((one for one in nodes if one.start_byte >= name.end_byte), nodes[0])
        if self.rules.result_around_name and node.end_byte <= name.start_byte:
            start = captures.get("container", [name])[0].start_byte
            return declared_type(node, start, name.end_byte, self.node.start_byte, self.data, "result" in captures)
        return one_line(self._text(node)).removeprefix("->").removeprefix(":").lstrip()

    def _visibility(self, name_start: int, decorators: list[tree_sitter.Node]) -> Visibility:
        if self.draft.visibility is not None:
            return self.draft.visibility
        start = self.node.start_byte
        if decorators:
            start = max((one.end_byte for one in decorators if one.end_byte <= name_start), default=start)
        head = self.data[start:name_start].decode("utf-8", "replace")
        return visibility_of(self.name, self.kind, head, self.scope.kind, self.scope.access, self.rules)

    def _texts(self, capture: str) -> tuple[str, ...]:
        nodes = sorted(self.draft.captures.get(capture, ()), key=lambda node: node.start_byte)
        return tuple(one_line(self._text(node)) for node in nodes)

    def _text(self, node: tree_sitter.Node) -> str:
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "replace")


def _dotted(text: str) -> str:
    """A qualifier of C++ or Go as a dotted path: `ns::Box<T>` is `ns.Box`, `*Server[K]` is `Server`."""
    while (shorter := _TEMPLATE_ARGUMENTS.sub("", text)) != text:
        text = shorter
    return ".".join(part.strip(" *&") for part in text.replace("::", ".").split(".") if part.strip(" *&"))


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'`" else text


def _unmarked(decorator: str) -> str:
    """Without what marks a decorator, attribute or annotation: `@a(1)`, `#[a(1)]` and `[a(1)]` are all `a(1)`."""
    if decorator.startswith(("#[", "[")) and decorator.endswith("]"):
        return decorator.removeprefix("#")[1:-1].strip()
    return decorator.removeprefix("@").lstrip()
