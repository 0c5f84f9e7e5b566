"""`lacewing setup EDITOR [--install | --uninstall]`, `lacewing setup model`."""

from __future__ import annotations

import importlib
from pathlib import Path

import click

from lacewing.cli.setup.model import command as model_command
from lacewing.cli.setup.plan import Plan, Request
from lacewing.cli.setup.shipped import own_command

EDITORS = ("vscode", "nvim", "helix", "emacs", "zed")
NAMES = {"vscode": "VS Code", "nvim": "Neovim", "helix": "Helix", "emacs": "Emacs", "zed": "Zed"}


class _Things(click.Group):
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            known = ", ".join(self.list_commands(ctx))
            raise click.UsageError(f"nothing to set up is called {args[0]!r}; there are {known}", ctx)
        return super().resolve_command(ctx, args)


@click.group(name="setup", cls=_Things)
def command() -> None:
    """Connect an editor or a model."""


def _editor_command(editor: str) -> click.Command:
    """The command for one editor."""
    options = [
        click.Option(["--install"], is_flag=True, help="Put it in place; your own lines are never changed."),
        click.Option(["--uninstall"], is_flag=True, help="Take away just what --install put in place."),
    ]
    if editor == "vscode":
        package = click.Path(exists=True, dir_okay=False, path_type=Path)
        options.append(click.Option(["--vsix"], type=package, help="The extension's package."))

    def run(install: bool, uninstall: bool, vsix: Path | None = None) -> None:
        _set_up(editor, install, uninstall, vsix)

    return click.Command(
        editor, params=list(options), callback=run, help=f"Print what {NAMES[editor]} needs, or install it."
    )


for _editor in EDITORS:
    command.add_command(_editor_command(_editor))
command.add_command(model_command)


def _set_up(editor: str, install: bool, uninstall: bool, vsix: Path | None) -> None:
    if install and uninstall:
        raise click.UsageError("--install and --uninstall exclude each other")
    plan = plan_for(editor, Request(own_command(), vsix))
    if not install and not uninstall:
        _print(plan, editor)
        return
    if not plan.steps:
        raise click.ClickException(plan.no_steps)
    if install:
        for step in plan.steps:
            click.echo(step.install())
        click.echo(plan.afterwards)
    else:
        for step in reversed(plan.steps):
            click.echo(step.uninstall())


def plan_for(editor: str, request: Request) -> Plan:
    """What `editor` needs; each has its file in `editors/`."""
    module = importlib.import_module(f"lacewing.cli.setup.editors.{editor}")
    plan = module.plan(request)
    assert isinstance(plan, Plan)
    return plan


def _print(plan: Plan, editor: str) -> None:
    click.echo(plan.needs.rstrip("\n"))
    click.echo()
    if plan.steps:
        click.echo(f"`lacewing setup {editor} --install` does this:")
        for step in plan.steps:
            click.echo(f"- {step.will}")
    else:
        click.echo(plan.no_steps)
