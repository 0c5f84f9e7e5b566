"""The catalog of a project's present state: a large segment mapped from disk, what changed since, and open documents.

Up to `SMALL` changed files are joined in memory when they are asked for, which takes milliseconds; for more, `settle`
makes a file in a process of its own (`python -m lacewing.project.catalog.build`), so that the server neither stalls nor
grows. Everything here can be deleted at any time.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from posixpath import dirname

import numpy as np

from lacewing.project.catalog.catalog import Catalog
from lacewing.project.catalog.digest import digest
from lacewing.project.catalog.segment import ARRAYS, DigestedFile, Segment, build_segment
from lacewing.project.catalog.worded import TextedFile, with_texts, with_words
from lacewing.project.index import Index
from lacewing.project.overlay import OpenDocument
from lacewing.storage.array_process import array_environment
from lacewing.storage.arrays import DamagedArraysError, map_arrays, write_arrays

SMALL = 600
"""Changed files that may be joined in memory, in the server."""

KIND = "catalog-3"
"""The kind of file, with the version of its arrays."""

_LOOK_FOR_CANCEL = 0.2  # seconds


class CatalogStore:
    """Makes the catalog of `index`, keeping its large segment in `file`. Thread-safe.

    The index lies in `database`; it is of the files below `root` that have at most `max_bytes`. `read` gives the UTF-8
    text of such a file, None when there is none.
    """

    def __init__(
        self,
        index: Index,
        read: Callable[[str], bytes | None],
        file: Path,
        database: Path,
        root: Path,
        max_bytes: int,
    ) -> None:
        self._index = index
        self._read = read
        self._file = file
        self._build = [str(database), str(file), str(root), str(max_bytes)]
        self._lock = threading.Lock()
        self._base: Segment | None = None
        self._looked = False
        self._changed_files: dict[str, DigestedFile] = {}
        self._changed: Segment | None = None
        self._opened: Segment | None = None
        self._catalog: Catalog | None = None
        self._stored_state: tuple[int, ...] | None = None
        self._open_state: tuple[tuple[str, int], ...] = ()
        self._digests: dict[str, tuple[OpenDocument, bytes]] = {}
        self._keys: dict[str, bytes] = {}

    def catalog(self, editing: str = "") -> Catalog:
        """The catalog of the index's present state, open documents as they are now.

        The document `editing` counts as it was saved: its own text is in front of whoever asks, and while it alone
        changes the catalog stays the same object.
        """
        with self._lock:
            opened = {path: document for path, document in self._index.opened().items() if path != editing}
            stored_state = self._index.generation()[1:]
            open_state = tuple((path, id(document.facts)) for path, document in sorted(opened.items()))
            if stored_state != self._stored_state or self._catalog is None:
                self._read_stored(opened)
            elif open_state == self._open_state:
                return self._catalog
            self._opened = self._segment_of_open(opened)
            self._catalog = self._joined()
            self._stored_state, self._open_state = stored_state, open_state
            return self._catalog

    def settle(self, cancelled: threading.Event) -> None:
        """Write the large segment anew when many files are not in it. Blocking.

        Raises OSError, with the process' last words, when it can't be written; what was there counts on.
        """
        with self._lock:
            stale = len(self._stale(self._index.keys()))
        if stale <= SMALL or cancelled.is_set():
            return
        command = [sys.executable, "-P", "-m", "lacewing.project.catalog.build", *self._build]
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=array_environment(),
        )
        while True:
            try:
                words = process.communicate(timeout=_LOOK_FOR_CANCEL)[1]
                break
            except subprocess.TimeoutExpired:
                if cancelled.is_set():
                    process.kill()
        if cancelled.is_set():
            return
        if process.returncode:
            last = words.decode("utf-8", "replace").strip().rpartition("\n")[2]
            raise OSError(f"{self._file} was not made (exit {process.returncode}): {last}")
        with self._lock:
            self._base, self._looked, self._catalog = None, False, None

    def forget(self) -> None:
        """Delete the large segment. Raises OSError."""
        with self._lock:
            self._file.unlink(missing_ok=True)
            self._base, self._looked, self._catalog = None, False, None

    def _read_stored(self, opened: dict[str, OpenDocument]) -> None:
        self._keys = self._index.keys()
        wanted = _nearest(self._stale(self._keys), opened)
        known = {path: self._changed_files[path] for path in wanted if self._is_known(path)}
        rows = self._index.digests(path for path in wanted if path not in known)
        known.update((file.path, file) for file in with_words(with_texts(rows, self._read)))
        self._changed_files = known
        files = [known[path] for path in wanted if path in known]
        self._changed = build_segment(files) if files else None

    def _is_known(self, path: str) -> bool:
        """Whether a changed file was read before, as it is now."""
        known = self._changed_files.get(path)
        return known is not None and known.key == self._keys.get(path)

    def _segment_of_open(self, opened: dict[str, OpenDocument]) -> Segment | None:
        known, self._digests = self._digests, {}
        for path, document in sorted(opened.items()):
            made = known.get(path)
            blob = made[1] if made is not None and made[0].facts is document.facts else _digest(document)
            self._digests[path] = (document, blob)
        texted = [TextedFile(path, b"", blob, each.source.data) for path, (each, blob) in self._digests.items()]
        return build_segment(list(with_words(texted))) if texted else None

    def _joined(self) -> Catalog:
        segments, live = [], []
        later: set[str] = set()
        for segment in (self._opened, self._changed):
            if segment is not None:
                segments.append(segment)
                live.append(np.array([path not in later for path in segment.paths], np.bool_))
                later.update(segment.paths)
        if self._base is not None:
            rows = zip(self._base.paths, self._base.keys, strict=True)
            alive = [path not in later and self._keys.get(path) == key for path, key in rows]
            segments.append(self._base)
            live.append(np.array(alive, np.bool_))
        return Catalog(segments[::-1], live[::-1])

    def _stale(self, keys: dict[str, bytes]) -> list[str]:
        """The files that the large segment does not have as they are now."""
        if not self._looked:
            self._looked = True
            with contextlib.suppress(OSError, DamagedArraysError, KeyError, TypeError):
                self._base = map_segment(self._file)
        base = self._base
        known = dict(zip(base.paths, base.keys, strict=True)) if base is not None else {}
        return [path for path, key in keys.items() if known.get(path) != key]


def map_segment(file: Path) -> Segment:
    """The segment in `file`, mapped. Raises OSError, DamagedArraysError, and KeyError when an array is missing."""
    meta, arrays = map_arrays(file, KIND, verify=False)
    keys = [bytes.fromhex(key) for key in meta["keys"]]
    return Segment(tuple(meta["paths"]), tuple(keys), **{name: arrays[name] for name in ARRAYS})  # type: ignore[arg-type]


def write_segment(file: Path, files: Iterable[DigestedFile]) -> None:
    """Join `files` and write the segment to `file`. Raises OSError."""
    segment = build_segment(list(files))
    meta = {"paths": segment.paths, "keys": [key.hex() for key in segment.keys]}
    write_arrays(file, KIND, meta, {name: getattr(segment, name) for name in ARRAYS})


def _digest(document: OpenDocument) -> bytes:
    return digest(document.source.data, document.facts)


def _nearest(stale: list[str], opened: dict[str, OpenDocument]) -> list[str]:
    """At most `SMALL` of the stale files: while a large project is being indexed, those beside open documents first.

    In the order of their paths, in whatever order they were indexed: the same files make the same catalog.
    """
    if len(stale) <= SMALL:
        return sorted(stale)
    folders = {dirname(path) for path in opened}
    return sorted(stale, key=lambda path: (dirname(path) not in folders, path))[:SMALL]
