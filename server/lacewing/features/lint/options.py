"""What a user may set about lint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lacewing.features.lint.types import Severity


@dataclass(frozen=True, slots=True)
class LintOptions:
    """Which rules run, on what, and how their findings count.

    A rule is named `<language>/<name>` or only `<name>` (in every language that has it); `*` and `?` are wildcards.
    """

    enabled: bool = field(default=True, metadata={"doc": "Whether files are checked at all."})
    languages: tuple[str, ...] = field(
        default=(), metadata={"doc": "The languages whose files are checked; empty means all that have rules."}
    )
    only: tuple[str, ...] = field(
        default=(),
        metadata={"doc": "Rules to run and no others, such as `duplicate-key` or `python/*`; empty means all."},
    )
    enable: tuple[str, ...] = field(default=(), metadata={"doc": "Rules to run that are off by default."})
    disable: tuple[str, ...] = field(default=(), metadata={"doc": "Rules that are not run."})
    severity: Mapping[str, Severity] = field(
        default_factory=dict,
        metadata={"doc": "Severity by rule (error, warning, information or hint), instead of the rule's own."},
    )
    max_findings: int = field(
        default=200, metadata={"doc": "The most findings given for one file; the first are kept."}
    )
    max_file_bytes: int = field(default=2_000_000, metadata={"doc": "Larger files are not checked."})
    generated: bool = field(
        default=False, metadata={"doc": "Whether generated and minified files are checked like written ones."}
    )
