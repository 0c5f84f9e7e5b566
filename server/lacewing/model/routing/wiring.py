"""From settings to a router: clients for the models that are named, each made once, and their order for each role."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lacewing.model.client import create_client
from lacewing.model.errors import ModelConfigError
from lacewing.model.network.options import NetworkOptions
from lacewing.model.options import ModelOptions
from lacewing.model.routing.account import Account
from lacewing.model.routing.breaker import Breaker
from lacewing.model.routing.endpoint import Endpoint, Role
from lacewing.model.routing.limits import Budget, Limits
from lacewing.model.routing.options import RoutingOptions
from lacewing.model.routing.router import Router

if TYPE_CHECKING:
    import httpx

# The name of the model of the section [model] in lists of models.
MAIN = "model"


def create_router(
    model: ModelOptions,
    routing: RoutingOptions,
    network: NetworkOptions,
    account_file: Path | None,
    on_change: Callable[[], None] = lambda: None,
    environ: Mapping[str, str] = os.environ,
    transport: httpx.AsyncBaseTransport | None = None,
    editor_keys: Mapping[str, str] | None = None,
) -> Router | None:
    """The router for these settings, None when they name no model. Raises ModelConfigError naming the wrong one.

    Without `account_file` nothing is counted; with `transport` nothing is sent over the network.
    """
    known = {MAIN: model, **routing.endpoints}
    budget = Budget(routing.requests_at_once, routing.requests_a_minute, routing.tokens_a_minute)
    made: dict[str, Endpoint | None] = {}
    routes: dict[Role, list[Endpoint]] = {}
    orders: dict[Role, tuple[str, ...]] = {
        "completion": routing.completion,
        "chat": routing.chat,
        "embedding": routing.embedding,
    }
    for role, names in orders.items():
        for name in names:
            if name not in known:
                raise ModelConfigError(f"routing.{role} names {name!r}; there are {', '.join(known)}")
            if name not in made:
                client = create_client(known[name], environ, network, transport, editor_keys)
                made[name] = Endpoint(client, Breaker(), Limits(budget)) if client is not None else None
            if made[name] is None and name != MAIN:
                raise ModelConfigError(f"routing.endpoints.{name} names no provider")
        routes[role] = [endpoint for name in names if (endpoint := made[name]) is not None]
    _check_embedding(routes["embedding"])
    if not any(routes.values()):
        return None
    account = Account(account_file) if account_file is not None else None
    return Router(routes, account, routing.hedge_after_ms / 1000, on_change)


def _check_embedding(route: Sequence[Endpoint]) -> None:
    """Raise ModelConfigError unless all embed, and with one model: vectors of different ones cannot be compared."""
    for endpoint in route:
        if not endpoint.client.embed_batch:
            raise ModelConfigError(f"routing.embedding names {endpoint.client.description}, which embeds no text")
    names = sorted({endpoint.client.options.name for endpoint in route})
    if len(route) > 1 and (len(names) > 1 or not names[0]):
        raise ModelConfigError(
            "the models of routing.embedding must have one name, as vectors of different models cannot be compared; "
            f"they have {', '.join(map(repr, names))}"
        )
