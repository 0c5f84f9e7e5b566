"""What this user takes of what is offered: watched while completing, kept in one small file, numbers only."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path
from typing import get_args

import orjson
import platformdirs

from lacewing.config import Config
from lacewing.features.completion.adaptation import Adaptation, Group, Kind, Raised, Source, group_of
from lacewing.features.completion.outcome import PendingTexts
from lacewing.features.completion.types import InlineCompletion
from lacewing.storage.atomic import write_atomically
from lacewing.syntax.source import Source as Text

_VERSION = 1
_SAVED_EVERY = 20


def adaptation_file(cache_dir: Path | None) -> Path:
    """Where thresholds are kept: below `cache_dir` or `LACEWING_CACHE_DIR`, else with the user's state."""
    given = cache_dir or os.environ.get("LACEWING_CACHE_DIR")
    return Path(given or platformdirs.user_state_dir("lacewing", appauthor=False)) / "adaptation.json"


def read_adaptation(file: Path) -> dict[Group, Raised]:
    """What `file` holds; nothing when there is none or it cannot be understood."""
    try:
        kept = orjson.loads(file.read_bytes())
        if kept["version"] != _VERSION:
            return {}
        found = {}
        for language, kind, source, by, count, right in kept["groups"]:
            if kind in get_args(Kind) and source in get_args(Source):
                found[Group(str(language), kind, source)] = Raised(float(by), int(count), float(right))
        return found
    except (OSError, ValueError, TypeError, KeyError):
        return {}


class Taste:
    """Follows texts from being shown to their outcome. Thread-safe. Where it cannot write, it ends with the server."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._was_there = file.exists()
        self.adaptation = Adaptation(read_adaptation(file))
        self._pending = PendingTexts()
        self._unsaved = 0
        self._lock = threading.Lock()

    def may_show(self, text: Text, completion: InlineCompletion, config: Config) -> bool:
        """Whether `completion`, which nobody asked for by hand, is sure enough for this user."""
        if not config.completion.adapt:
            return True
        group = group_of(text.language.name if text.language else "", completion)
        engine = config.engine
        settings = {"part": engine.part_threshold, "line": engine.line_threshold, "block": engine.block_threshold}
        return self.adaptation.allows(group, completion.confidence, settings[group.kind])

    def look(self, text: Text, offset: int) -> None:
        """The file is `text` now, with the cursor at byte `offset`."""
        settled = self._pending.settled(str(text.path), text, offset)
        if settled is not None:
            pending, outcome = settled
            self._learn(group_of(pending.language, pending.completion), outcome)

    def shown(self, text: Text, offset: int, completions: list[InlineCompletion]) -> list[InlineCompletion]:
        """`completions`, whose first is about to be shown. What goes on being shown while it is typed is one text."""
        if completions and completions[0].origin != "cache":
            self._pending.show(str(text.path), text, offset, completions[0])
        return completions

    def accepted(self, path: Path) -> None:
        """The user took what was shown in `path`."""
        pending = self._pending.take(str(path))
        if pending is not None:
            self._learn(group_of(pending.language, pending.completion), 1.0)

    def reset(self) -> None:
        """Forget everything, on disk too. Raises OSError."""
        self.adaptation.reset()
        with self._lock:
            self._unsaved = 0
            self._file.unlink(missing_ok=True)
            self._was_there = False

    def save(self) -> None:
        """Write what changed. A file that somebody deleted meanwhile was reset: then all begins anew."""
        with self._lock:
            if not self._unsaved:
                return
            if self._was_there and not self._file.exists():
                self.adaptation.reset()
                self._was_there = False
            self._unsaved = 0
            groups = [[*group, raised.by, raised.count, raised.right] for group, raised in self._groups()]
            with contextlib.suppress(OSError):
                write_atomically(self._file, orjson.dumps({"version": _VERSION, "groups": groups}))
                self._was_there = True

    def _groups(self) -> list[tuple[Group, Raised]]:
        return list(self.adaptation.groups().items())

    def _learn(self, group: Group, right: float) -> None:
        self.adaptation.learn(group, right)
        with self._lock:
            self._unsaved += 1
            due = self._unsaved >= _SAVED_EVERY
        if due:
            self.save()
