"""Lacewing: a coding-assistant language server that knows the project and works with any model or none."""

__version__ = "0.1.0"
