"""Noticing changes on disk by the system's own notifications, for the folders that belong to the project and no others.

Each folder is watched by itself and not recursively, so that `node_modules` and `.git` cost no watches. Nothing is
polled: where the system can't notify, a message says so and the project is brought up to date only when asked.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

# The documented backend of watchfiles. Its `watch()` can't open a new set of folders before it closes the old one.
from watchfiles._rust_notify import RustNotify, WatchfilesRustInternalError

from lacewing.project.workspace import Project

_SETTLE_MS = 1000  # a batch ends after this long, or
_STEP_MS = 200  # when nothing more has come for this long
_ADDED = 1


def watch(project: Project, stop: threading.Event, on_message: Callable[[str], None]) -> Iterator[list[Path]]:
    """Batches of files and folders of `project` that appeared, changed or vanished, until `stop` is set. Blocking.

    Hand each batch to `Project.refresh` before asking for the next one: folders that came into being are watched from
    then on. The project must have been indexed once. Ends with a message when the system can't watch (so many folders).
    """
    watched = _present(project)
    backend = _open(watched, on_message)
    try:
        while backend is not None:
            changes = backend.watch(_SETTLE_MS, _STEP_MS, 0, stop)
            if isinstance(changes, str):
                return
            batch = _ours(changes, project)
            if not batch:
                continue
            yield batch
            folders = _present(project)
            if folders != watched:
                # The new watch first: nothing may happen unseen between the two.
                fresh = _open(folders, on_message)
                backend.close()
                backend = fresh
                appeared = sorted(folders - watched)
                watched = folders
                if appeared:
                    yield [Path(folder) for folder in appeared]
    finally:
        if backend is not None:
            backend.close()


def _present(project: Project) -> set[str]:
    if sys.platform == "darwin":
        return {str(project.root)}
    folders = [project.root, *(project.root / folder for folder in project.folders)]
    return {str(folder) for folder in folders if folder.is_dir()}


def _open(folders: set[str], on_message: Callable[[str], None]) -> RustNotify | None:
    """A watch of the folders that are there; None, with a message, when the system refuses."""
    if not folders:
        return None
    try:
        # Paths, debug, force polling, delay of polling, recursive, ignore denied permissions.
        return RustNotify(sorted(folders), False, False, 0, sys.platform == "darwin", True)
    except FileNotFoundError:  # One has just vanished.
        present = {folder for folder in folders if Path(folder).is_dir()}
        return _open(present, on_message) if present and present != folders else None
    except (OSError, WatchfilesRustInternalError) as error:
        on_message(
            f"changes made outside the editor can't be noticed, as the system refuses to watch {len(folders)} folders "
            f"({error}). Raise its limit (Linux: sudo sysctl fs.inotify.max_user_watches=524288) or leave folders out "
            "in .lacewingignore, then reopen the project."
        )
        return None


def _ours(changes: set[tuple[int, str]], project: Project) -> list[Path]:
    batch = set()
    for kind, name in changes:
        path = Path(name)
        relative = project.relative(path)
        if relative is None or not (project.included(relative) or project.files.is_ignore_file(relative)):
            continue
        # That a folder was modified says only that something in it was, which is told of by itself.
        if kind == _ADDED or not path.is_dir():
            batch.add(path)
    return sorted(batch)
