"""The composition root: the only place where objects are wired."""

from __future__ import annotations

import os
from pathlib import Path

import click

from lacewing.cli.commands import command_line


@click.command(name="serve")
@click.option(
    "--tcp",
    "port",
    type=click.IntRange(0, 65535),
    metavar="PORT",
    help="Listen on 127.0.0.1:PORT instead of stdio (debugging).",
)
@click.option("--stdio", is_flag=True, help="Speak over standard input and output (the default).")
def serve(port: int | None, stdio: bool) -> None:
    """Run the language server; an editor starts this."""
    from lacewing.lsp.server import serve_stdio, serve_tcp
    from lacewing.services import Services

    if stdio and port is not None:
        raise click.UsageError("--stdio and --tcp exclude each other")
    cache = os.environ.get("LACEWING_CACHE_DIR")
    services = Services(cache_dir=Path(cache) if cache else None)
    if port is None:
        serve_stdio(services)
    else:
        serve_tcp(services, port)


def main() -> None:
    """Run the command line."""
    command_line({"serve": serve})()
