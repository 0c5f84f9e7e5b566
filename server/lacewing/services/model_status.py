"""How the models do, in words for a status line: which answers, and why another or none does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lacewing.model.errors import ModelPolicyError
from lacewing.model.guarded import check_destination
from lacewing.model.routing.router import Router
from lacewing.policy import Policy


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """`model` is the first model, in words. “fallback”: another answers in its place. “down”: none does, and the
    embedded engine answers alone. “forbidden”: so it does, as a policy wants it. `message` says why, or "".
    """

    model: str
    state: Literal["ready", "fallback", "down", "forbidden"]
    message: str = ""


def status_of_models(router: Router, policy: Policy | None) -> ModelStatus:
    """The state of completion's models, for a folder under `policy`."""
    states = router.states("completion")
    first = states[0]
    forbidden = ""
    for endpoint, state in zip(router.routes["completion"], states, strict=True):
        try:
            check_destination(endpoint.client, policy.models if policy is not None else ())
        except ModelPolicyError as error:
            forbidden = forbidden or str(error)
            continue
        if state.state != "open":
            if state is first:
                return ModelStatus(first.model, "ready")
            return ModelStatus(first.model, "fallback", f"{state.model} answers: {forbidden or first.reason}")
    if forbidden:
        return ModelStatus(first.model, "forbidden", f"the embedded engine answers alone: {forbidden}")
    again = min(state.seconds_left for state in states)
    return ModelStatus(
        first.model, "down", f"the embedded engine answers alone, for {again:.0f} s at least: {first.reason}"
    )
