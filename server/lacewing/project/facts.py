"""What one file says, as plain data: symbols, references, calls, imports, and what its local names hold.

`lacewing.project.extract` makes facts from bytes, purely; the index stores them under the hash of content and
grammar version. All offsets are bytes in the file's UTF-8 text; lines are 0-based. Named tuples and not dataclasses
where there are thousands of a kind: frozen ones take four times as long to make.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

SymbolKind = Literal[
    "module", "class", "interface", "struct", "enum", "enum_member", "type", "function", "method", "constructor",
    "field", "property", "variable", "constant", "macro", "namespace", "extension", "heading", "key", "element",
    "selector",
]  # fmt: skip
PLACES = frozenset(["heading", "key", "element"])
"""Kinds of symbols that are places in a text: an outline shows them, but no code can mean one by its name."""
Visibility = Literal["public", "protected", "private"]
ParameterKind = Literal["positional", "positional_only", "keyword_only", "variadic", "keyword_variadic", "receiver"]


class Parameter(NamedTuple):
    """One parameter as written; `type` and `default` are source text, empty when absent."""

    name: str
    type: str = ""
    default: str = ""
    kind: ParameterKind = "positional"


class Symbol(NamedTuple):
    """A definition.

    `container` is the dotted path of the enclosing symbols ("" at top level); `signature` is the declaration on one
    line without its body; `docstring` is the text without comment marks or quotes; `start`/`end` span the whole
    definition including decorators, `name_start`/`name_end` the name; `body_start` is where the body begins (= end
    when there is none); `visibility` is "public", "protected" or "private" by the language's own rule. A type may have
    several symbols of one qualified name (C#'s partial classes); one of kind "extension" is no definition, but gives
    the type it is named after, which stands in another file, the bases it has. `returned` is the
    last plain expression that a function of no declared result returns, "" where there is none.
    """

    name: str
    kind: SymbolKind
    container: str
    start: int
    end: int
    name_start: int
    name_end: int
    body_start: int
    line: int
    end_line: int
    signature: str
    docstring: str = ""
    parameters: tuple[Parameter, ...] = ()
    result: str = ""
    bases: tuple[str, ...] = ()
    decorators: tuple[str, ...] = ()
    visibility: Visibility = "public"
    returned: str = ""

    @property
    def qualified_name(self) -> str:
        """Container and name joined by dots."""
        return f"{self.container}.{self.name}" if self.container else self.name


class Reference(NamedTuple):
    """A use of an identifier that is not its definition; `receiver` is the text before the dot, "" when bare
    (whitespace collapsed; of a very long one only the end, behind "…")."""

    name: str
    start: int
    line: int
    receiver: str = ""


class Call(NamedTuple):
    """A call: callee `name`, `receiver` text before it, the whole call's span, and the qualified enclosing symbol."""

    name: str
    receiver: str
    start: int
    end: int
    line: int
    caller: str
    arguments: int


class Import(NamedTuple):
    """One imported name. `import a.b as c` has module "a.b", name "", alias "c"; `from .m import n` has module
    ".m", name "n"; a wildcard has name "*". `bound` says under which name code of the file sees it ("" for none);
    `binding` is that name where the language's rule is not the usual one (Python's `import a.b` binds "a").

    What a file only hands on (`export { a as b } from "m"`) is bound to nothing; what it gives away of its own under
    another name (`export { a as b }`, `export default a`) has no module either."""

    module: str
    name: str
    alias: str
    line: int
    start: int
    end: int
    binding: str | None = None

    @property
    def bound(self) -> str:
        """The name by which the file refers to it."""
        if self.binding is not None:
            return self.binding
        return (
            self.alias or (self.name if self.name != "*" else "") or self.module.rpartition(".")[2].rpartition("/")[2]
        )


class Binding(NamedTuple):
    """What the syntax shows of a local name's value, from byte `start` to `end`.

    By `how`, `text` is its type ("type"), the expression that it holds ("value"), whose elements it takes in turn
    ("element"), or that is entered to get it ("entered": Python's `with`), or the type of the function that it is a
    parameter of ("parameter"). `position` says which of several parts or parameters it is (`a, err := f()`), -1 for
    the whole. Texts are on one line; of a long expression the arguments are left out.
    """

    name: str
    start: int
    end: int
    how: Literal["type", "value", "element", "entered", "parameter"]
    text: str
    position: int = -1


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything extracted from one file of `language`; `errors` counts its ERROR and MISSING nodes."""

    language: str
    symbols: tuple[Symbol, ...]
    references: tuple[Reference, ...]
    calls: tuple[Call, ...]
    imports: tuple[Import, ...]
    errors: int


class Outline(NamedTuple):
    """The part of a file's facts by which other files know it; `broken` says whether its text has syntax errors."""

    language: str
    symbols: tuple[Symbol, ...]
    imports: tuple[Import, ...]
    broken: bool = False


def named_symbols(facts: Facts) -> Iterator[Symbol]:
    """The symbols that code can mean by their names."""
    return (symbol for symbol in facts.symbols if symbol.kind not in PLACES)


def enclosing_symbols(facts: Facts, offset: int) -> list[Symbol]:
    """The symbols whose definitions hold byte `offset`, innermost first (the end of one still counts as inside)."""
    return [symbol for symbol in reversed(facts.symbols) if symbol.start <= offset <= symbol.end]


def enclosing_symbol(facts: Facts, offset: int, kinds: Collection[str] = ()) -> Symbol | None:
    """The innermost symbol around byte `offset`, of one of `kinds` when any are given; None outside of all."""
    for symbol in enclosing_symbols(facts, offset):
        if not kinds or symbol.kind in kinds:
            return symbol
    return None
