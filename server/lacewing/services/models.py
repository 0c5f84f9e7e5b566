"""The configured models, as features get them for a folder: those of a role, behind the boundary of that folder."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs

from lacewing.services.folder import Folder

# Nothing of a model is loaded where none is configured.
if TYPE_CHECKING:
    from lacewing.config import Config
    from lacewing.model.boundary import Boundary
    from lacewing.model.guarded import GuardedModel
    from lacewing.model.network.recording import RecordingTransport
    from lacewing.model.redaction.redactor import Redactor
    from lacewing.model.routing.endpoint import Role
    from lacewing.model.routing.router import Router
    from lacewing.model.rules import ModelRules
    from lacewing.services.model_status import ModelStatus

# Where an editor puts API keys beside the sections of its settings.
KEYS = "keys"


class Models:
    """The models of `config`, until another is given. `notify` receives sentences for the user, `on_change` is called
    when a model fails or is back; `account_file` is where it is counted what they cost."""

    def __init__(
        self, config: Config, account_file: Path, notify: Callable[[str], None], on_change: Callable[[], None]
    ) -> None:
        self._notify = notify
        self._on_change = on_change
        self._closing: set[asyncio.Task[None]] = set()
        self._last_status: tuple[str, str] | None = None
        self._account_file = account_file
        self._config = config
        self._editor_keys: Mapping[str, str] = {}
        self._redactors: dict[tuple[ModelRules, ...], Redactor] = {}
        self._router = self._create()

    def status(self, folder: Folder | None = None) -> ModelStatus | None:
        """How the models of completion do, for `folder` under its policy; None where none is configured."""
        if self._router is None or not self._router.routes["completion"]:
            return None
        from lacewing.services.model_status import status_of_models

        return status_of_models(self._router, folder.policy if folder is not None else None)

    async def connect(self) -> None:
        """Open connections to the first models, if they are not open, so that no request need wait for that."""
        if self._router is not None:
            await self._router.connect()

    def for_folder(self, folder: Folder, role: Role) -> GuardedModel | None:
        """The models of a role behind the boundary of `folder`, None when there are none."""
        if self._router is None or not self._router.routes.get(role):
            return None
        from lacewing.model.guarded import GuardedModel

        boundary = self._boundary(folder)
        if role == "completion":
            return GuardedModel(self._router, role, boundary)
        if role == "embedding":
            return GuardedModel(self._router, role, boundary, patient=True)
        return GuardedModel(self._router, role, boundary, self._config.routing.chat_deadline_s, patient=True)

    def recording(self, folder: Folder) -> tuple[GuardedModel, RecordingTransport] | None:
        """The models of completion behind the same boundary, over a network that leads nowhere, and what comes there.

        None where none is configured. Raises ModelConfigError for settings that cannot work.
        """
        from lacewing.model.guarded import GuardedModel
        from lacewing.model.network.recording import RecordingTransport
        from lacewing.model.routing.wiring import create_router

        transport, config, keys = RecordingTransport(), self._config, self._editor_keys
        model, routing, network = config.model, config.routing, config.network
        router = create_router(model, routing, network, None, transport=transport, editor_keys=keys)
        if router is None or not router.routes["completion"]:
            return None
        return GuardedModel(router, "completion", self._boundary(folder)), transport

    async def configure(self, config: Config, editor_keys: Mapping[str, str]) -> None:
        """Other settings, and API keys by host from an editor's secret storage, count from now on."""
        before = _of_models(self._config), self._editor_keys
        self._config, self._editor_keys = config, editor_keys
        if before != (_of_models(config), editor_keys):
            old, self._router = self._router, self._create()
            if old is not None:  # nobody waits for its last answers
                closing = asyncio.create_task(old.close())
                self._closing.add(closing)
                closing.add_done_callback(self._closing.discard)

    async def close(self) -> None:
        """Close every connection."""
        if self._router is not None:
            await self._router.close()
        await asyncio.gather(*self._closing, return_exceptions=True)

    def _changed(self) -> None:
        status = self.status()
        shown = (status.model, status.state) if status is not None else None
        if shown != self._last_status:
            self._last_status = shown
            self._on_change()

    def _boundary(self, folder: Folder) -> Boundary:
        from lacewing.model.boundary import Boundary

        rules = folder.policy.models
        return Boundary(folder.may_leave, self._redactor(rules), rules)

    def _redactor(self, rules: tuple[ModelRules, ...]) -> Redactor:
        """One for each policy, kept: a secret has the same placeholder as long as the server runs."""
        redactor = self._redactors.get(rules)
        if redactor is None:
            from lacewing.model.redaction.environment import environment_secrets
            from lacewing.model.redaction.redactor import Redactor
            from lacewing.model.rules import all_secrets

            redactor = Redactor(all_secrets(rules), environment_secrets(os.environ))
            self._redactors[rules] = redactor
        return redactor

    def _create(self) -> Router | None:
        if self._config.model.provider == "none" and not self._config.routing.endpoints:
            return None  # without loading an HTTP client
        from lacewing.model.errors import ModelConfigError
        from lacewing.model.routing.wiring import create_router

        config = self._config
        try:
            router = create_router(
                config.model,
                config.routing,
                config.network,
                self._account_file,
                self._changed,
                editor_keys=self._editor_keys,
            )
        except ModelConfigError as error:
            self._notify(f"{error}; no model is used")
            return None
        routes = router.routes.values() if router is not None else ()
        for note in dict.fromkeys(note for route in routes for each in route for note in each.client.notes):
            self._notify(note)
        return router


def _of_models(config: Config) -> tuple[object, ...]:
    return config.model, config.routing, config.network


def account_file(cache_dir: Path | None) -> Path:
    """Where it is counted what models cost: below `cache_dir` or `LACEWING_CACHE_DIR`, else with the user's state."""
    given = cache_dir or os.environ.get("LACEWING_CACHE_DIR")
    return Path(given or platformdirs.user_state_dir("lacewing", appauthor=False)) / "models.sqlite"


def editor_keys(editor: Mapping[str, Any]) -> dict[str, str]:
    """The API keys by host that an editor gave beside its settings."""
    keys = editor.get(KEYS)
    if not isinstance(keys, Mapping):
        return {}
    return {str(host): key for host, key in keys.items() if isinstance(key, str) and key}
