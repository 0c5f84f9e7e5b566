"""`lacewing setup EDITOR [--install | --uninstall]`."""

from __future__ import annotations

import importlib
from pathlib import Path

import click

from lacewing.cli.setup.plan import Plan, Request
from lacewing.cli.setup.shipped import own_command

EDITORS = ("vscode", "nvim", "helix", "emacs", "zed")


@click.command(name="setup")
@click.argument("editor", type=click.Choice(EDITORS))
@click.option("--install", "install", is_flag=True, help="Put it in place; your own lines are never changed.")
@click.option("--uninstall", "uninstall", is_flag=True, help="Take away just what --install put in place.")
@click.option(
    "--vsix",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="VS Code: the extension's package.",
)
def command(editor: str, install: bool, uninstall: bool, vsix: Path | None) -> None:
    """Connect an editor: print what it needs, or install it."""
    if install and uninstall:
        raise click.UsageError("--install and --uninstall exclude each other")
    if vsix is not None and editor != "vscode":
        raise click.UsageError("--vsix is VS Code's")
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
