"""From settings to a router: clients for the models that are named, each made once, and their order for each role."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from lacewing.model.client import create_client
from lacewing.model.network.options import NetworkOptions
from lacewing.model.options import ModelOptions
from lacewing.model.routing.account import Account
from lacewing.model.routing.breaker import Breaker
from lacewing.model.routing.endpoint import Endpoint, Role
from lacewing.model.routing.limits import Budget, Limits
from lacewing.model.routing.options import RoutingOptions
from lacewing.model.routing.router import Router


def create_router(
    model: ModelOptions,
    routing: RoutingOptions,
    network: NetworkOptions,
    account_file: Path,
    on_change: Callable[[], None] = lambda: None,
    environ: Mapping[str, str] = os.environ,
) -> Router | None:
    """The router for these settings, None when they name no model. Raises ModelConfigError naming the wrong one."""
    client = create_client(model, environ, network)
    if client is None:
        return None
    budget = Budget(routing.requests_at_once, routing.requests_a_minute, routing.tokens_a_minute)
    endpoint = Endpoint(client, Breaker(), Limits(budget))
    routes: dict[Role, list[Endpoint]] = {"completion": [endpoint], "chat": [endpoint]}
    return Router(routes, Account(account_file), routing.hedge_after_ms / 1000, on_change)
