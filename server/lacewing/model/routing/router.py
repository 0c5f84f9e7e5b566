"""Answers from the first model of a role that gives one, in the order of the settings.

Before its first piece a failing model is replaced by the next, afterwards its failure is the answer's. A model whose
breaker is open or whose budget is spent is passed over; where that leaves none, ModelError says why, and the caller has
the embedded engine.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from lacewing.model.client import ModelClient
from lacewing.model.errors import ModelError, ModelPolicyError, ModelTimeoutError, ModelUnreachableError
from lacewing.model.network.proxies import is_this_machine
from lacewing.model.routing.account import Account
from lacewing.model.routing.attempt import Attempt, OnUsage
from lacewing.model.routing.endpoint import Endpoint, EndpointState, Role, state_of

# So long a connection that was opened is counted on; servers and proxies close idle ones after a minute or more.
_CONNECTED_S = 45.0

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked(Generic[T]):
    """A request: `start` puts it to a client, `check` raises ModelPolicyError for a client that may not be asked.

    `tokens` are about those of the prompt. `patient` requests wait for their turn where limits are reached.
    """

    role: Role
    start: Callable[[ModelClient, OnUsage], AsyncGenerator[T, None]]
    check: Callable[[ModelClient], None]
    tokens: int
    deadline_s: float | None = None
    patient: bool = False


class Router:
    """The endpoints of each role, best first. `on_change` is called when one fails or is back. One event loop's."""

    def __init__(
        self,
        routes: Mapping[Role, Sequence[Endpoint]],
        account: Account | None = None,
        hedge_after_s: float = 0.0,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self.routes = routes
        self._account = account
        self._hedge_after_s = hedge_after_s
        self._on_change = on_change
        self._probes: set[asyncio.Task[None]] = set()
        self._probed: list[Endpoint] = []

    def states(self, role: Role) -> list[EndpointState]:
        """How the endpoints of `role` do, in their order."""
        return [state_of(endpoint) for endpoint in self.routes.get(role, ())]

    async def answer(self, asked: Asked[T]) -> AsyncGenerator[T, None]:
        """The answer, piece by piece. Raises ModelError while iterating."""
        attempts: list[Attempt[T]] = []
        loop = asyncio.get_running_loop()
        deadline = loop.time() + asked.deadline_s if asked.deadline_s is not None else None
        try:
            async with asyncio.timeout_at(deadline):
                winner = await self._first_to_answer(asked, attempts)
            for loser in attempts:
                if loser is not winner:
                    await loser.close()
            async with contextlib.aclosing(winner.pieces()) as pieces:
                while True:
                    async with asyncio.timeout_at(deadline):
                        piece = await anext(pieces, None)
                    if piece is None:
                        return
                    yield piece
        except TimeoutError:
            raise ModelTimeoutError(f"the whole answer did not come within {asked.deadline_s:g} s") from None
        finally:
            for attempt in attempts:
                await attempt.close()
                self._settle(asked, attempt)

    async def connect(self) -> None:
        """Open a connection to the first endpoint of each role, unless one was opened of late or it is on this machine.

        Failures count as such, so that the first request need not find out.
        """
        firsts = {id(route[0].client): route[0] for route in self.routes.values() if route}
        now = time.monotonic()
        for endpoint in firsts.values():
            if is_this_machine(urlsplit(endpoint.client.options.endpoint).hostname or ""):
                continue
            if endpoint.breaker.state == "closed" and now >= endpoint.connected_until:
                endpoint.connected_until = now + _CONNECTED_S
                try:
                    await endpoint.client.connect()
                except ModelError as error:
                    endpoint.report(error)
                    self._look_after(endpoint)
                    self._on_change()

    async def close(self) -> None:
        """End the probes and close every client."""
        for probe in self._probes:
            probe.cancel()
        await asyncio.gather(*self._probes, return_exceptions=True)
        for client in {id(each.client): each.client for route in self.routes.values() for each in route}.values():
            await client.close()
        if self._account is not None:
            await asyncio.to_thread(self._account.flush)

    async def _first_to_answer(self, asked: Asked[T], attempts: list[Attempt[T]]) -> Attempt[T]:
        """The attempt whose first piece came first; each that is made is added to `attempts`."""
        refusals: list[ModelError] = []
        candidates = self._candidates(asked, refusals)
        racing: list[Attempt[T]] = []
        more = True
        while True:
            if more and (not racing or self._hedge_after_s):
                endpoint = next(candidates, None)
                more = endpoint is not None
                if endpoint is not None:
                    racing.append(await self._begun(asked, endpoint))
                    attempts.append(racing[-1])
            if not racing:
                raise _all_refused(asked.role, refusals)
            wait_s = self._hedge_after_s if more and self._hedge_after_s else None
            await asyncio.wait([each.first for each in racing], timeout=wait_s, return_when=asyncio.FIRST_COMPLETED)
            for attempt in [each for each in racing if each.first.done()]:
                error = attempt.first.exception()
                if error is None:
                    return attempt
                if not isinstance(error, ModelError):
                    raise error
                racing.remove(attempt)
                refusals.append(error)

    async def _begun(self, asked: Asked[T], endpoint: Endpoint) -> Attempt[T]:
        """An attempt at an endpoint that admitted it, in its turn."""
        if asked.patient:
            try:
                await endpoint.limits.wait(asked.tokens)
            except asyncio.CancelledError:
                endpoint.breaker.left()
                raise
        return Attempt(endpoint, asked.start, asked.tokens)

    def _candidates(self, asked: Asked[Any], refusals: list[ModelError]) -> Iterator[Endpoint]:
        """Endpoints that can be asked now; why others cannot goes to `refusals`."""
        for endpoint in self.routes.get(asked.role, ()):
            name = endpoint.client.description
            try:
                asked.check(endpoint.client)
            except ModelPolicyError as error:
                refusals.append(error)
                continue
            refusal = "" if asked.patient else endpoint.limits.refusal(asked.tokens)
            if refusal:
                refusals.append(ModelError(f"{name} is not asked: {refusal}"))
            elif endpoint.breaker.admit():
                yield endpoint
            else:
                pause = f"it is tried again in {endpoint.breaker.seconds_left:.0f} s"
                refusals.append(ModelUnreachableError(f"{name} is left alone, {pause}: {endpoint.breaker.reason}"))

    def _settle(self, asked: Asked[Any], attempt: Attempt[Any]) -> None:
        endpoint, account = attempt.endpoint, self._account
        if account is not None:
            name, role, tokens_in = endpoint.client.description, asked.role, asked.tokens
            tokens_out = endpoint.client.count_tokens("x" * attempt.text_length) if attempt.text_length else 0
            account.add(name, role, tokens_in, tokens_out, attempt.outcome == "failed")
            attempt.when_counted(
                lambda usage: account.correct(name, role, usage.sent - tokens_in, usage.received - tokens_out)
            )
        if attempt.outcome in ("failed", "answered"):
            self._on_change()
        if attempt.outcome == "failed":
            self._look_after(endpoint)

    def _look_after(self, endpoint: Endpoint) -> None:
        """Have an endpoint that cannot be reached tried until it can be."""
        if endpoint.unreachable and endpoint.breaker.state == "open" and endpoint not in self._probed:
            self._probed.append(endpoint)
            probe = asyncio.create_task(self._probe(endpoint))
            self._probes.add(probe)
            probe.add_done_callback(self._probes.discard)
            probe.add_done_callback(lambda _: self._probed.remove(endpoint))

    async def _probe(self, endpoint: Endpoint) -> None:
        """Once the pause is over, see whether the server can be reached, before a user's request has to.

        One that could not be reached and can be now is back; one that failed in other ways must answer a request.
        """
        while endpoint.unreachable and endpoint.breaker.state != "closed":
            await asyncio.sleep(endpoint.breaker.seconds_left + 0.01)
            if not endpoint.breaker.admit():
                return
            try:
                await endpoint.client.connect()
            except ModelError as error:
                endpoint.breaker.failed(str(error))
            except asyncio.CancelledError:
                endpoint.breaker.left()
                raise
            else:
                endpoint.breaker.succeeded()
                self._on_change()


def _all_refused(role: Role, refusals: Sequence[ModelError]) -> ModelError:
    """One error for all: the only one as it is, several in their order."""
    if len(refusals) == 1:
        return refusals[0]
    if not refusals:
        return ModelError(f"no model is configured for {role}")
    return ModelUnreachableError("; ".join(map(str, refusals)))
