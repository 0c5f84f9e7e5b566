"""Values that were used last, by key, within a bound on what they weigh together. Thread-safe."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class Recent(Generic[_Value]):
    """Keeps the values used last whose weights sum up to at most `most`, and always the very last one."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._weight = 0
        self._values: OrderedDict[Hashable, tuple[_Value, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], tuple[_Value, int]]) -> _Value:
        """The value of `key`; `make` gives it with its weight when it isn't kept (twice, when two threads ask)."""
        with self._lock:
            kept = self._values.get(key)
            if kept is not None:
                self._values.move_to_end(key)
                return kept[0]
        value, weight = make()
        with self._lock:
            _, before = self._values.pop(key, (None, 0))
            self._values[key] = (value, weight)
            self._weight += weight - before
            while self._weight > self._most and len(self._values) > 1:
                _, (_, freed) = self._values.popitem(last=False)
                self._weight -= freed
        return value
