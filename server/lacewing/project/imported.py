"""One name that a file is to import, as plain data."""

from __future__ import annotations

from typing import NamedTuple


class Imported(NamedTuple):
    """`name` of `module`, under `alias` where that is given. The module itself when `name` is "", all it holds when it
    is "*"; a JavaScript module's default is the name "default" and needs an alias. As `lacewing.project.facts.Import`.
    """

    module: str
    name: str = ""
    alias: str = ""

    @property
    def bound(self) -> str:
        """The name that the statement binds in Python and where files name each other alike."""
        return self.alias or self.name or self.module.partition(".")[0]
