"""What an editor needs, as data: a text for people, and the steps that put it in place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class Step(Protocol):
    """One change outside Lacewing that can be made again without effect, and taken back."""

    @property
    def will(self) -> str:
        """What it would do, as the rest of a sentence."""

    def install(self) -> str:
        """Do it; what was done, for people. Raises click.ClickException when it cannot be done safely."""

    def uninstall(self) -> str:
        """Take just that back; what was done, for people."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the plans are made from: the words that start this Lacewing, and the extension package that was given."""

    command: tuple[str, ...]
    vsix: Path | None = None

    @property
    def server(self) -> tuple[str, ...]:
        """The words that start the server."""
        return (*self.command, "serve")


@dataclass(frozen=True, slots=True)
class Plan:
    """`needs` is printed; `afterwards` once the steps are done. Without steps `no_steps` says why there are none."""

    needs: str
    steps: tuple[Step, ...] = ()
    afterwards: str = ""
    no_steps: str = ""
