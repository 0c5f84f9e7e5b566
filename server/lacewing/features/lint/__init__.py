"""Findings of rules over files: the same code serves the editor's diagnostics and the command line."""
