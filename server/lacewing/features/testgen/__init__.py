"""Readable tests for a function, added to the project's test files and never overwriting anything."""
