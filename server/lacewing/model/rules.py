"""What an organisation says of models: which may be asked, what is secret besides, which answers are withheld.

Rules of several files add up: each can forbid, none can permit what another forbids. Knows nothing of files of a
project; which of them may leave is decided elsewhere and handed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import NamedTuple

from lacewing.model.errors import ModelPolicyError
from lacewing.model.redaction.types import OwnPattern


class Moderated(NamedTuple):
    """Answers in which `regex` is found are withheld, and `message` is shown instead."""

    regex: re.Pattern[str]
    message: str


@dataclass(frozen=True, slots=True)
class ModelRules:
    """The rules of one policy, `origin` being its file. `broken` says why it cannot be read: then nothing may leave."""

    origin: str = ""
    allow: tuple[str, ...] | None = None
    deny: tuple[str, ...] = ()
    secrets: tuple[OwnPattern, ...] = ()
    moderation: tuple[Moderated, ...] = ()
    broken: str = ""

    def check_destination(self, provider: str, host: str) -> None:
        """Raise ModelPolicyError when no model of `provider` at `host` may be asked."""
        if self.broken:
            raise ModelPolicyError(f"{self.origin}: {self.broken}; until this is put right no model is asked anything")
        if _named(self.deny, provider, host):
            raise ModelPolicyError(f"the policy {self.origin} forbids to ask {provider} at {host}")
        if self.allow is not None and not _named(self.allow, provider, host):
            allowed = ", ".join(self.allow) or "none"
            raise ModelPolicyError(f"the policy {self.origin} allows to ask {allowed}, not {provider} at {host}")

    def check_answer(self, text: str) -> None:
        """Raise ModelPolicyError when the answer so far must be withheld."""
        for regex, message in self.moderation:
            if regex.search(text):
                raise ModelPolicyError(f"the answer is withheld: {message} ({self.origin})")


def all_secrets(rules: Iterable[ModelRules]) -> tuple[OwnPattern, ...]:
    """The patterns of all rules."""
    return tuple(pattern for each in rules for pattern in each.secrets)


def _named(patterns: tuple[str, ...], provider: str, host: str) -> bool:
    """Whether a pattern names the provider (“ollama”), its host (“*.example.com”) or both (“openai@llm.example”)."""
    names = (provider.lower(), host.lower(), f"{provider}@{host}".lower())
    return any(fnmatchcase(name, pattern.lower()) for pattern in patterns for name in names)
