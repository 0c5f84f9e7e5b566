"""Findings as diagnostics: pulled by editors that can, pushed to the others when a text has come to rest."""

from __future__ import annotations

import asyncio
import hashlib
from typing import TYPE_CHECKING

from lsprotocol import types

from lacewing.lsp.convert import to_diagnostic
from lacewing.syntax.source import Source

if TYPE_CHECKING:
    from lacewing.lsp.documents import OpenDocument
    from lacewing.lsp.server import LacewingServer

# How long a text must not change before its facts and pushed findings are made anew.
SETTLING_SECONDS = 0.25


class Diagnostics:
    """What changed since findings were last given. For the event loop's thread, `findings` for any."""

    def __init__(self, server: LacewingServer) -> None:
        self._server = server
        self._settling: dict[str, asyncio.TimerHandle] = {}
        self._settings = 0
        self._waiting: list[asyncio.Future[None]] = []
        self.changes = 0  # how often a text or file changed

    def findings(self, source: Source) -> list[types.Diagnostic]:
        """The diagnostics of one text."""
        found = self._server.services.findings(source)
        return [to_diagnostic(source.lines, finding, self._server.client.encoding) for finding in found]

    def result_id(self, source: Source) -> str:
        """What the findings of one text depend on: they are the same for the same id."""
        return f"{self._settings}:{hashlib.blake2b(source.data, digest_size=12).hexdigest()}"

    def disk_result_id(self, size: int, modified: int) -> str:
        """The same for a file that need not be read."""
        return f"{self._settings}:{modified:x}:{size:x}"

    def settings_changed(self) -> None:
        """Every finding may be another one."""
        self._settings += 1
        self.changed_everywhere()

    def changed_everywhere(self) -> None:
        """Files on disk or settings changed: have the editor ask again, or push again."""
        self._wake()
        if self._server.client.refreshes_diagnostics:
            self._server.start(self._server.ask(types.WORKSPACE_DIAGNOSTIC_REFRESH, None), "asking for a refresh")
        elif not self._server.client.pulls_diagnostics:
            for opened in self._server.documents:
                self.text_changed(opened)

    def text_changed(self, opened: OpenDocument) -> None:
        """An open text changed: once it rests, its facts overlay the file's and its findings are pushed."""
        self._wake()
        self._forget(opened.uri)
        loop = asyncio.get_running_loop()
        self._settling[opened.uri] = loop.call_later(SETTLING_SECONDS, self._settled, opened)

    def closed(self, opened: OpenDocument) -> None:
        """The editor closed a document: nothing is shown for it any more."""
        self._wake()
        self._forget(opened.uri)
        if not self._server.client.pulls_diagnostics:
            self._publish(opened.uri, None, [])

    async def change(self, seen: int, seconds: float) -> None:
        """Wait until any text or file changed since there were `seen` changes, at most `seconds`."""
        if self.changes != seen:
            return
        future = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        try:
            await asyncio.wait_for(future, seconds)
        except TimeoutError:
            pass
        finally:
            if future in self._waiting:
                self._waiting.remove(future)

    def _wake(self) -> None:
        self.changes += 1
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def _forget(self, uri: str) -> None:
        timer = self._settling.pop(uri, None)
        if timer is not None:
            timer.cancel()

    def _settled(self, opened: OpenDocument) -> None:
        self._settling.pop(opened.uri, None)
        if self._server.documents.get(opened.uri) is opened:
            self._server.start(self._settle(opened), f"reading {opened.path.name}")

    async def _settle(self, opened: OpenDocument) -> None:
        if opened.lost:
            if not self._server.client.pulls_diagnostics:
                self._publish(opened.uri, None, [])
            return
        source = opened.source()
        await self._server.in_thread(self._server.overlay, opened.uri, source)
        if not self._server.client.pulls_diagnostics:
            found = await self._server.in_thread(self.findings, source)
            if self._server.documents.get(opened.uri) is opened and opened.source() is source:
                self._publish(opened.uri, source.version, found)

    def _publish(self, uri: str, version: int | None, found: list[types.Diagnostic]) -> None:
        params = types.PublishDiagnosticsParams(uri, found, version)
        self._server.protocol.notify(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)
