"""What goes with one request through the boundary: who looks for secrets in it, and which were replaced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    `secrets` are secrets by value: the keys of the request.
    """

    redactor: Redactor = field(default_factory=Redactor)
    own_words: frozenset[str] = frozenset()
    secrets: tuple[str, ...] = field(default=(), repr=False)
    redactions: Redactions = field(default_factory=Redactions)

    def outgoing(self, body: Any, also: Sequence[str] = ()) -> Any:
        """What is sent instead of `body`, which JSON can hold. What is secret in one string of it is so in all.

        `also` are further secrets by value.
        """
        values = (*also, *self.secrets, *self.redactor.values_in(_strings(body)))

        def redacted(part: Any) -> Any:
            if isinstance(part, str):
                return part if part in self.own_words else self.redactor.redact(part, self.redactions, values)
            if isinstance(part, dict):
                return {redacted(key): redacted(value) for key, value in part.items()}
            return [redacted(each) for each in part] if isinstance(part, list | tuple) else part

        return redacted(body)

    def outgoing_bytes(self, body: bytes, also: Sequence[str] = ()) -> bytes:
        """The same for JSON in UTF-8. Raises ModelPolicyError for anything else, as nobody can see what is in it."""
        if not body:
            return body
        try:
            return orjson.dumps(self.outgoing(orjson.loads(body), also))
        except ValueError:
            raise ModelPolicyError("a request that is no JSON was not sent, as nobody can see what is in it") from None


def _strings(body: Any) -> Iterator[str]:
    if isinstance(body, str):
        yield body
    elif isinstance(body, dict):
        for key, value in body.items():
            yield from _strings(key)
            yield from _strings(value)
    elif isinstance(body, list | tuple):
        for each in body:
            yield from _strings(each)
