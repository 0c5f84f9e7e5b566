"""`lacewing index`: the project's index made or brought up to date, and what it holds."""

from lacewing.cli.index.index import command

__all__ = ["command"]
