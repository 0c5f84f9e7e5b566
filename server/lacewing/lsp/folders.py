"""Workspace folders: opening, indexing with progress, following changes on disk, closing."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from lacewing.lsp.progress import WorkDone
from lacewing.lsp.status import send_status
from lacewing.lsp.uris import to_path
from lacewing.services import Folder, FolderState

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer


class Folders:
    """The folders this session opened. Methods are for the event loop's thread."""

    def __init__(self, server: LacewingServer) -> None:
        self._server = server
        self._stops: dict[Path, threading.Event] = {}
        self._running: dict[Path, threading.Event] = {}
        self._followed: dict[Path, threading.Event] = {}

    async def open(self, roots: Iterable[Path]) -> list[Folder]:
        """Open every root that is a folder; the user is told of the others. Nothing is indexed yet."""
        opened = []
        for root in roots:
            try:
                folder = await self._server.in_thread(self._server.services.open_folder, root)
            except OSError as error:
                self._server.tell_once(f"Lacewing cannot use the folder {root}: {error}")
                continue
            self._stops.setdefault(folder.root, threading.Event())
            opened.append(folder)
        return opened

    def start_indexing(self, folder: Folder) -> None:
        """Index in the background with a progress bar, then follow the files on disk."""
        self._server.start(self.index(folder), f"indexing {folder.root}")

    async def index(self, folder: Folder) -> None:
        """Bring the index of `folder` up to date; when that is going on already, nothing happens."""
        stop = self._stops.get(folder.root)
        if stop is None or folder.root in self._running:
            return
        cancelled = self._running[folder.root] = threading.Event()
        bar = WorkDone(self._server, f"Lacewing: indexing {folder.root.name}", cancelled)
        creation = asyncio.ensure_future(bar.begin())  # indexing does not wait for the client's answer
        try:
            await self._index(folder, bar)
        finally:
            self._running.pop(folder.root, None)
            if not creation.done() and not stop.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(creation, 5.0)
            bar.end(folder.state.message)
        self._server.diagnostics.changed_everywhere()
        self.embed(folder)
        self._follow(folder, stop)

    async def _index(self, folder: Folder, bar: WorkDone) -> None:
        def show(state: FolderState) -> None:
            bar.report(state.message, state.done, state.total)
            send_status(self._server, state)

        try:
            report = await self._server.in_slow_thread(folder.index, show, bar.cancelled)
        except Exception as error:  # noqa: BLE001 - whatever indexing stumbles over, the server goes on without it
            folder.state = FolderState("error", f"{folder.root} could not be indexed: {error}")
            send_status(self._server, folder.state)
            self._server.tell_once(f"Lacewing could not index {folder.root}: {error}. Answers use open files only.")
            return
        for message in report.messages:
            self._server.log_to_client(types.MessageType.Warning, message)

    def embed(self, folder: Folder) -> None:
        """Bring the vectors of `folder` up to date in the background, if an embedding model is set. Any thread."""
        self._server.start(self._embed(folder), f"embedding {folder.root}")

    async def _embed(self, folder: Folder) -> None:
        coverage = await self._server.features.call(self._server.services.questions.embed(folder))
        if coverage is not None and coverage.failure and folder.root in self._stops:
            self._server.tell_once(
                f"{coverage.failure}; questions about {folder.root.name} are answered by their words"
            )

    def _follow(self, folder: Folder, stop: threading.Event) -> None:
        if stop.is_set() or self._followed.get(folder.root) is stop:
            return
        self._followed[folder.root] = stop

        def run() -> None:
            try:
                for _ in self._server.services.watch(folder, stop, lambda state: send_status(self._server, state)):
                    self.embed(folder)
            except Exception as error:  # noqa: BLE001 - a watch that ends is told, and the session goes on
                self._server.tell_once(f"Lacewing no longer follows changes in {folder.root}: {error}")

        threading.Thread(target=run, name=f"watch {folder.root.name}", daemon=True).start()

    async def close(self, root: Path) -> None:
        """Close the folder `root` (a resolved path): its indexing and watching stop."""
        stop = self._stops.pop(root, None)
        if stop is not None:
            stop.set()
            if root in self._running:
                self._running[root].set()
            await self._server.in_slow_thread(self._server.services.close_folder, root)

    def stop(self) -> None:
        """Stop indexing and watching everywhere."""
        for event in (*self._stops.values(), *self._running.values()):
            event.set()


def roots_of(params: types.InitializeParams) -> list[Path]:
    """The folders an editor opens with: `workspaceFolders`, else `rootUri`, else `rootPath`."""
    if params.workspace_folders:
        paths = [to_path(folder.uri) for folder in params.workspace_folders]
    elif params.root_uri:
        paths = [to_path(params.root_uri)]
    else:
        paths = [Path(params.root_path).resolve()] if params.root_path else []
    return [path for path in paths if path is not None]
