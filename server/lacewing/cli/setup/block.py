"""A marked block in a file that is the user's: put at its end, replaced, taken away; no other line is touched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from lacewing.cli.setup.places import read_text, write_file

_BEGIN = ">>> lacewing setup >>>"
_END = "<<< lacewing setup <<<"


def _anything(_text: str) -> None:
    """Accepts every text."""


@dataclass(frozen=True, slots=True)
class Block:
    """`text` between two marker comments in `file`. `check` raises click.ClickException for a whole text it refuses."""

    file: Path
    text: str
    comment: str
    check: Callable[[str], None] = _anything

    @property
    def will(self) -> str:
        """What it would do."""
        return f"puts the lines above, between two marker comments, at the end of {self.file}"

    def installed(self) -> str:
        """The block that is in the file now, with its markers; "" when there are none."""
        before = read_text(self.file)
        _, found = self.without(before)
        return "" if found is None else before[found[0] : found[1]]

    def install(self) -> str:
        """Append the block, or bring the one that is there up to date."""
        before = read_text(self.file)
        rest, found = self.without(before)
        newline = "\r\n" if "\r\n" in before else "\n"
        lines = [f"{self.comment} {_BEGIN}", *self.text.strip("\n").split("\n"), f"{self.comment} {_END}"]
        own = newline.join(lines) + newline
        if found is not None:
            after = before[: found[0]] + own + before[found[1] :]
        else:
            after = rest + (newline if rest and not rest.endswith("\n") else "") + (newline if rest else "") + own
        if after == before:
            return f"{self.file} has the lines already"
        self.check(after)
        write_file(self.file, after.encode("utf-8"))
        return f"{self.file}: {'lines brought up to date' if found else 'lines added at the end'}"

    def uninstall(self) -> str:
        """Remove the block; a file that holds nothing else goes too."""
        before = read_text(self.file)
        rest, found = self.without(before)
        if found is None:
            return f"{self.file} has no lines of `lacewing setup`"
        if rest.strip():
            write_file(self.file, rest.encode("utf-8"))
            return f"{self.file}: lines removed"
        self.file.resolve().unlink()
        return f"{self.file}: removed, it held nothing else"

    def without(self, text: str) -> tuple[str, tuple[int, int] | None]:
        """The user's own lines, and where (start, end) in `text` the block is.

        Raises click.ClickException when the end marker is missing: what lies below might be the user's.
        """
        begin, end = f"{self.comment} {_BEGIN}", f"{self.comment} {_END}"
        start = _line(text, begin, 0)
        if start < 0:
            return text, None
        stop = _line(text, end, start)
        if stop < 0:
            raise click.ClickException(f"{self.file} has a line `{begin}` and no `{end}` below: mend or remove it")
        after = text.find("\n", stop)
        after = len(text) if after < 0 else after + 1
        own = text[:start]
        # The empty line that install put above.
        for blank in ("\r\n\r\n", "\n\n"):
            if own.endswith(blank):
                own = own[: -len(blank) // 2]
                break
        return own + text[after:], (start, after)


def _line(text: str, line: str, start: int) -> int:
    """Where `line` stands as a line of its own, -1 when nowhere."""
    while (found := text.find(line, start)) >= 0:
        end = found + len(line)
        if (found == 0 or text[found - 1] == "\n") and (end == len(text) or text.startswith(("\n", "\r\n"), end)):
            return found
        start = end
    return -1
