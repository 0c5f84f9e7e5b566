"""Garbage collection in a process that must not pause while someone types: whole collections wait for a quiet moment.

Knows nothing of messages but that one came.
"""

from __future__ import annotations

import gc
import threading
import time

from lacewing.lsp.allocator import return_free_memory

# A second collection in a row finds little: one waits until so many of the short ones went before it.
_SHORT_COLLECTIONS = 3
# Objects made and kept until the youngest are looked through (a millisecond for the two youngest generations), and
# short collections until a whole one comes even while messages do: after about a million objects.
_THRESHOLDS = (1_000, 10, 100)


class QuietCollection:
    """Collects all that is garbage once nothing was `heard` for `quiet_seconds`."""

    def __init__(self, quiet_seconds: float = 3.0) -> None:
        self._quiet_seconds = quiet_seconds
        self._heard = time.monotonic()
        self._ended = threading.Event()

    def start(self) -> None:
        """Take over collecting; what exists by now (hundreds of thousands of objects of imported modules) is kept."""
        gc.freeze()
        gc.set_threshold(*_THRESHOLDS)
        threading.Thread(target=self._work, name="collection", daemon=True).start()

    def heard(self) -> None:
        """A message came. Any thread."""
        self._heard = time.monotonic()

    def end(self) -> None:
        """Stop looking for quiet moments."""
        self._ended.set()

    def _work(self) -> None:
        while not self._ended.wait(self._quiet_seconds / 2):
            quiet = time.monotonic() - self._heard > self._quiet_seconds
            if quiet and gc.get_count()[2] >= _SHORT_COLLECTIONS:
                gc.collect()
                return_free_memory()
