"""The command line as a whole."""

from __future__ import annotations

import click
from click.testing import CliRunner

from lacewing.cli.commands import command_line


def test_what_ctrl_c_ended_is_told_from_what_found_something() -> None:
    @click.command()
    def interrupted() -> None:
        raise KeyboardInterrupt

    result = CliRunner().invoke(command_line({"interrupted": interrupted}), ["interrupted"])
    assert (result.exit_code, result.stderr) == (130, "interrupted\n")
