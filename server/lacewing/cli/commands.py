"""The command line as a whole: every file of this folder with a `command` is one, imported only when it is run."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from pathlib import Path

import click

import lacewing

# Files of this folder that hold no command.
_SHARED = {"commands", "opening", "printing"}
# As shells say it of what Ctrl-C ended; 1, click's own, would say that lint found something.
_INTERRUPTED = 130


def command_line(more: Mapping[str, click.Command]) -> click.Group:
    """The `lacewing` command; `more` are commands wired elsewhere (the server's)."""

    @click.group(cls=_Commands, more=more, context_settings={"help_option_names": ["-h", "--help"]})
    @click.version_option(lacewing.__version__, prog_name="lacewing")
    def group() -> None:
        """Lacewing: completion, explanation, tests and lint from one engine, with any model or none."""

    assert isinstance(group, click.Group)
    return group


class _Commands(click.Group):
    def __init__(self, *, more: Mapping[str, click.Command], **settings: object) -> None:
        super().__init__(**settings)  # type: ignore[arg-type]
        self._more = dict(more)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        folder = str(Path(__file__).parent)
        found = {module.name for module in pkgutil.iter_modules([folder])} - _SHARED
        return sorted({name.replace("_", "-") for name in found} | set(self._more))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name in self._more:
            return self._more[name]
        if name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"lacewing.cli.{name.replace('-', '_')}")
        command = module.command
        assert isinstance(command, click.Command), f"{module.__name__}.command is no click command"
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            ctx.exit(_INTERRUPTED)
