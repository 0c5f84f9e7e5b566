"""Settings of what leaves the machine."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PrivacyOptions:
    """What models are shown. Secrets in text are always replaced and cannot be sent."""

    policy_file: str = field(
        default="",
        metadata={
            "doc": "A policy file, in force besides the machine's own and that of `LACEWING_POLICY`: what may be shown "
            "to which models (docs/privacy.md)."
        },
    )
