"""The files that say how a project's files name each other (tsconfig.json, go.mod …): read, parsed and kept until they
change.

What is in them is the business of the conventions in `project/modules/`. A broken one gives a message and counts as
absent. Nothing is watched: all that was asked for is looked at again at most once a second.
"""

from __future__ import annotations

import os
import stat
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from lacewing.project.decoding import to_utf8

_MAX_BYTES = 32 << 20
_LOOK_AGAIN_SECONDS = 1.0

State = tuple[int, int]


class ConfigurationFile(NamedTuple):
    """A file as it is now: its `state` (size in bytes, mtime in ns) and a way to its text."""

    state: State
    text: Callable[[], str]


Reader = Callable[[str], ConfigurationFile | None]


class ConfigurationError(ValueError):
    """What is wrong with a configuration file, in words."""


def reader(root: Path) -> Reader:
    """Reads files below `root`, whatever the ignore rules say of them: a build's files are ignored, and links are
    followed, as `compile_commands.json` is one more often than not. Nothing read here leaves the process."""

    def find(path: str) -> ConfigurationFile | None:
        if path.startswith(("/", "../")):
            return None
        place = os.path.join(root, path)  # noqa: PTH118 - asked for every folder of a project
        try:
            state = os.stat(place)  # noqa: PTH116
        except (OSError, ValueError):
            return None
        if not stat.S_ISREG(state.st_mode) or state.st_size > _MAX_BYTES:
            return None
        return ConfigurationFile((state.st_size, state.st_mtime_ns), lambda: _text(Path(place)))

    return find


class Configuration:
    """Parsed configuration files by path relative to the root. Thread-safe."""

    def __init__(self, find: Reader, look_again_seconds: float = _LOOK_AGAIN_SECONDS) -> None:
        self._find = find
        self._look_again = look_again_seconds
        self._looked = time.monotonic()
        self._generation = 0
        self._known: dict[tuple[str, Callable[[str], Any]], tuple[State | None, Any, str]] = {}
        self._lock = threading.RLock()

    def generation(self) -> int:
        """Another number whenever a file that was asked for has changed, appeared or vanished."""
        with self._lock:
            if self._known and time.monotonic() - self._looked >= self._look_again:
                self._looked = time.monotonic()
                states = {
                    path: file and file.state
                    for path in {path for path, _ in self._known}
                    for file in [self._find(path)]
                }
                gone = [key for key, known in self._known.items() if states[key[0]] != known[0]]
                for key in gone:
                    del self._known[key]
                self._generation += bool(gone)
            return self._generation

    def parsed(self, path: str, parse: Callable[[str], Any]) -> Any:
        """What `parse` (a function of the module level) makes of the text of `path`; None when it isn't there.

        `parse` may raise ConfigurationError: then None, and a message.
        """
        key = (path, parse)
        with self._lock:
            if key not in self._known:
                self._known[key] = self._parsed(path, parse)
            return self._known[key][1]

    def messages(self) -> list[str]:
        """What is wrong with the files that were asked for."""
        with self._lock:
            return sorted({message for _, _, message in self._known.values() if message})

    def _parsed(self, path: str, parse: Callable[[str], Any]) -> tuple[State | None, Any, str]:
        file = self._find(path)
        if file is None:
            return None, None, ""
        try:
            return file.state, parse(file.text()), ""
        except (ConfigurationError, OSError, RecursionError) as error:
            return file.state, None, f"{path}: {error}; what it says of where modules are does not count."


def _text(place: Path) -> str:
    decoded = to_utf8(place.read_bytes())
    if decoded is None:
        raise ConfigurationError("not a text")
    return decoded.data.decode("utf-8", "replace")
