"""The language server: one session, its documents and threads, and what its methods share."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import logging
import pkgutil
import sys
import tempfile
import threading
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer

import lacewing
from lacewing.features.explain.types import Explanation
from lacewing.lsp import commands, methods
from lacewing.lsp.client import ClientFacts
from lacewing.lsp.conversion import make_converter
from lacewing.lsp.convert import to_offset
from lacewing.lsp.diagnostics import Diagnostics
from lacewing.lsp.documents import OpenDocument, OpenDocuments
from lacewing.lsp.feature_loop import FeatureLoop
from lacewing.lsp.folders import Folders
from lacewing.lsp.kept_lenses import KeptLenses
from lacewing.lsp.listed import ListedCompletions
from lacewing.lsp.offered_edits import OfferedEdits
from lacewing.lsp.progress import WorkDone
from lacewing.lsp.protocol import ClientRefusedError, LacewingProtocol, Lifecycle
from lacewing.lsp.settings import Settings
from lacewing.lsp.shown import ShownCompletions
from lacewing.lsp.status import send_status_of_models
from lacewing.lsp.transport import accept_one, run_session, take_stdio
from lacewing.lsp.uris import to_path, to_uri
from lacewing.lsp.workers import WorkPool
from lacewing.services import Services
from lacewing.syntax.source import Source
from lacewing.text.position import Position

log = logging.getLogger(__name__)

T = TypeVar("T")
_CLOSING_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Place:
    """A text as it was when a request arrived, its URI, and a byte offset in it."""

    uri: str
    source: Source
    offset: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What the client answered to a request of ours; `refused` says why there is no `result`."""

    result: Any = None
    refused: str = ""


def create_server(services: Services) -> LacewingServer:
    """A server with every method of `lsp/methods` and every command of `lsp/commands`."""
    server = LacewingServer(services)
    for package in (methods, commands):
        for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
            importlib.import_module(f"{package.__name__}.{module.name}").register(server)
    return server


def serve_stdio(services: Services) -> NoReturn:
    """Serve over standard input and output, then end the process: 0 after `shutdown`, else 1."""
    connection = take_stdio()
    logging.basicConfig(level=logging.WARNING, format="lacewing: %(name)s: %(message)s")
    sys.exit(run_session(create_server(services), connection))


def serve_tcp(services: Services, port: int) -> NoReturn:
    """Serve one client on 127.0.0.1:`port`, for debugging; ends the process as `serve_stdio` does."""
    logging.basicConfig(level=logging.INFO, format="lacewing: %(name)s: %(message)s")
    sys.exit(run_session(create_server(services), accept_one(port)))


class LacewingServer(LanguageServer):
    """One session with one editor. Handlers take snapshots on the event loop and work in threads."""

    protocol: LacewingProtocol

    def __init__(self, services: Services) -> None:
        super().__init__(
            "lacewing", lacewing.__version__, protocol_cls=LacewingProtocol, converter_factory=make_converter
        )
        self.services = services
        self.client = ClientFacts()
        self.documents = OpenDocuments()
        self.progress_bars: dict[int | str, WorkDone] = {}
        self.diagnostics = Diagnostics(self)
        self.quick = WorkPool("quick", 8)
        self.slow = WorkPool("slow", 4)
        self.features = FeatureLoop()
        self.folders = Folders(self)
        self.settings = Settings(self)
        self.shown = ShownCompletions()
        self.lenses = KeptLenses()
        self.listed = ListedCompletions()
        self.offered = OfferedEdits()
        self.ready = False
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._told: set[str] = set()
        self._untold: list[str] = []
        self._tasks: set[asyncio.Future[Any]] = set()
        self._stopped: asyncio.Future[int] | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self._loop_thread = 0
        services.notify = self.tell_once
        services.on_model_change = lambda: send_status_of_models(self)

    # The session's beginning and end

    def begin(self, loop: asyncio.AbstractEventLoop) -> asyncio.Future[int]:
        """Take the event loop; the future gives the exit code when the session is over."""
        self.loop = loop
        self._loop_thread = threading.get_ident()
        self._stopped = loop.create_future()
        return self._stopped

    def stop(self, code: int | None = None) -> None:
        """End the session, by default with 0 after `shutdown` and else with 1. On the event loop's thread."""
        if self._stopped is not None and not self._stopped.done():
            self._stopped.set_result(
                code if code is not None else int(self.protocol.lifecycle is not Lifecycle.SHUT_DOWN)
            )

    def stop_soon(self) -> None:
        """End the session, from any thread."""
        with contextlib.suppress(RuntimeError):  # it ended meanwhile
            assert self.loop is not None
            self.loop.call_soon_threadsafe(self.stop)

    async def finish(self) -> None:
        """Stop all work and close what is open, waiting no longer than a few seconds."""
        self.drop_scratch()
        self.protocol.cancel_all()
        self.folders.stop()
        for task in list(self._tasks):
            task.cancel()
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self.features.call(self.services.close()), _CLOSING_SECONDS)
        self.features.stop()

    # Work

    async def in_thread(self, work: Callable[..., T], *arguments: Any) -> T:
        """Run short blocking work in a thread."""
        return await asyncio.wrap_future(self.quick.submit(work, *arguments))

    async def in_slow_thread(self, work: Callable[..., T], *arguments: Any) -> T:
        """Run long blocking work in a thread; it never takes one from short work."""
        return await asyncio.wrap_future(self.slow.submit(work, *arguments))

    def start(self, work: Coroutine[Any, Any, Any], what: str) -> None:
        """Run `work` in the background, on the event loop's thread or handed over to it; failures are logged."""
        assert self.loop is not None

        def done(task: asyncio.Future[Any]) -> None:
            self._tasks.discard(task)
            if not task.cancelled() and (error := task.exception()) is not None:
                log.error("%s failed", what, exc_info=error)
                self.log_to_client(types.MessageType.Error, f"{what} failed: {type(error).__name__}: {error}")

        def launch() -> None:
            task = asyncio.ensure_future(work)
            self._tasks.add(task)
            task.add_done_callback(done)

        if threading.get_ident() == self._loop_thread:
            launch()
        else:
            self.loop.call_soon_threadsafe(launch)

    async def ask(self, method: str, params: Any) -> Answer:
        """Send the client a request and wait for its answer, which may be a refusal."""
        try:
            return Answer(await asyncio.wrap_future(self.protocol.send_request(method, params)))
        except ClientRefusedError as error:
            return Answer(refused=str(error) or "refused")

    def scratch(self) -> Path:
        """A folder for files that are only shown; it goes with the session."""
        if self._scratch is None:
            self._scratch = tempfile.TemporaryDirectory(prefix="lacewing-")
        return Path(self._scratch.name)

    def drop_scratch(self) -> None:
        """Remove that folder. Done at `shutdown` already: some editors kill a server right after `exit`."""
        if self._scratch is not None:
            self._scratch.cleanup()
            self._scratch = None

    # Documents

    def document(self, uri: str) -> tuple[OpenDocument, Source] | None:
        """The open document and its text now; None when it is not open or its text was lost."""
        opened = self.documents.get(uri)
        return None if opened is None or opened.lost else (opened, opened.source())

    def place(self, uri: str, position: types.Position) -> asyncio.Future[Place | None]:
        """A position in an open document as it is now, or in a file on disk; gives None when there is neither.

        The open text is taken before this returns, so that no later change is seen; a file is read in a thread.
        """
        opened = self.documents.get(uri)
        if opened is None:
            return asyncio.wrap_future(self.quick.submit(self._place_on_disk, uri, position))
        found: asyncio.Future[Place | None] = asyncio.get_running_loop().create_future()
        at = Position(position.line, position.character)
        encoding = self.client.encoding
        found.set_result(None if opened.lost else Place(uri, opened.source(), opened.document.offset(at, encoding)))
        return found

    def _place_on_disk(self, uri: str, position: types.Position) -> Place | None:
        path = to_path(uri)
        try:
            source = self.services.source(path) if path is not None else None
        except OSError:
            return None
        return Place(uri, source, to_offset(source.lines, position, self.client.encoding)) if source else None

    async def at_place(self, placing: Awaitable[Place | None], work: Callable[..., T], *arguments: Any) -> T | None:
        """Run `work(self, place, *arguments)` in a thread, once the place is known; None when there is none."""
        place = await placing
        return await self.in_thread(work, self, place, *arguments) if place is not None else None

    def overlay(self, uri: str, source: Source) -> None:
        """Have the index hold the facts of an open text, if it does not yet. In a thread: it parses."""
        opened = self.documents.get(uri)
        if opened is None or not opened.on_disk or opened.overlaid is source:
            return
        self.services.set_document(source)
        opened.overlaid = source
        if self.documents.get(uri) is not opened:  # it was closed meanwhile
            self.services.close_document(opened.path)

    def overlay_new(self, place: Place) -> None:
        """Have the index hold some facts of an open text; newer ones come when it rests. In a thread: it may parse."""
        opened = self.documents.get(place.uri)
        if opened is not None and opened.overlaid is None:
            self.overlay(place.uri, place.source)

    def explanation(self, place: Place) -> Explanation | None:
        """What stands at `place`, from the text as it is there. In a thread."""
        self.overlay(place.uri, place.source)
        return self.services.explain(place.source, place.offset)

    def uri_of(self, path: Path) -> str:
        """The URI by which the editor knows a file."""
        opened = self.documents.at(path)
        return opened.uri if opened is not None else to_uri(path)

    def sync_lost(self, uri: str | None, reason: str) -> None:
        """The text of `uri` (None: of any document) is no longer known to be the editor's: say so, answer nothing."""
        for opened in self.documents:
            if (uri is None or opened.uri == uri) and not opened.lost:
                opened.lost = reason
                self.tell_lost(opened)

    def tell_lost(self, opened: OpenDocument) -> None:
        """Tell the user that a document gets no answers until its text is known again."""
        self.tell(
            types.MessageType.Warning,
            f"Lacewing lost track of {opened.path.name}: {opened.lost}. Close and open it again to get answers for it.",
        )

    # Messages to the user

    def tell(self, kind: types.MessageType, message: str) -> None:
        """Show a message. Any thread."""
        self.protocol.notify(types.WINDOW_SHOW_MESSAGE, types.ShowMessageParams(kind, message))

    def tell_once(self, message: str) -> None:
        """Show a warning that was not shown before, once the editor is ready for it. Any thread."""
        if message in self._told:
            return
        self._told.add(message)
        if self.ready:
            self.tell(types.MessageType.Warning, message)
        else:
            self._untold.append(message)

    def become_ready(self) -> None:
        """The editor sent `initialized`: show what waited."""
        self.ready = True
        waiting, self._untold = self._untold, []
        for message in waiting:
            self.tell(types.MessageType.Warning, message)

    def log_to_client(self, kind: types.MessageType, message: str) -> None:
        """Write into the editor's log of this server. Any thread."""
        self.protocol.notify(types.WINDOW_LOG_MESSAGE, types.LogMessageParams(kind, message))

    def report_server_error(self, error: Exception, source: type[Exception]) -> None:
        """Log what pygls itself stumbles over."""
        log.error("%s: %s", source, error)
