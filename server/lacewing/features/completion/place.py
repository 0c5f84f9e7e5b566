"""The cursor with what lies around it, worked out once and shared by trigger, filters and splicing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lacewing.syntax.source import Source


@dataclass(frozen=True)
class Place:
    """Byte `offset` in `source`. Texts are str with the file's own line ends; lines are without theirs."""

    source: Source
    offset: int

    @cached_property
    def prefix(self) -> str:
        """The text before the cursor."""
        return self.source.data[: self.offset].decode("utf-8", "replace")

    @cached_property
    def suffix(self) -> str:
        """The text after the cursor."""
        return self.source.data[self.offset :].decode("utf-8", "replace")

    @cached_property
    def line(self) -> int:
        """The 0-based line of the cursor."""
        return self.source.lines.line_of(self.offset)

    @cached_property
    def line_prefix(self) -> str:
        """The cursor's line before the cursor."""
        return self.source.data[self.source.lines.line_start(self.line) : self.offset].decode("utf-8", "replace")

    @cached_property
    def line_suffix(self) -> str:
        """The cursor's line after the cursor."""
        end = max(self.offset, self.source.lines.line_end(self.line))
        return self.source.data[self.offset : end].decode("utf-8", "replace")

    @cached_property
    def indent(self) -> str:
        """The white space that begins the cursor's line, as far as the cursor."""
        return self.line_prefix[: len(self.line_prefix) - len(self.line_prefix.lstrip(" \t"))]

    @cached_property
    def newline(self) -> str:
        """The line end the file uses: that of the line above, else of the first line, else "\\n"."""
        lines, data = self.source.lines, self.source.data
        above = max(0, self.line - 1)
        end = data[lines.line_end(above) : lines.line_start(above + 1)]
        return "\r\n" if end == b"\r\n" else "\n"

    @cached_property
    def indent_unit(self) -> str:
        """One step of indentation as this file writes it: a tab, or two to eight blanks."""
        return _indent_unit(self.source.data) or (self.source.language.indent if self.source.language else "    ")

    def line_text(self, line: int) -> str:
        """A line of the file, "" when there is none."""
        if not 0 <= line < self.source.lines.line_count:
            return ""
        return self.source.lines.line_bytes(line).decode("utf-8", "replace")

    def lines_below(self, count: int) -> list[str]:
        """Up to `count` lines that follow the cursor's line."""
        last = min(self.source.lines.line_count, self.line + 1 + count)
        return [self.line_text(line) for line in range(self.line + 1, last)]


def _indent_unit(data: bytes) -> str:
    """The commonest step by which a line is deeper than the one above it, in the first 60 kB; "" when there is none."""
    steps: dict[str, int] = {}
    before = b""
    for raw in data[:60_000].split(b"\n"):
        if not raw.strip():
            continue
        indent = raw[: len(raw) - len(raw.lstrip(b" \t"))]
        if len(indent) > len(before) and indent.startswith(before):
            step = indent[len(before) :].decode("ascii")
            if step == "\t" or (set(step) == {" "} and 2 <= len(step) <= 8):
                steps[step] = steps.get(step, 0) + 1
        before = indent
    return max(steps, key=lambda step: (steps[step], -len(step)), default="")
