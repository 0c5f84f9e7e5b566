from __future__ import annotations

import gc
import threading
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
    collection, stop = QuietCollection(quiet_seconds=30.0), threading.Event()
    collection.start()
    try:
        found = old_garbage()
        collection.heard()
        stop.wait(0.1)
        assert found() is not None
    finally:
        collection.end()
