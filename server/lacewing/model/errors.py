"""What can go wrong with a model, each in words that say what to change.

ModelError
├── ModelConfigError        the settings cannot work
├── ModelPolicyError        a policy forbids the request or withholds the answer
├── ModelUnreachableError   no connection, or it broke
├── ModelTimeoutError       connected, but no (further) token in time
└── ModelRefusedError       the server answered with an error, before or inside its stream
"""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "key", "permission", "missing", "too_long", "quota", "rate", "overloaded", "server", "request", "content", "reply"
]
_PASSING: frozenset[Kind] = frozenset(("rate", "overloaded", "server"))


class ModelError(Exception):
    """Any failure of a model; its text is fit for the user. `retryable`: asking again soon may help."""

    retryable = False


class ModelConfigError(ModelError):
    """The settings cannot work."""


class ModelPolicyError(ModelError):
    """A policy forbids to ask, or withholds what was answered."""


class ModelUnreachableError(ModelError):
    """No connection to the server, or it broke."""

    retryable = True


class ModelTimeoutError(ModelError):
    """The server is too slow."""


class ModelRefusedError(ModelError):
    """The server answered with an error.

    `kind` is what is wrong ("reply": the answer is not understood), `status` the HTTP status, 0 inside a stream, and
    `retry_after_s` how long the server asks to be left alone, in seconds; None where it did not say.
    """

    def __init__(
        self, message: str, status: int = 0, kind: Kind = "request", retry_after_s: float | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.retry_after_s = retry_after_s

    @property
    def retryable(self) -> bool:  # type: ignore[override]
        """Whether the fault passes by itself; a spent quota does not."""
        return self.kind in _PASSING
