"""A scripted model server beside a test that talks to Lacewing over stdio."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from model.scripted_server import HEAD, Script, Steps, scripted


@contextmanager
def serving(steps: Steps | Callable[[dict[str, Any]], Steps]) -> Iterator[tuple[Script, str]]:
    """A scripted model server in a thread, which sends the steps behind a head; gives its script and endpoint."""
    script = Script((lambda request: [HEAD, *steps(request)]) if callable(steps) else [HEAD, *steps])
    ready, loop = threading.Event(), asyncio.new_event_loop()
    endpoints: list[str] = []
    stop = asyncio.Event()

    async def serve() -> None:
        async with scripted(script) as endpoint:
            endpoints.append(endpoint)
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    assert ready.wait(10)
    try:
        yield script, endpoints[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()
