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
        return _indent_of(self.line_prefix)

    @cached_property
    def newline(self) -> str:
        """The line end the file uses: that of the line above, else of the first line, else "\\n"."""
        lines, data = self.source.lines, self.source.data
        above = max(0, self.line - 1)
        end = data[lines.line_end(above) : lines.line_start(above + 1)]
        return "\r\n" if end == b"\r\n" else "\n"

    @cached_property
    def base_indent(self) -> str:
        """The white space before what the cursor's line belongs to: of the line on which the code begins whose body
        opens before the cursor, or on which the first of the brackets was opened that the line closes."""
        owner = self._owner_of_body()
        if owner is not None:
            return _indent_of(self.line_text(owner))
        open_ones, line, text = 0, self.line, self.line_prefix
        while True:
            for character in reversed(text.rstrip("{([ \t") if line == self.line else text):
                open_ones += (character in ")]}") - (character in "([{" and open_ones > 0)
            if not open_ones or line == 0 or self.line - line >= _MOST_LINES:
                break
            line -= 1
            text = self.line_text(line)
        return _indent_of(text)

    def _owner_of_body(self) -> int | None:
        """The line on which that begins whose body the bracket right before the cursor opens, by the tree."""
        before = self.line_prefix.rstrip()
        if not before.endswith("{") or not before[:-1].strip() or self.source.tree is None:
            return None
        start = self.offset - len(self.line_prefix.encode()) + len(before.encode()) - 1
        node = self.source.tree.root_node.descendant_for_byte_range(start, start + 1)
        body = node.parent if node is not None and not node.is_named else None
        owner = body.parent if body is not None else None
        if owner is None or owner.is_error or owner.parent is None or body is None or body.is_error:
            return None
        return owner.start_point[0]

    @cached_property
    def base_width(self) -> int:
        """The columns of `base_indent`."""
        return self.width(self.base_indent)

    @cached_property
    def indent_evidence(self) -> str:
        """The step of indentation that other lines of the file show, "" when none does."""
        return _indent_unit(self.source.data, self.indent)

    @cached_property
    def indent_is_sure(self) -> bool:
        """Whether hardly a line of the file is indented by another step."""
        steps = _steps(self.source.data)
        return sum(steps.values()) < 3 or steps.get(self.indent_unit, 0) >= 0.8 * sum(steps.values())

    @cached_property
    def indent_unit(self) -> str:
        """One step of indentation as this file writes it here: a tab, or two to eight blanks."""
        above = self.line_text(self.line - 1) if self.line else ""
        outer = _indent_of(above)
        step = self.indent[len(outer) :] if self.indent.startswith(outer) else ""
        # By how much the body is indented in which the cursor stands, where it is on the body's first line.
        if above.rstrip().endswith(("{", ":", "[", ">")) and _is_step(step):
            return step
        return self.indent_evidence or (self.source.language.indent if self.source.language else "    ")

    def width(self, text: str) -> int:
        """The columns that the white space at the beginning of a line takes, a tab as wide as the file's step."""
        tab = 4 if self.indent_unit == "\t" else max(4, len(self.indent_unit))
        return len(_indent_of(text).expandtabs(tab))

    def line_text(self, line: int) -> str:
        """A line of the file, "" when there is none."""
        if not 0 <= line < self.source.lines.line_count:
            return ""
        return self.source.lines.line_bytes(line).decode("utf-8", "replace")

    def lines_below(self, count: int) -> list[str]:
        """Up to `count` lines that follow the cursor's line."""
        last = min(self.source.lines.line_count, self.line + 1 + count)
        return [self.line_text(line) for line in range(self.line + 1, last)]


_MOST_LINES = 40


def _indent_of(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def _is_step(text: str) -> bool:
    return text == "\t" or (set(text) == {" "} and 2 <= len(text) <= 8)


def _indent_unit(data: bytes, own: str) -> str:
    """The commonest step of the file; a tab where more lines begin with one than with blanks. "" when there is none.
    `own` is the indentation of the cursor's line."""
    tabs = data.count(b"\n\t", 0, 60_000) + own.startswith("\t")
    if tabs > data.count(b"\n  ", 0, 60_000) + own.startswith("  "):
        return "\t"
    steps = _steps(data)
    return max(steps, key=lambda step: (steps[step], -len(step)), default="")


def _steps(data: bytes) -> dict[str, int]:
    """How often a line is deeper by which step than the one above it, in the first 60 kB."""
    steps: dict[str, int] = {}
    before = b""
    for raw in data[:60_000].split(b"\n"):
        if not raw.strip():
            continue
        indent = raw[: len(raw) - len(raw.lstrip(b" \t"))]
        if len(indent) > len(before) and indent.startswith(before):
            step = indent[len(before) :].decode("ascii")
            if _is_step(step):
                steps[step] = steps.get(step, 0) + 1
        before = indent
    return steps
