"""One open folder: its configuration, project, embedded engine, and the state of their making."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from lacewing.config import Config
from lacewing.policy import Policy
from lacewing.project.indexer import IndexProgress, IndexReport
from lacewing.project.memory import release_memory
from lacewing.project.workspace import Project
from lacewing.services.learning import engine_file, is_learned, learn_in_subprocess, saved_engine

# The engine, and NumPy with it, is imported on its first use: opening a folder must cost next to nothing.
if TYPE_CHECKING:
    from lacewing.engine.engine import Engine

State = Literal["starting", "indexing", "learning", "ready", "error"]
OnState = Callable[["FolderState"], None]

_MANY_CHANGES = 300
"""So many files looked at since the catalog was made are a reason to have it look whether it is behind."""


@dataclass(frozen=True, slots=True)
class FolderState:
    """What a folder is doing: `done` of `total` files while indexing."""

    state: State
    message: str
    done: int = 0
    total: int = 0


class Folder:
    """A project with its engine. Every method may be called from any thread; answers never wait for indexing."""

    def __init__(self, root: Path, config: Config, cache_dir: Path | None, policy: Policy | None = None) -> None:
        self.root = root
        self.config = config
        self.policy = policy or Policy()
        self.project = Project(root, config.project, cache_dir, self.policy.permits)
        self.state = FolderState("starting", "not indexed yet")
        self._cache_dir = cache_dir
        self._engine: Engine | None = None
        self._engine_lock = threading.RLock()
        self._looked_at_since_settled = 0
        self._closing = threading.Event()

    @property
    def engine(self) -> Engine:
        """The embedded engine, which has learned nothing until `load_engine` or `refresh`."""
        with self._engine_lock:
            if self._engine is None:
                from lacewing.engine.engine import Engine

                self._engine = Engine(self.config.engine)
            return self._engine

    def index(self, on_state: OnState = lambda state: None, cancelled: threading.Event | None = None) -> IndexReport:
        """Bring index, catalog and engine up to date with the files on disk. Blocking: call it in a thread of its own.

        Raises OSError when the folder or the cache cannot be used.
        """
        cancelled = cancelled or self._closing
        self.load_engine()
        report = self.index_facts(on_state, cancelled)
        failure = self.settle_catalog(on_state, cancelled)
        report = replace(report, messages=(*report.messages, failure)) if failure else report
        if not cancelled.is_set() and (report.parsed or self._engine_is_behind()):
            self._show(FolderState("learning", "learning the project's own code", report.files, report.files), on_state)
            learn_in_subprocess(self.root, self.config, self._cache_dir, engine_file(self.project), cancelled)
            self.load_engine()
        release_memory()
        self._show(FolderState("ready", f"{report.files} files", report.files, report.files), on_state)
        return report

    def index_facts(
        self, on_state: OnState = lambda state: None, cancelled: threading.Event | None = None
    ) -> IndexReport:
        """Bring the index alone up to date: what explaining, testing and linting need."""

        def progressed(progress: IndexProgress) -> None:
            self._show(FolderState("indexing", progress.path, progress.done, progress.total), on_state)

        self._show(FolderState("indexing", "looking for files"), on_state)
        return self.project.update_index(progressed, cancelled or self._closing)

    def settle_catalog(self, on_state: OnState = lambda state: None, cancelled: threading.Event | None = None) -> str:
        """Have what retrieval reads follow the index, of which it is made. Blocking.

        Gives "" or, when it cannot be written, what is wrong: then context is found in some of the changed files only.
        """
        self._show(
            FolderState("indexing", "making the catalog of the project", self.state.done, self.state.total), on_state
        )
        self._looked_at_since_settled = 0
        cancelled = cancelled or self._closing
        try:
            self.project.catalog.settle(cancelled)
        except OSError as error:
            return f"context for models comes from a part of {self.root} only: {error}"
        if not cancelled.is_set():
            self.project.catalog.catalog()  # so that the first to ask does not wait for it
        return ""

    def set_policy(self, policy: Policy) -> None:
        """Another policy counts from now on."""
        self.policy = policy
        self.project.set_policy(policy.permits)

    def forget_index(self) -> None:
        """Throw away index and catalog; the next update makes them anew. What the engine learned stays."""
        self.project.rebuild_index("the index is made anew, as was asked")
        self.project.catalog.forget()

    def stored_bytes(self) -> dict[str, int]:
        """How large what is kept of the project is on disk: its database, catalog and engine."""
        database = self.project.database_path
        kept = {
            "database": [database, database.with_name(f"{database.name}-wal")],
            "catalog": [self.project.catalog_path],
            "engine": [engine_file(self.project)],
        }
        return {name: sum(path.stat().st_size for path in paths if path.is_file()) for name, paths in kept.items()}

    def _show(self, state: FolderState, on_state: OnState) -> None:
        self.state = state
        on_state(state)

    def load_engine(self) -> None:
        """Take the engine saved for this project, if there is one that can be read."""
        engine = saved_engine(engine_file(self.project), self.config.engine)
        if engine is not None:
            with self._engine_lock:
                self._engine = engine

    def _engine_is_behind(self) -> bool:
        """Whether files vanished or changed since the engine was saved; those that vanished are forgotten at once."""
        files = [path for path in self.project.index.files() if is_learned(path)]
        with self._engine_lock:
            gone = set(self.engine.paths()) - set(files)
            for path in gone:
                self.engine.forget(path)
        try:
            saved = engine_file(self.project).stat().st_mtime_ns
        except OSError:
            return True
        return bool(gone) or any(_changed_after(self.root / path, saved) for path in files)

    def refresh(self, paths: Iterable[Path], on_state: OnState = lambda state: None) -> str:
        """Some files changed on disk: update their facts and what the engine learned, and after many the catalog.

        Gives "" or what is wrong with the catalog, as `settle_catalog` does.
        """
        changed = list(paths)
        report = self.project.refresh(changed)
        for path in changed:
            relative = self.project.relative(path)
            if relative is None or not is_learned(relative):
                continue
            data = self.project.read(path)
            with self._engine_lock:
                if data is None:
                    self.engine.forget(relative)
                else:
                    self.engine.learn(relative, data.decode("utf-8", "replace"))
        self._looked_at_since_settled += report.files
        if self._looked_at_since_settled < _MANY_CHANGES:
            return ""
        before = self.state
        failure = self.settle_catalog(on_state)
        self._show(before, on_state)
        return failure

    def close(self) -> None:
        """Release the index. What was learned stays on disk."""
        self._closing.set()
        with contextlib.suppress(OSError):
            self.project.close()


def _changed_after(path: Path, time_ns: int) -> bool:
    try:
        return path.stat().st_mtime_ns > time_ns
    except OSError:
        return True
