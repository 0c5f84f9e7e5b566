"""What an explanation is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FactKind = Literal[
    "signature",
    "purpose",
    "base",
    "parameter",
    "result",
    "raises",
    "calls",
    "called_by",
    "flow",
    "effect",
    "test",
    "unknown",
    "related",
]


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about the subject; `path` (absolute) and `line` (0-based) are where it can be seen."""

    kind: FactKind
    text: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """`title` names the subject at `path`, lines `line` to `end_line` (0-based).

    `markdown` is the whole text, `hover` at most six lines; `prose_by` is the model that wrote prose in it, if one did.
    """

    title: str
    path: str
    line: int
    end_line: int
    facts: tuple[Fact, ...]
    markdown: str
    hover: str
    prose_by: str = ""
