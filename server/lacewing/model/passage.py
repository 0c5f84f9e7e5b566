"""What goes with one request through the boundary: who looks for secrets in it, and which were replaced."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson

from lacewing.model.errors import ModelPolicyError
from lacewing.model.redaction.redactor import Redactions, Redactor

# httpx carries what belongs to one request under such names (its documentation, “Request extensions”).
EXTENSION = "lacewing.passage"


@dataclass(frozen=True, slots=True)
class Passage:
    """Of one request: `redactor` looks for secrets, `redactions` takes what was replaced.

    `own_words` are strings that Lacewing puts into requests itself, such as the model's name; they stay as they are.
    """

    redactor: Redactor = field(default_factory=Redactor)
    own_words: frozenset[str] = frozenset()
    redactions: Redactions = field(default_factory=Redactions)

    def outgoing(self, body: Any) -> Any:
        """What is sent instead of `body`, which JSON can hold."""
        if isinstance(body, str):
            return body if body in self.own_words else self.redactor.redact(body, self.redactions)
        if isinstance(body, dict):
            return {self.outgoing(key): self.outgoing(value) for key, value in body.items()}
        if isinstance(body, list | tuple):
            return [self.outgoing(value) for value in body]
        return body

    def outgoing_bytes(self, body: bytes) -> bytes:
        """The same for JSON in UTF-8. Raises ModelPolicyError for anything else, as nobody can see what is in it."""
        if not body:
            return body
        try:
            return orjson.dumps(self.outgoing(orjson.loads(body)))
        except ValueError:
            raise ModelPolicyError("a request that is no JSON was not sent, as nobody can see what is in it") from None
