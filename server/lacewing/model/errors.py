"""What can go wrong with a model, each in words that say what to change.

ModelError
├── ModelConfigError        the settings cannot work
├── ModelPolicyError        a policy forbids the request or withholds the answer
├── ModelUnreachableError   no connection, or it broke
├── ModelTimeoutError       connected, but no (further) token in time
└── ModelRefusedError       the server answered with an error; `status` is the HTTP status, 0 inside a stream
"""

from __future__ import annotations


class ModelError(Exception):
    """Any failure of a model; its text is fit for the user."""


class ModelConfigError(ModelError):
    """The settings cannot work."""


class ModelPolicyError(ModelError):
    """A policy forbids to ask, or withholds what was answered."""


class ModelUnreachableError(ModelError):
    """No connection to the server, or it broke."""


class ModelTimeoutError(ModelError):
    """The server is too slow."""


class ModelRefusedError(ModelError):
    """The server answered with an error."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status
