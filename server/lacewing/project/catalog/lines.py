"""The lines of a text of which some are asked."""

from __future__ import annotations

_LINE_BYTES = 40  # what a line takes beside its bytes


def lines_of(data: bytes) -> tuple[list[bytes], int]:
    """The lines of the UTF-8 text `data` without their ends, and what they take of memory, in bytes."""
    lines = data.split(b"\n")
    if b"\r" in data:
        lines = [line[:-1] if line.endswith(b"\r") else line for line in lines]
    return lines, len(data) + _LINE_BYTES * len(lines)
