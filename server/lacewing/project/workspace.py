"""A project: a folder with its files, its index and the means to keep that up to date."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from lacewing.project.census import LanguageCount, take_census
from lacewing.project.configuration import Configuration, reader
from lacewing.project.files import ProjectFiles
from lacewing.project.index import Index
from lacewing.project.indexer import Indexer, IndexProgress, IndexReport
from lacewing.project.memory import release_memory
from lacewing.project.modules import read_root_configuration
from lacewing.project.options import ProjectOptions
from lacewing.project.reading import read_text
from lacewing.project.secret_files import holds_secrets
from lacewing.project.workers import WorkerPool
from lacewing.storage.database import Database
from lacewing.storage.faults import DamagedError, UnwritableError

if TYPE_CHECKING:
    from lacewing.project.catalog.store import CatalogStore


Permits = Callable[[str, str], bool]

_MANY_FILES = 200
# A relative POSIX path as the index names files: nothing in it to be worked out.
_PLAIN = re.compile(r"(?!/)(?:(?!\.{0,2}/)[^/\\\0]+/)*(?!\.{0,2}$)[^/\\\0]+")


class Project:
    """The project at `root`. Its index lies below `cache_dir` (`LACEWING_CACHE_DIR`, else the user's cache folder).

    Thread-safe; updates wait for each other, questions to `index` wait for nothing. Raises StorageError when this
    Python's SQLite can't hold an index. `permits` is what a policy says of a file that may leave otherwise, given its
    path relative to the root and its absolute one.
    """

    def __init__(
        self,
        root: Path,
        options: ProjectOptions | None = None,
        cache_dir: Path | None = None,
        permits: Permits = lambda path, absolute: True,
    ) -> None:
        self.options = options or ProjectOptions()
        self.root = root.resolve()
        self._given_root = Path(os.path.abspath(root))  # noqa: PTH100 - without resolving links
        roots = (self.root, self._given_root)
        self._beginnings = tuple(os.path.normcase(os.path.join(root, "")) for root in roots)  # noqa: PTH118 - with "/"
        self._database = Database(database_path(self.root, cache_dir))
        self._catalog: CatalogStore | None = None
        self._may_leave: dict[str, bool] = {}  # As long as the ignore rules are remembered.
        self._permits = permits
        self.files = ProjectFiles(self.root, self.options)
        self.index = Index(self._database, self.read, Configuration(reader(self.root)))
        self._pool = WorkerPool(self.root, self._database.path, self.options)
        self._indexer = Indexer(self._database, self.files, self._pool)
        self._updating = threading.Lock()
        self._closing = threading.Event()

    @property
    def database_path(self) -> Path:
        """Where the index lies; other data of the project may lie beside it."""
        return self._database.path

    @property
    def catalog(self) -> CatalogStore:
        """What retrieval knows of the project, made on its first use."""
        if self._catalog is None:
            # NumPy comes with it, which opening a project must not wait for.
            from lacewing.project.catalog.store import CatalogStore

            self._catalog = CatalogStore(
                self.index,
                self.read,
                self.catalog_path,
                self._database.path,
                self.root,
                self.options.max_file_bytes,
            )
        return self._catalog

    @property
    def catalog_path(self) -> Path:
        """Where the catalog's file lies, if there is one: small projects need none."""
        return self._database.path.with_name("catalog.arrays")

    @property
    def folders(self) -> list[str]:
        """The folders that the last update entered, relative to the root ("." is the root itself)."""
        return self._indexer.folders

    @property
    def worker_process_ids(self) -> list[int]:
        """The parsing processes that are up."""
        return self._pool.process_ids

    def relative(self, path: str | Path) -> str | None:
        """`path` (absolute, or relative to the root) as the index names it; None when it lies outside of the root."""
        if isinstance(path, str) and _PLAIN.fullmatch(path):
            return path
        # By strings: paths are asked for with every key, and `pathlib` takes half a millisecond.
        place = os.path.normpath(os.path.join(self._given_root, path))  # noqa: PTH118 - see above
        for root in self._beginnings:
            if os.path.normcase(place).startswith(root):
                return place[len(root) :].replace(os.sep, "/")
        return None

    def included(self, path: str | Path) -> bool:
        """Whether the ignore rules leave `path` in the project; it need not exist or be of a known language."""
        relative = self.relative(path)
        return relative is not None and self.files.included(relative)

    def may_leave(self, path: str | Path) -> bool:
        """Whether text of `path` may be sent away: the rules include it, no secrets are kept under such a name, and the
        policy permits it."""
        relative = self.relative(path)
        if relative is None:
            return False
        known = self._may_leave.get(relative)
        if known is None:
            known = not holds_secrets(relative) and self.files.included(relative)
            known = known and self._permits(relative, (self.root / relative).as_posix())
            self._may_leave[relative] = known
        return known

    def set_policy(self, permits: Permits) -> None:
        """Another policy counts from now on."""
        self._permits, self._may_leave = permits, {}

    def read(self, path: str | Path) -> bytes | None:
        """The UTF-8 text of a file that the rules include, as the index saw it (without byte order mark).

        None when it isn't there, is left out, larger than the limit, binary, or reached through a link.
        """
        relative = self.relative(path)
        if relative is None or not self.files.included(relative):
            return None
        return read_text(f"{self.root}/{relative}", self.options.max_file_bytes)

    def update_index(
        self,
        progress: Callable[[IndexProgress], None] = lambda progress: None,
        cancelled: threading.Event | None = None,
    ) -> IndexReport:
        """Bring the index up to date with all files on disk. Blocking; `progress` is called in this thread.

        A damaged index is built anew. Raises StorageError when it can't be written at all.
        """
        cancelled = cancelled or self._closing
        self._may_leave = {}
        with self._updating:
            self._repair()
            report = self._written(lambda: self._indexer.update(progress, cancelled, first=self.index.open_facts()))
        if report.parsed >= _MANY_FILES:
            self._database.release_memory()
            release_memory()
        read_root_configuration(self.index.configuration)
        return _with_messages(report, [*self._database.messages, *self.index.configuration.messages()])

    def refresh(self, paths: Iterable[str | Path]) -> IndexReport:
        """Some files or folders appeared, changed or vanished: bring them up to date.

        A new folder or a changed ignore file means all files.
        """
        relatives = [relative for path in paths if (relative := self.relative(path)) is not None]
        if any(self.files.is_ignore_file(relative) or self._is_new_folder(relative) for relative in relatives):
            self.files.forget_rules()
            self._may_leave = {}
            return self.update_index()
        if self.index.damaged:
            return self.update_index()
        with self._updating:
            try:
                return self._indexer.refresh(relatives, self._closing)
            except DamagedError:
                self.index.damaged = True
            except UnwritableError as error:
                self._database.keep_in_memory(str(error))
        return self.update_index()

    def _written(self, update: Callable[[], IndexReport]) -> IndexReport:
        """The report of `update`, done again from nothing when the database turns out to be damaged or unwritable."""
        try:
            return update()
        except DamagedError as error:
            self._begin_anew(f"{error}: the index is built anew.")
        except UnwritableError as error:
            self._database.keep_in_memory(str(error))
        return update()

    def _begin_anew(self, reason: str) -> None:
        try:
            self._database.rebuild(reason, aside=True)
        except UnwritableError as error:
            self._database.keep_in_memory(str(error))
        self.index.damaged = False

    def census(self) -> tuple[LanguageCount, ...]:
        """What the index holds, by language; nothing when it turns out to be damaged (`index.damaged` is then set).

        Raises StorageError.
        """
        try:
            with self._database.reading() as connection:
                return take_census(connection)
        except DamagedError:
            self.index.damaged = True
            return ()

    def rebuild_index(self, reason: str) -> None:
        """Throw the index away; the next update makes it anew."""
        self._database.rebuild(reason)
        self.index.damaged = False

    def close(self) -> None:
        """End the parsing processes and close the index; an update under way in another thread stops first.

        An index that was found to be damaged is built anew by the next session.
        """
        self._closing.set()
        self._pool.close()
        with self._updating:
            if self.index.damaged:
                self._database.condemn()
            self.index.close()

    def _is_new_folder(self, relative: str) -> bool:
        place = self.root / relative
        return place.is_dir() and not place.is_symlink() and self.files.included(relative + "/_")

    def _repair(self) -> None:
        if self.index.damaged:
            self._begin_anew(f"{self._database.path} was damaged: the index is built anew.")


def database_path(root: Path, cache_dir: Path | None = None) -> Path:
    """Where the index of the project at `root` (resolved) lies."""
    cache = cache_dir or Path(os.environ.get("LACEWING_CACHE_DIR") or platformdirs.user_cache_dir("lacewing"))
    name = re.sub(r"[^\w.-]+", "_", root.name, flags=re.ASCII)[:40]
    digest = hashlib.blake2b(os.fsencode(root), digest_size=8).hexdigest()
    return cache.absolute() / "projects" / f"{name}-{digest}" / "index.sqlite"


def _with_messages(report: IndexReport, messages: list[str]) -> IndexReport:
    return replace(report, messages=(*messages, *report.messages))
