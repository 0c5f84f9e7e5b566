"""`lacewing tour`: a newcomer's first minute, on the real server and real code."""

from lacewing.cli.tour.tour import command

__all__ = ["command"]
