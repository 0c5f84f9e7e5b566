"""One open folder: its configuration, project, embedded engine, and the state of their making."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from lacewing.config import Config
from lacewing.model.rules import all_secrets
from lacewing.policy import Policy
from lacewing.project.indexer import IndexProgress, IndexReport
from lacewing.project.memory import release_memory
from lacewing.project.workspace import Project
from lacewing.services.learning import engine_file, is_learned, learn_in_subprocess, saved_engine

# The engine, and NumPy with it, is imported on its first use: opening a folder must cost next to nothing.
if TYPE_CHECKING:
    from lacewing.engine.engine import Engine
    from lacewing.engine.secrets import Secrets
    from lacewing.project.libraries import Libraries

State = Literal["starting", "indexing", "learning", "ready", "error"]
OnState = Callable[["FolderState"], None]

_MANY_TO_LEARN = 60
"""More changed files than that are learned in a process of their own, not beside the answers."""

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

    def __init__(
        self, root: Path, config: Config, cache_dir: Path | None, load_policy: Callable[[], Policy] = Policy
    ) -> None:
        self.root = root
        self.config = config
        self._load_policy = load_policy
        self._policy = load_policy()
        self.project = Project(root, config.project, cache_dir, self._policy.permits)
        self.state = FolderState("starting", "not indexed yet")
        self._cache_dir = cache_dir
        self._engine: Engine | None = None
        self._libraries: Libraries | None = None
        self._engine_lock = threading.RLock()
        self._looked_at_since_settled = 0
        self._closing = threading.Event()

    @property
    def engine(self) -> Engine:
        """The embedded engine, which has learned nothing until `load_engine` or `refresh`."""
        with self._engine_lock:
            if self._engine is None:
                from lacewing.engine.engine import Engine

                self._engine = Engine(self.config.engine, secrets=self._secrets())
            return self._engine

    @property
    def libraries(self) -> Libraries | None:
        """What the project uses without holding it; None where the settings say not to look."""
        if not self.config.project.libraries:
            return None
        with self._engine_lock:
            if self._libraries is None:
                from lacewing.project.libraries import libraries_of

                self._libraries = libraries_of(self.root)
            return self._libraries

    def index(self, on_state: OnState = lambda state: None, cancelled: threading.Event | None = None) -> IndexReport:
        """Bring index, catalog and engine up to date with the files on disk. Blocking: call it in a thread of its own.

        Raises OSError when the folder or the cache cannot be used.
        """
        cancelled = cancelled or self._closing
        self.load_engine()
        report = self.index_facts(on_state, cancelled)
        failure = self.settle_catalog(on_state, cancelled)
        if self.project.index.damaged:  # seen when its contents were read for the catalog
            report, failure = self.index_facts(on_state, cancelled), self.settle_catalog(on_state, cancelled)
        report = replace(report, messages=(*report.messages, failure)) if failure else report
        if not cancelled.is_set() and (report.parsed or self._engine_is_behind()):
            self._learn_all(report.files, on_state, cancelled)
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

    @property
    def vectors_path(self) -> Path:
        """Where the vectors of an embedding model are kept, if there is one."""
        return self.project.database_path.with_name("vectors.sqlite")

    @property
    def policy(self) -> Policy:
        """The policy in force; read anew when its files have changed."""
        if not self._policy.is_current():
            self.renew_policy()
        return self._policy

    def renew_policy(self) -> None:
        """Read the policy anew."""
        self._policy = self._load_policy()
        self.project.set_policy(self._policy.permits)

    def may_leave(self, path: Path | str) -> bool:
        """Whether text of `path` may be shown to a model: `Project.may_leave` under the policy as it is now."""
        if not self._policy.is_current():
            self.renew_policy()
        return self.project.may_leave(path)

    def forget_index(self) -> None:
        """Throw away index and catalog; the next update makes them anew. What the engine learned stays."""
        self.project.rebuild_index("the index is made anew, as was asked")
        self.project.catalog.forget()

    def stored_bytes(self) -> dict[str, int]:
        """How large what is kept of the project is on disk: its database, catalog, engine and vectors."""
        database = self.project.database_path
        kept = {
            "database": [database, database.with_name(f"{database.name}-wal")],
            "catalog": [self.project.catalog_path],
            "engine": [engine_file(self.project)],
            "vectors": [self.vectors_path, self.vectors_path.with_name(f"{self.vectors_path.name}-wal")],
        }
        return {name: sum(path.stat().st_size for path in paths if path.is_file()) for name, paths in kept.items()}

    def _show(self, state: FolderState, on_state: OnState) -> None:
        self.state = state
        on_state(state)

    def load_engine(self) -> None:
        """Take the engine saved for this project, if there is one that can be read."""
        engine = saved_engine(engine_file(self.project), self.config.engine, self._secrets())
        if engine is not None:
            with self._engine_lock:
                self._engine = engine

    def _learn_all(self, files: int, on_state: OnState, cancelled: threading.Event) -> None:
        """Have a process bring what was learned up to date with the files, on disk too. Raises OSError."""
        self._show(FolderState("learning", "learning the project's own code", files, files), on_state)
        file, own = engine_file(self.project), all_secrets(self.policy.models)
        learn_in_subprocess(self.root, self.config, own, self._cache_dir, file, cancelled)
        self.load_engine()

    def _secrets(self) -> Secrets:
        from lacewing.services.lexing import secrets_with

        return secrets_with(all_secrets(self.policy.models))

    def _engine_is_behind(self) -> bool:
        """Whether files vanished or changed since the engine was saved; those that vanished are forgotten at once."""
        gone = self._forget_vanished()
        try:
            saved = engine_file(self.project).stat().st_mtime_ns
        except OSError:
            return True
        files = [path for path in self.project.index.files() if is_learned(path)]
        return gone or any(_changed_after(self.root / path, saved) for path in files)

    def _forget_vanished(self) -> bool:
        """Forget files that are deleted or left out by now; whether there were any."""
        with self._engine_lock:
            gone = set(self.engine.paths()) - {path for path in self.project.index.files() if is_learned(path)}
            for path in gone:
                self.engine.forget(path)
        return bool(gone)

    def refresh(self, paths: Iterable[Path], on_state: OnState = lambda state: None) -> str:
        """Some files changed on disk: update their facts and what the engine learned, and after many the catalog.

        Gives "" or what is wrong with the catalog, as `settle_catalog` does.
        """
        changed = list(paths)
        report = self.project.refresh(changed)
        failure = self._learn_changed(changed, report.files, on_state)
        self._looked_at_since_settled += report.files
        if self._looked_at_since_settled < _MANY_CHANGES:
            return failure
        before = self.state
        failure = self.settle_catalog(on_state) or failure
        self._show(before, on_state)
        return failure

    def _learn_changed(self, changed: list[Path], looked_at: int, on_state: OnState) -> str:
        """Teach the engine some changed files, or, in a process of its own, many or such as come and go with rules."""
        relatives = [(path, relative) for path in changed if (relative := self.project.relative(path)) is not None]
        self._forget_vanished()
        unclear = any(self.project.files.is_ignore_file(relative) or path.is_dir() for path, relative in relatives)
        if unclear or looked_at > _MANY_TO_LEARN:
            before = self.state
            try:
                self._learn_all(before.total, on_state, self._closing)
            except OSError as error:
                return f"the engine knows an older state of {self.root}: {error}"
            finally:
                self._show(before, on_state)
            return ""
        for path, relative in relatives:
            data = self.project.read(path) if is_learned(relative) else None
            with self._engine_lock:
                if data is None:
                    self.engine.forget(relative)
                else:
                    self.engine.learn(relative, data.decode("utf-8", "replace"))
        return ""

    def close(self) -> None:
        """Release the index. What was learned stays on disk."""
        self._closing.set()
        if self._libraries is not None:
            self._libraries.close()
        with contextlib.suppress(OSError):
            self.project.close()


def _changed_after(path: Path, time_ns: int) -> bool:
    try:
        return path.stat().st_mtime_ns > time_ns
    except OSError:
        return True
