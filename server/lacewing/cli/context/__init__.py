"""`lacewing context FILE:LINE:COL`: what a model would be shown of the project for a cursor, and why."""

from lacewing.cli.context.context import command

__all__ = ["command"]
