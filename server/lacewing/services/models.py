"""The configured model, as features get it for a folder: behind the boundary of that folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from lacewing.services.folder import Folder

# Nothing of a model is loaded where none is configured.
if TYPE_CHECKING:
    from lacewing.model.client import ModelClient
    from lacewing.model.guarded import GuardedModel
    from lacewing.model.options import ModelOptions
    from lacewing.model.redaction.redactor import Redactor
    from lacewing.policy import Policy


class Models:
    """The model of `options`, until others are given. `notify` receives sentences for the user."""

    def __init__(self, options: ModelOptions, notify: Callable[[str], None]) -> None:
        self._notify = notify
        self._options = options
        self._redactors: dict[Policy, Redactor] = {}
        self._client = self._create()

    @property
    def client(self) -> ModelClient | None:
        """What is configured, None when no model is; only to describe it."""
        return self._client

    def for_folder(self, folder: Folder) -> GuardedModel | None:
        """The model behind the boundary of `folder`, None when there is none."""
        if self._client is None:
            return None
        from lacewing.model.boundary import Boundary
        from lacewing.model.guarded import GuardedModel

        boundary = Boundary(folder.project.may_leave, self._redactor(folder.policy), folder.policy.models)
        return GuardedModel(self._client, boundary)

    async def configure(self, options: ModelOptions) -> None:
        """Other settings count from now on."""
        if options != self._options:
            old, self._options = self._client, options
            self._client = self._create()
            if old is not None:
                await old.close()

    async def close(self) -> None:
        """Close every connection."""
        if self._client is not None:
            await self._client.close()

    def _redactor(self, policy: Policy) -> Redactor:
        """One for each policy, kept: a secret has the same placeholder as long as the server runs."""
        redactor = self._redactors.get(policy)
        if redactor is None:
            from lacewing.model.redaction.environment import environment_secrets
            from lacewing.model.redaction.redactor import Redactor
            from lacewing.model.rules import all_secrets

            redactor = Redactor(all_secrets(policy.models), environment_secrets(os.environ))
            self._redactors[policy] = redactor
        return redactor

    def _create(self) -> ModelClient | None:
        if self._options.provider == "none":
            return None  # without loading an HTTP client
        from lacewing.model.client import create_client
        from lacewing.model.errors import ModelConfigError

        try:
            return create_client(self._options)
        except ModelConfigError as error:
            self._notify(f"{error}; no model is used")
            return None
