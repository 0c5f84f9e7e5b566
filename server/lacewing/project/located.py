"""What a file says and the path of the file: the answers of an index. Knows nothing of how they are found."""

from __future__ import annotations

from dataclasses import dataclass

from lacewing.project.facts import Call, Reference, Symbol


@dataclass(frozen=True, slots=True)
class Located:
    """A definition and the file it stands in."""

    path: str
    symbol: Symbol


@dataclass(frozen=True, slots=True)
class CallSite:
    """A call and the file it stands in."""

    path: str
    call: Call


@dataclass(frozen=True, slots=True)
class ReferenceSite:
    """A reference and the file it stands in."""

    path: str
    reference: Reference
