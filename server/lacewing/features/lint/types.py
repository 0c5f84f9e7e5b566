"""What lint gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lacewing.text.edit import TextEdit
from lacewing.text.position import Span

Severity = Literal["error", "warning", "information", "hint"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of `rule` (`<language>/<name>`) in the file at absolute `path`."""

    path: str
    span: Span
    rule: str
    severity: Severity
    message: str
    fix: tuple[TextEdit, ...] = ()
