from __future__ import annotations

import gc
import time
import weakref
from collections.abc import Iterator

import pytest

from lacewing.lsp.collection import QuietCollection

LIMIT = 10.0


class Knot:
    """Something that only a collection can free, once nobody holds it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def own_settings() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def old_garbage() -> weakref.ref[Knot]:
    """Garbage that short collections no longer look at."""
    knot = Knot()
    for _ in range(4):
        gc.collect(1)
    found = weakref.ref(knot)
    del knot
    return found


def test_garbage_goes_once_nothing_is_heard() -> None:
    collection = QuietCollection(quiet_seconds=0.02)
    collection.start()
    try:
        found = old_garbage()
        ends = time.monotonic() + LIMIT
        while found() is not None:
            assert time.monotonic() < ends
            time.sleep(0.01)
    finally:
        collection.end()


def test_nothing_is_collected_while_messages_come() -> None:
    collection = QuietCollection(quiet_seconds=1.0)
    collection.start()
    try:
        for _attempt in range(5):
            found, longest, before = old_garbage(), 0.0, time.monotonic()
            for _ in range(250):
                collection.heard()
                time.sleep(0.01)
                longest, before = max(longest, time.monotonic() - before), time.monotonic()
            if longest < 0.5:  # else this thread itself was not let work, which is a pause
                break
        assert found() is not None
    finally:
        collection.end()
