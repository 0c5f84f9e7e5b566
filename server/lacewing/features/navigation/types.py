"""What navigation gives, as plain data in byte offsets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lacewing.project.facts import SymbolKind
from lacewing.text.position import Span

FoldKind = Literal["", "comment", "imports", "region"]


@dataclass(frozen=True, slots=True)
class Site:
    """A place in a file: `span` is the name to show, `whole` what it belongs to (a definition with its body).

    `path` is relative to the project where features give it, absolute where services do.
    """

    path: str
    span: Span
    whole: Span


@dataclass(frozen=True, slots=True)
class Highlight:
    """A place of a name in the file; `written` where it is given a value."""

    span: Span
    written: bool


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A definition in a file's outline, with what lies in it."""

    name: str
    kind: SymbolKind
    detail: str
    whole: Span
    span: Span
    deprecated: bool
    children: tuple[OutlineEntry, ...]


@dataclass(frozen=True, slots=True)
class FoundSymbol:
    """A definition of the project found by its name."""

    name: str
    kind: SymbolKind
    container: str
    site: Site


@dataclass(frozen=True, slots=True)
class Fold:
    """Lines `start` to `end` (0-based, both included) that can be folded into the first."""

    start: int
    end: int
    kind: FoldKind = ""


@dataclass(frozen=True, slots=True)
class ShownSignature:
    """One way to call a function: `label` with the `parameters` as ranges of str positions in it.

    `active` is the index of the parameter that the cursor writes, -1 for none.
    """

    label: str
    parameters: tuple[tuple[int, int], ...]
    documentation: str
    active: int


@dataclass(frozen=True, slots=True)
class Signatures:
    """All ways to call what the cursor stands in the arguments of; `active` is the index of the one that fits best."""

    signatures: tuple[ShownSignature, ...]
    active: int
