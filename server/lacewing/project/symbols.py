"""From the joined matches of `symbols.scm` to `Symbol`s: nesting, kinds, visibility. Knows no language by name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from operator import attrgetter

import tree_sitter

from lacewing.project.declarators import declared_type
from lacewing.project.docstrings import docstring_of
from lacewing.project.extensions import with_extensions
from lacewing.project.extraction_rules import ExtractionRules
from lacewing.project.facts import Parameter, Symbol, Visibility
from lacewing.project.line_numbers import LineNumbers
from lacewing.project.node_texts import unescaped
from lacewing.project.parameters import read_parameters
from lacewing.project.signatures import one_line, signature_of
from lacewing.project.visibility import give_visibility, opening_access, section_visibility, visibility_of
from lacewing.syntax.language import Language
from lacewing.syntax.queries import Captures

_FUNCTION_LIKE = frozenset(["function", "method", "constructor", "property"])
_VALUES = frozenset(["variable", "constant", "field"])
_CONSTANT = re.compile(r"_*[A-Z][A-Z0-9_]*")
_START = attrgetter("start_byte")
_TEMPLATE_ARGUMENTS = re.compile(r"<[^<>]*>|\[[^\[\]]*\]")


@dataclass(slots=True)
class Draft:
    """All matches of one name, joined: the kind of the first `pattern` that matched and the captures of all.

    `role` is the capture of the definition, "part" when only a part of one matched.

    A draft of kind "access" is C++'s `private:`, or with a name Ruby's `private :f`: it changes the visibility of what
    follows it in its class, or of what it names. One of kind "section" (Ruby's `class << self`) continues the symbol
    around it, with a visibility of its own. One of kind "extension" adds members and bases to the type it names
    (`lacewing.project.extensions`).
    """

    kind: str
    role: str
    pattern: int
    captures: Captures
    visibility: Visibility | None = None  # what a pattern says of all it matches

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
    drafts: Drafts, data: bytes, rules: ExtractionRules, lines: LineNumbers, language: Language
) -> tuple[Symbol, ...]:
    """The symbols in document order, outer before inner.

    Local variables are no symbols; of several assignments to one name the first is.
    """
    symbols: list[Symbol] = []
    extensions: list[Symbol] = []
    build = _Builder(data, rules, lines, language).build
    stack = [_Scope(0, len(data) + 1, "", "module")]
    ordered = _in_order(drafts, len(data), rules.leveled)
    upcoming = [start for start, _, _, _ in ordered[1:]]
    upcoming.append(len(data))
    for (start, end, node, draft), following in zip(ordered, upcoming, strict=False):
        scope = stack[-1]
        while scope.end <= start or (scope.start == start and scope.end == end and len(stack) > 1):
            stack.pop()
            scope = stack[-1]
        if draft.kind == "access":
            _change_access(draft, node, scope, symbols, data, rules)
            continue
        if draft.kind == "section":
            stack.append(_Scope(start, end, scope.path, scope.kind, taken=scope.taken))
            continue
        owner = _owner(stack, draft, rules)
        if owner is None:
            continue
        symbol = build(draft, node, start, end, owner)
        if symbol is None:
            continue
        (extensions if symbol.kind == "extension" else symbols).append(symbol)
        # What holds no definition is never looked at again.
        if (following < end or symbol.kind == "namespace") and symbol.kind not in rules.transparent:
            stack.append(_opened(symbol, stack[-1], draft, rules))
    return with_extensions(symbols, extensions) if extensions else tuple(symbols)


def _owner(stack: list[_Scope], draft: Draft, rules: ExtractionRules) -> _Scope | None:
    """The scope that owns the draft; None for a local variable, or `self.x` outside of any class."""
    if "self" in draft.captures:
        return next((scope for scope in reversed(stack) if scope.kind in rules.class_likes), None)
    scope = stack[-1]
    # A function without a body says nothing new inside another one (C++ reads `Box b(size);` as one too).
    if draft.kind in _VALUES or (draft.kind == "function" and "body" not in draft.captures):
        # `self.x = y = …` makes a local `y`, though it stands in a field.
        holder = (
            scope if scope.kind not in _VALUES else next(each for each in reversed(stack) if each.kind not in _VALUES)
        )
        if holder.kind in _FUNCTION_LIKE:
            return None
    if scope.open_ended and draft.kind == scope.kind:
        stack.pop()
        scope = stack[-1]
    return scope


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


def _in_order(drafts: Drafts, text_end: int, leveled: bool) -> list[tuple[int, int, tree_sitter.Node, Draft]]:
    """Start, end and node of each draft that is a definition, outer before inner."""
    found = []
    for draft in drafts.values():
        captures = draft.captures
        nodes = captures.get(draft.role)
        if not nodes:
            continue
        node = captures["extent"][0] if "extent" in captures else nodes[0]  # wider: with a template's head
        start = node.start_byte
        if "decorator" in captures:
            start = min(start, *(decorator.start_byte for decorator in captures["decorator"]))
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


class _Builder:
    """Makes symbols of one file; this runs for every definition of a project and must stay fast."""

    def __init__(self, data: bytes, rules: ExtractionRules, lines: LineNumbers, language: Language) -> None:
        self._data = data
        self._rules = rules
        self._lines = lines
        self._opener = "" if rules.verbatim_names else language.block_opener

    def build(self, draft: Draft, node: tree_sitter.Node, start: int, end: int, scope: _Scope) -> Symbol | None:
        """The symbol of a draft in `scope`; None for a further assignment to a name."""
        captures, data = draft.captures, self._data
        name_node = captures["name"][0]
        name_start, name_end = name_node.start_byte, name_node.end_byte
        name = self._name(data[name_start:name_end].decode("utf-8", "replace"))
        container = self._container(scope, captures) if "container" in captures else scope.path
        bases = self._texts(captures["base"]) if "base" in captures else ()
        decorators = captures.get("decorator", [])
        marks = tuple(map(_unmarked, self._texts(decorators))) if decorators else ()
        kind = self._kind(draft, scope, name, container, bases, marks)
        if kind in _VALUES:
            if (qualified := f"{container}.{name}") in scope.taken:
                return None
            scope.taken.add(qualified)
        body = captures["body"][0] if "body" in captures else None
        body_start = body.start_byte if body is not None else node.end_byte
        values = (
            name,
            kind,
            container,
            start,
            end,
            name_start,
            name_end,
            body_start,
            self._lines.of(name_start),
            self._lines.of(end - 1 if end > start else start),
            self._signature(node, name_start, body, body_start, end, decorators),
            docstring_of(start, body, marks, data, self._rules),
            self._parameters(captures["parameters"], kind, scope) if "parameters" in captures else (),
            self._result(draft, node) if "result" in captures or "type" in captures else "",
            bases,
            marks,
            draft.visibility or self._visibility(name, kind, node, name_start, decorators, scope),
            "",
        )
        return tuple.__new__(Symbol, values)  # as Symbol(…), which takes five times as long

    def _name(self, text: str) -> str:
        rules = self._rules
        if rules.verbatim_names:
            return _unquoted(one_line(text))
        if rules.name_escape and (name := unescaped(text, rules.name_escape)) != text:
            return name
        if not text.isidentifier():  # a string, `[computed]`, `A::B`, `:symbol`
            return "".join(text.split()).strip("\"'").replace("::", ".").removeprefix(":")
        return text

    def _container(self, scope: _Scope, captures: Captures) -> str:
        prefix = ".".join(_dotted(self._text(node)) for node in captures["container"])
        return f"{scope.path}.{prefix}" if scope.path and prefix else prefix or scope.path

    def _kind(
        self, draft: Draft, scope: _Scope, name: str, container: str, bases: tuple[str, ...], marks: tuple[str, ...]
    ) -> str:
        kind, rules = draft.kind, self._rules
        in_class = scope.kind in rules.class_likes or container != scope.path
        if kind == "function" and in_class:
            own_name = "{class}" if name == container.rpartition(".")[2] else name
            kind = "constructor" if own_name in rules.constructors else "method"
        if kind == "method":
            for mark in marks:
                last = mark.partition("(")[0].rpartition(".")[2].strip()
                kind = rules.kind_by_decorator.get(last, kind)
        elif kind == "class":
            for base in bases:
                last = base.partition("[")[0].partition("<")[0].rpartition(".")[2]
                kind = rules.kind_by_base.get(last, kind)
        elif kind == "variable":
            if scope.kind == "enum" and "type" not in draft.captures:
                kind = "enum_member"
            elif rules.constant_names and scope.kind != "enum" and _CONSTANT.fullmatch(name):
                kind = "constant"
            elif in_class:
                kind = "field"
        return kind

    def _signature(
        self,
        node: tree_sitter.Node,
        name_start: int,
        body: tree_sitter.Node | None,
        body_start: int,
        end: int,
        decorators: list[tree_sitter.Node],
    ) -> str:
        cuts, head_end = decorators, body_start
        if body is not None and name_start >= body_start and name_start >= body.end_byte:
            cuts, head_end = [*cuts, body], end  # `typedef struct { … } name;`
        return signature_of(node, node.start_byte, head_end, cuts, self._data, self._rules, self._opener)

    def _parameters(self, lists: list[tree_sitter.Node], kind: str, scope: _Scope) -> tuple[Parameter, ...]:
        parameters = read_parameters(lists[0], self._data, self._rules)
        for further in lists[1:]:  # Scala's `def f(a: Int)(b: Int)`
            parameters += read_parameters(further, self._data, self._rules)
        is_method = kind in _FUNCTION_LIKE and scope.kind in self._rules.class_likes
        if parameters and parameters[0].name in self._rules.receivers and is_method:
            first = parameters[0]
            parameters = (Parameter(first.name, first.type, first.default, "receiver"), *parameters[1:])
        return parameters

    def _result(self, draft: Draft, node: tree_sitter.Node) -> str:
        captures = draft.captures
        nodes = captures.get("result") or captures["type"]
        name = captures["name"][0]
        # C++ may write the result behind an arrow too: that one counts.
        result = next((one for one in nodes if one.start_byte >= name.end_byte), nodes[0])
        if self._rules.result_around_name and result.end_byte <= name.start_byte:
            start = captures.get("container", [name])[0].start_byte
            return declared_type(result, start, name.end_byte, node.start_byte, self._data, "result" in captures)
        return one_line(self._text(result)).removeprefix("->").removeprefix(":").lstrip()

    def _visibility(
        self,
        name: str,
        kind: str,
        node: tree_sitter.Node,
        name_start: int,
        decorators: list[tree_sitter.Node],
        scope: _Scope,
    ) -> Visibility:
        head = ""
        if self._rules.visibility_words:
            start = node.start_byte
            if decorators:
                start = max((one.end_byte for one in decorators if one.end_byte <= name_start), default=start)
            head = self._data[start:name_start].decode("utf-8", "replace")
        return visibility_of(name, kind, head, scope.kind, scope.access, self._rules)

    def _texts(self, nodes: list[tree_sitter.Node]) -> tuple[str, ...]:
        ordered = sorted(nodes, key=_START) if len(nodes) > 1 else nodes
        return tuple(one_line(self._text(node)) for node in ordered)

    def _text(self, node: tree_sitter.Node) -> str:
        return self._data[node.start_byte : node.end_byte].decode("utf-8", "replace")


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
