"""The editor's settings: from `initializationOptions`, `workspace/configuration` and `didChangeConfiguration`."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lsprotocol import types

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer

SECTION = "lacewing"
# What stands in the section for the editor's own part: not the server's business.
_EDITORS_OWN = frozenset(["client", "server", "trace"])


class Settings:
    """The settings in force. The newest answer of the editor counts; `initializationOptions` fill what it left out."""

    def __init__(self, server: LacewingServer) -> None:
        self._server = server
        self._initial: Mapping[str, Any] = {}
        self._applied: Mapping[str, Any] = {}
        self._applying = asyncio.Lock()

    async def begin(self, options: Any) -> None:
        """Take `initializationOptions`."""
        self._initial = own_part(options)
        await self._apply({})

    async def pull(self) -> None:
        """Ask the editor for its settings, if it answers such questions."""
        if not self._server.client.gives_configuration:
            return
        item = types.ConfigurationItem(section=SECTION)
        answer = await self._server.ask(types.WORKSPACE_CONFIGURATION, types.ConfigurationParams([item]))
        if not answer.refused and answer.result:
            await self._apply(own_part(answer.result[0]))

    async def changed(self, settings: Any) -> None:
        """Take what `workspace/didChangeConfiguration` carries, or ask when it carries nothing of ours."""
        given = settings.get(SECTION) if isinstance(settings, Mapping) else None
        if isinstance(given, Mapping):
            await self._apply(own_part(given))
        else:
            await self.pull()

    async def _apply(self, given: Mapping[str, Any]) -> None:
        merged = _merge(self._initial, given)
        async with self._applying:  # one change after the other, in the order they came
            if merged == self._applied:
                return
            self._applied = merged
            lenses = self._lens_settings()
            await self._server.features.call(self._server.services.configure(merged))
        self._server.diagnostics.settings_changed()
        for folder in self._server.services.folders:
            if folder.state.state == "ready":
                self._server.folders.embed(folder)
        changed = self._lens_settings() != lenses
        if changed and self._server.client.refreshes_lenses and self._server.ready:
            self._server.start(self._server.ask(types.WORKSPACE_CODE_LENS_REFRESH, None), "asking for a refresh")

    def _lens_settings(self) -> list[tuple[bool, bool]]:
        """Which lenses are on for each open document: an editor is asked to show all anew only when that changes."""
        configs = (self._server.services.config_for(opened.path) for opened in self._server.documents)
        return [(config.explain.lens, config.testgen.lens) for config in configs]


def own_part(value: Any) -> dict[str, Any]:
    """The server's settings in a settings object of the editor; empty when it is none."""
    if not isinstance(value, Mapping):
        return {}
    return {str(name): section for name, section in value.items() if name not in _EDITORS_OWN}


def _merge(weak: Mapping[str, Any], strong: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(weak)
    for name, value in strong.items():
        below = merged.get(name)
        merged[name] = _merge(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
    return merged
