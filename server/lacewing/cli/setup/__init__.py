"""`lacewing setup`: what an editor needs, printed or put in place."""

from lacewing.cli.setup.setup import command

__all__ = ["command"]
