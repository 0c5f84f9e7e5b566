"""One model at one server, with what is known of how it does: its breaker, its limits, why it was left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lacewing.model.client import ModelClient
from lacewing.model.errors import (
    ModelConfigError,
    ModelError,
    ModelPolicyError,
    ModelRefusedError,
    ModelUnreachableError,
)
from lacewing.model.routing.breaker import Breaker
from lacewing.model.routing.limits import Limits

Role = Literal["completion", "chat", "embedding"]
# Statuses that are the request's own fault, as RFC 9110 and the providers' references have them: another request to the
# same server may well do.
_OWN_FAULT = frozenset([400, 405, 406, 411, 413, 414, 415, 422])


@dataclass(slots=True)
class Endpoint:
    """`client` and its state; belongs to an event loop. `unreachable` says that its last failure was of that kind;
    until `connected_until` (seconds of the monotonic clock) a connection needs not be opened in advance."""

    client: ModelClient
    breaker: Breaker
    limits: Limits
    unreachable: bool = False
    connected_until: float = 0.0

    def report(self, error: ModelError) -> None:
        """Count what a request failed with, if the server is to blame."""
        refused = error.status if isinstance(error, ModelRefusedError) else 0
        if isinstance(error, ModelPolicyError) or refused in _OWN_FAULT:
            self.breaker.left()
            return
        self.unreachable = isinstance(error, ModelUnreachableError)
        certain = self.unreachable or refused or isinstance(error, ModelConfigError)
        wanted = error.retry_after_s if isinstance(error, ModelRefusedError) else None
        self.breaker.failed(str(error), at_once=bool(certain), wanted_s=wanted or 0.0)


@dataclass(frozen=True, slots=True)
class EndpointState:
    """How an endpoint does, for people: `model` in words; `seconds_left` until it is tried again, when it is “open”."""

    model: str
    state: Literal["closed", "open", "trial"]
    reason: str
    seconds_left: float


def state_of(endpoint: Endpoint) -> EndpointState:
    """The state of `endpoint` now."""
    breaker = endpoint.breaker
    return EndpointState(endpoint.client.description, breaker.state, breaker.reason, breaker.seconds_left)
